package io.hawser.container;

import io.hawser.container.HawserServerContainer.DeployedEndpoint;
import io.hawser.endpoint.BoundEndpoint;
import io.hawser.endpoint.DefaultConfigurator;
import io.hawser.endpoint.PathTable.Match;
import io.hawser.handshake.Escaped;
import io.hawser.handshake.Headers;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.protocol.ExtensionChain;
import io.hawser.protocol.Role;
import io.hawser.session.Connection;
import io.hawser.session.SessionContext;
import io.hawser.session.Transport;
import io.hawser.session.TransportFacts;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One opening handshake on a server, with the user's configurator in it (Jakarta WebSocket 2.2, section 3.1). */
final class ServerUpgrade {

    private static final Logger LOG = System.getLogger(ServerUpgrade.class.getPackageName());

    private final HawserServerContainer container;
    private final UpgradeRequest request;
    private final ServerHandshake handshake;
    private final TransportFacts facts;
    private final DeployedEndpoint endpoint;
    private final Map<String, String> pathParameters;
    private final SessionEndpointConfig config;

    ServerUpgrade(
            HawserServerContainer container,
            UpgradeRequest request,
            ServerHandshake handshake,
            TransportFacts facts,
            Match<DeployedEndpoint> match) {
        this.container = container;
        this.request = request;
        this.handshake = handshake;
        this.facts = facts;
        this.endpoint = match.value();
        this.pathParameters = match.pathParameters();
        this.config = new SessionEndpointConfig(
                (ServerEndpointConfig) endpoint.definition().config());
    }

    Upgrade answer() {
        try {
            URI uri = requestUri();
            if (!DefaultConfigurator.checksOrigin(config.getConfigurator(), handshake, facts.secure())) {
                String origin = Escaped.text(handshake.origin().orElse("(none)"), 100);
                LOG.log(
                        Level.INFO,
                        () -> facts.id() + " refused by checkOrigin: a page of " + origin + " has asked for " + endpoint
                                + " at " + handshake.host());
                return HawserServerContainer.refused(403, "the origin " + origin + " is not allowed here");
            }
            String subprotocol = subprotocol();
            UpgradeResponse response =
                    handshake.accept(subprotocol.isEmpty() ? null : subprotocol, List.of(), extraHeaders(uri));
            BoundEndpoint bound =
                    endpoint.definition().bind(endpoint.definition().newInstance(), pathParameters);
            return new Upgrade.Accepted(
                    response, new Opening(context(bound, uri, subprotocol), container.contextClassLoader()));
        } catch (URISyntaxException e) {
            return HawserServerContainer.refused(400, "the request target is not a valid URI: " + e.getReason());
        } catch (Throwable e) {
            // Whatever the user's code throws, an error in a static initializer too, is answered.
            LOG.log(Level.ERROR, facts.id() + ": the handshake with " + endpoint + " failed", e);
            return HawserServerContainer.refused(500, "the endpoint could not be opened");
        }
    }

    private URI requestUri() throws URISyntaxException {
        return new URI((facts.secure() ? "wss://" : "ws://") + handshake.host() + handshake.target());
    }

    private String subprotocol() {
        String chosen =
                config.getConfigurator().getNegotiatedSubprotocol(config.getSubprotocols(), handshake.subprotocols());
        return chosen == null ? "" : chosen;
    }

    private Headers extraHeaders(URI uri) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        config.getConfigurator()
                .modifyHandshake(
                        config,
                        new ReceivedRequest(request.headers().toMap(), uri, pathParameters, facts.principal()),
                        new ReceivedResponse(headers));
        return JakartaHeaders.of(headers);
    }

    private SessionContext context(BoundEndpoint bound, URI uri, String subprotocol) {
        return new SessionContext(
                Role.SERVER,
                container,
                bound,
                config,
                uri,
                pathParameters,
                subprotocol,
                List.of(),
                new ExtensionChain(List.of()),
                container.settings(),
                endpoint.openSessions(),
                container.connections);
    }

    private record Opening(SessionContext context, ClassLoader contextClassLoader) implements Upgrade.Opening {

        @Override
        public Connection open(Transport transport) {
            transport.runWith(contextClassLoader);
            return Connection.open(context, transport);
        }

        @Override
        public void abandon() {
            LOG.log(Level.DEBUG, () -> "the client went away before " + context.requestUri() + " was open");
        }
    }
}
