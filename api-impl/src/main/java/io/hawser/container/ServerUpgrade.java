package io.hawser.container;

import io.hawser.endpoint.BoundEndpoint;
import io.hawser.endpoint.CallScope;
import io.hawser.endpoint.EndpointConfigurator;
import io.hawser.endpoint.PathTable.Match;
import io.hawser.endpoint.Warnings;
import io.hawser.handshake.Escaped;
import io.hawser.handshake.Headers;
import io.hawser.handshake.IgnoredFields;
import io.hawser.handshake.Redacted;
import io.hawser.handshake.RequestTarget;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.protocol.Role;
import io.hawser.session.Connection;
import io.hawser.session.HandshakeHeaders;
import io.hawser.session.SessionContext;
import io.hawser.session.Settings;
import io.hawser.session.Transport;
import io.hawser.session.TransportFacts;
import jakarta.websocket.Extension;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One opening handshake on a server, with the user's configurator in it (Jakarta WebSocket 2.2, section 3.1). */
final class ServerUpgrade {

    private static final Logger LOG = System.getLogger(ServerUpgrade.class.getPackageName());
    private static final String CONTENT_TYPE = "Content-Type";

    private final HawserServerContainer container;
    private final UpgradeRequest request;
    private final ServerHandshake handshake;
    private final TransportFacts facts;
    private final RequestContext requestContext;
    private final DeployedEndpoint endpoint;
    private final Map<String, String> pathParameters;
    /** Known when the answer is. */
    private Settings settings;

    private final EndpointConfigurator configurator;

    ServerUpgrade(
            HawserServerContainer container,
            UpgradeRequest request,
            ServerHandshake handshake,
            TransportFacts facts,
            RequestContext requestContext,
            Match<DeployedEndpoint> match) {
        this.container = container;
        this.request = request;
        this.handshake = handshake;
        this.facts = facts;
        this.requestContext = requestContext;
        this.endpoint = match.value();
        this.pathParameters = match.pathParameters();
        this.configurator = endpoint.definition().configurator();
    }

    Upgrade answer() {
        CallScope.Call call = endpoint.definition().scope().begin();
        try {
            settings = container.settings().with(endpoint.settings()).with(requestContext.settings());
            URI uri = new URI((facts.secure() ? "wss://" : "ws://")
                    + handshake.host()
                    + RequestTarget.encoded(handshake.target()));
            if (!configurator.checksOrigin(settings.origins(), handshake, facts.secure())) {
                return originRefused();
            }
            String subprotocol =
                    configurator.subprotocol(endpoint.config().getSubprotocols(), handshake.subprotocols());
            return negotiated(uri, subprotocol);
        } catch (URISyntaxException e) {
            return HawserServerContainer.refused(400, "the request target is not a valid URI: " + e.getReason());
        } catch (Throwable e) {
            // Whatever the user's code throws, an error in a static initializer too, is answered.
            LOG.log(
                    Level.ERROR,
                    facts.id() + ": the handshake with " + endpoint + " failed: " + Escaped.text(e.toString(), 300),
                    e);
            return HawserServerContainer.refused(500, "the endpoint could not be opened");
        } finally {
            call.end();
        }
    }

    /** As it was sent: what the URI has may be encoded. */
    private String query() {
        return RequestTarget.query(handshake.target());
    }

    private Upgrade originRefused() {
        String origin = handshake.origin().map(Redacted::uri).orElse("(none)");
        LOG.log(
                Level.INFO,
                () -> facts.id() + " refused by checkOrigin, whose default lets in what the setting "
                        + Settings.ALLOWED_ORIGINS + " lists: a page of " + origin + " has asked for " + endpoint
                        + " at " + handshake.host());
        return HawserServerContainer.refused(403, "the origin " + origin + " is not allowed here");
    }

    private Upgrade negotiated(URI uri, String subprotocol) throws InstantiationException {
        AgreedExtensions extensions = extensions();
        Upgrade upgrade = null;
        try {
            upgrade = modified(uri, subprotocol, extensions);
            return upgrade;
        } finally {
            if (!(upgrade instanceof Upgrade.Accepted)) {
                extensions.frames().close();
            }
        }
    }

    private AgreedExtensions extensions() {
        List<Extension> usable = container.extensions().usable(endpoint.config().getExtensions(), settings);
        return AgreedExtensions.accepted(
                configurator.extensions(usable, JakartaExtensions.of(handshake.extensions())), usable);
    }

    private UpgradeResponse response(String subprotocol, AgreedExtensions extensions, Headers extra) {
        return handshake.accept(
                subprotocol.isEmpty() ? null : subprotocol, JakartaExtensions.offers(extensions.extensions()), extra);
    }

    /** Lets the configurator have the last word. */
    private Upgrade modified(URI uri, String subprotocol, AgreedExtensions extensions) throws InstantiationException {
        if (!configurator.modifiesHandshake()) {
            return accepted(uri, subprotocol, extensions, endpoint.config(), Headers.EMPTY);
        }
        ServerEndpointConfig config = HandshakeConfig.copyOf(endpoint.config());
        Headers formulated = response(subprotocol, extensions, Headers.EMPTY).headers();
        Map<String, List<String>> modifiable = JakartaHeaders.modifiable(formulated);
        configurator.modifyHandshake(
                config,
                new ReceivedRequest(
                        requestContext.shown().headersOr(request.headers()),
                        uri,
                        query(),
                        pathParameters,
                        facts,
                        requestContext),
                new ReceivedResponse(modifiable));
        Headers extra = JakartaHeaders.of(modifiable);
        Optional<UpgradeResponse> refusal = ConfiguredRefusal.of(config.getUserProperties(), extra);
        if (refusal.isPresent()) {
            int status = refusal.get().status();
            LOG.log(Level.INFO, () -> facts.id() + " refused with " + status + " by the configurator of " + endpoint);
            warnOfIgnored(formulated, extra, CONTENT_TYPE);
            return new Upgrade.Refused(refusal.get());
        }
        warnOfIgnored(formulated, extra, HandshakeRequest.SEC_WEBSOCKET_PROTOCOL);
        return accepted(uri, chosen(subprotocol, extra), extensions, config, extra);
    }

    /** {@return the subprotocol that modifyHandshake has left in the response, if the client knows it} */
    private String chosen(String subprotocol, Headers extra) {
        List<String> written = extra.all(HandshakeRequest.SEC_WEBSOCKET_PROTOCOL);
        if (written.isEmpty() && !subprotocol.isEmpty()) {
            warn(
                    HandshakeRequest.SEC_WEBSOCKET_PROTOCOL,
                    " to nothing, which has no effect: override getNegotiatedSubprotocol for it");
        }
        String chosen = ServerHandshake.chosen(subprotocol, written);
        if (chosen.isEmpty() || handshake.subprotocols().contains(chosen)) {
            return chosen;
        }
        // What was written may be a token of the user.
        warn(
                HandshakeRequest.SEC_WEBSOCKET_PROTOCOL,
                " to a subprotocol that the client has not offered, which has no effect: the client would fail the"
                        + " connection");
        return subprotocol;
    }

    private void warnOfIgnored(Headers formulated, Headers extra, String heeded) {
        for (String name : IgnoredFields.of(formulated, extra, heeded)) {
            // Tokens of users are sent as subprotocols.
            boolean shown = !name.equalsIgnoreCase(HandshakeRequest.SEC_WEBSOCKET_PROTOCOL);
            String value = shown ? String.join(", ", extra.all(name)) : "";
            warn(
                    name,
                    (value.isEmpty() ? "" : " to \"" + Escaped.text(value, 100) + "\"")
                            + ", which has no effect: the container writes it itself");
        }
    }

    private void warn(String name, String what) {
        Class<?> endpointClass = endpoint.definition().endpointClass();
        Warnings.once(
                LOG,
                endpointClass,
                name,
                "modifyHandshake of the configurator of " + endpointClass.getName() + " changes the header field "
                        + name + what);
    }

    private Upgrade accepted(
            URI uri, String subprotocol, AgreedExtensions extensions, ServerEndpointConfig config, Headers extra)
            throws InstantiationException {
        UpgradeResponse response = response(subprotocol, extensions, extra);
        BoundEndpoint bound = endpoint.definition().open(pathParameters);
        EndpointSessions sessions = container.sessions();
        EndpointSessions.Key key = endpoint.key();
        SessionContext context = new SessionContext(
                Role.SERVER,
                container,
                bound,
                endpoint.config(),
                config.getUserProperties(),
                uri,
                query(),
                new HandshakeHeaders(request.headers(), response.headers(), requestContext.shown()),
                pathParameters,
                subprotocol,
                extensions.extensions(),
                extensions.frames(),
                settings,
                sessions.take(key),
                container.connections);
        return new Upgrade.Accepted(
                response,
                // Lives as long as the session, which the handshake must not.
                new Opening(context, container.contextClassLoader(), () -> sessions.giveBack(key)));
    }

    private record Opening(SessionContext context, ClassLoader contextClassLoader, Runnable giveBack)
            implements Upgrade.Opening {

        @Override
        public Connection open(Transport transport, Runnable whenEnded) {
            transport.runWith(contextClassLoader);
            return Connection.open(context, transport, () -> {
                giveBack.run();
                whenEnded.run();
            });
        }

        @Override
        public Settings settings() {
            return context.settings();
        }

        @Override
        public void abandon() {
            giveBack.run();
            context.endpoint().release();
            context.frameExtensions().close();
            LOG.log(
                    Level.DEBUG,
                    () -> "the client went away before " + Redacted.uri(context.requestUri()) + " was open");
        }
    }
}
