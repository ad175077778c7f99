package io.hawser.container;

import io.hawser.CallScope;
import io.hawser.Settings;
import io.hawser.container.extension.AgreedExtensions;
import io.hawser.container.extension.JakartaExtensions;
import io.hawser.endpoint.BoundEndpoint;
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
import io.hawser.log.Log;
import io.hawser.protocol.Role;
import io.hawser.session.Connection;
import io.hawser.session.HandshakeHeaders;
import io.hawser.session.SessionContext;
import io.hawser.transport.ConnectionHandle;
import io.hawser.transport.Pace;
import io.hawser.transport.RequestContext;
import io.hawser.transport.Transport;
import io.hawser.transport.TransportFacts;
import io.hawser.transport.Upgrade;
import jakarta.websocket.Extension;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One opening handshake on a server, in which the user's configurator takes part (Jakarta WebSocket 2.2, section 3.1).
 */
final class ServerUpgrade {

    private static final Log LOG = Log.of(ServerUpgrade.class);
    private static final String CONTENT_TYPE = "Content-Type";

    private final ContainerParts parts;
    private final EndpointSessions sessions;
    private final UpgradeRequest request;
    private final ServerHandshake handshake;
    private final TransportFacts facts;
    private final RequestContext requestContext;
    private final DeployedEndpoint endpoint;
    private final Map<String, String> pathParameters;
    /** Set by {@link #answer}, as the settings are. */
    private CallScope scope;

    private Settings settings;

    private final EndpointConfigurator configurator;

    ServerUpgrade(
            ContainerParts parts,
            EndpointSessions sessions,
            UpgradeRequest request,
            ServerHandshake handshake,
            TransportFacts facts,
            RequestContext requestContext,
            Match<DeployedEndpoint> match) {
        this.parts = parts;
        this.sessions = sessions;
        this.request = request;
        this.handshake = handshake;
        this.facts = facts;
        this.requestContext = requestContext;
        this.endpoint = match.value();
        this.pathParameters = match.pathParameters();
        this.configurator = endpoint.definition().configurator();
    }

    Upgrade answer() {
        Connections connections = parts.connections();
        // Before the question: a server that stops afterwards waits for this handshake.
        connections.handshakeBegins();
        Upgrade upgrade = null;
        try {
            upgrade = connections.isStopping() ? Upgrade.Refused.of(503, "this server is stopping") : negotiated();
            return upgrade;
        } finally {
            if (!(upgrade instanceof Upgrade.Accepted)) {
                connections.handshakeEnded();
            }
        }
    }

    private Upgrade negotiated() {
        scope = endpoint.definition().scope();
        CallScope.Call call = scope.begin();
        try {
            settings = parts.settings().get().with(endpoint.settings()).with(requestContext.settings());
            // Text, which is always a valid URI: most sessions are never asked for it.
            String uri = (facts.secure() ? "wss://" : "ws://")
                    + handshake.host()
                    + RequestTarget.encoded(handshake.target());
            if (!settings.allowedHosts().allows(handshake.host())) {
                return hostRefused();
            }
            if (!configurator.checksOrigin(settings.allowedOrigins(), handshake, facts.secure())) {
                return originRefused();
            }
            String subprotocol =
                    configurator.subprotocol(endpoint.config().getSubprotocols(), handshake.subprotocols());
            return negotiated(uri, subprotocol);
        } catch (Throwable e) {
            // Anything that user code throws gets an answer, even an error in a static initializer.
            LOG.bounded(
                    Level.ERROR,
                    "the handshake has failed, " + kind(),
                    () -> facts.id() + ": the handshake with " + endpoint + " failed: "
                            + Escaped.text(e.toString(), 300),
                    e);
            return Upgrade.Refused.of(500, "the endpoint could not be opened");
        } finally {
            call.end();
        }
    }

    /** {@return the kind of log lines that all handshakes with the endpoint share} */
    private String kind() {
        return endpoint + " at " + endpoint.config().getPath() + " of " + parts.container();
    }

    /** {@return the query as it was sent} The query of the URI may be encoded. */
    private String query() {
        return RequestTarget.query(handshake.target());
    }

    private Upgrade hostRefused() {
        LOG.bounded(
                Level.INFO,
                "the host is not listed, " + kind(),
                () -> facts.id() + " refused: the setting " + Settings.ALLOWED_HOSTS + " does not list the host "
                        + handshake.host() + " of the request for " + endpoint);
        return Upgrade.Refused.of(421, "the setting allowedHosts does not list the host " + handshake.host());
    }

    private Upgrade originRefused() {
        String origin = handshake.origin().map(Redacted::uri).orElse("(none)");
        LOG.bounded(
                Level.INFO,
                "refused by checkOrigin, " + kind(),
                () -> facts.id() + " refused by checkOrigin, whose default allows the origins in the setting "
                        + Settings.ALLOWED_ORIGINS + ": a page of " + origin + " has requested " + endpoint
                        + " at " + handshake.host());
        return Upgrade.Refused.of(403, "the origin " + origin + " is not allowed here");
    }

    private Upgrade negotiated(String uri, String subprotocol) throws InstantiationException {
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
        List<Extension> usable = parts.extensions().usable(endpoint.config().getExtensions(), settings);
        return AgreedExtensions.accepted(
                configurator.extensions(usable, JakartaExtensions.of(handshake.extensions())), usable);
    }

    private UpgradeResponse response(String subprotocol, AgreedExtensions extensions, Headers extra) {
        return handshake.accept(
                subprotocol.isEmpty() ? null : subprotocol, JakartaExtensions.offers(extensions.extensions()), extra);
    }

    /** Lets the configurator modify or refuse the handshake. */
    private Upgrade modified(String uri, String subprotocol, AgreedExtensions extensions)
            throws InstantiationException {
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
                        URI.create(uri),
                        query(),
                        pathParameters,
                        facts,
                        requestContext),
                new ReceivedResponse(modifiable));
        Headers extra = JakartaHeaders.of(modifiable);
        Optional<UpgradeResponse> refusal = ConfiguredRefusal.of(config.getUserProperties(), extra);
        if (refusal.isPresent()) {
            int status = refusal.get().status();
            LOG.bounded(
                    Level.INFO,
                    "refused with " + status + ", " + kind(),
                    () -> facts.id() + " refused with " + status + " by the configurator of " + endpoint);
            warnOfIgnored(formulated, extra, CONTENT_TYPE);
            return new Upgrade.Refused(refusal.get());
        }
        warnOfIgnored(formulated, extra, HandshakeRequest.SEC_WEBSOCKET_PROTOCOL);
        return accepted(uri, chosen(subprotocol, extra), extensions, config, extra);
    }

    /** {@return the subprotocol that {@code modifyHandshake} has left in the response, if the client has offered it} */
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
        // No value in the log: it may be a token of the user.
        warn(
                HandshakeRequest.SEC_WEBSOCKET_PROTOCOL,
                " to a subprotocol that the client has not offered, which has no effect: the client would fail the"
                        + " connection");
        return subprotocol;
    }

    private void warnOfIgnored(Headers formulated, Headers extra, String heeded) {
        for (String name : IgnoredFields.of(formulated, extra, heeded)) {
            // Clients send tokens of users as subprotocols.
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
            String uri, String subprotocol, AgreedExtensions extensions, ServerEndpointConfig config, Headers extra)
            throws InstantiationException {
        UpgradeResponse response = response(subprotocol, extensions, extra);
        BoundEndpoint bound = endpoint.definition().open(pathParameters, scope);
        EndpointSessions.Key key = endpoint.key();
        SessionContext context = new SessionContext(
                Role.SERVER,
                parts.container(),
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
                parts.connections());
        return new Upgrade.Accepted(
                response,
                new Opening(
                        context,
                        parts.contextClassLoader().get(),
                        endpoint.pace(),
                        sessions,
                        key,
                        parts.connections()));
    }

    /** Lives as long as the session, so it must not refer to the handshake, not even by a lambda of that class. */
    private record Opening(
            SessionContext context,
            ClassLoader contextClassLoader,
            Pace pace,
            EndpointSessions sessions,
            EndpointSessions.Key key,
            Connections connections)
            implements Upgrade.Opening {

        @Override
        public ConnectionHandle open(Transport transport, Runnable whenEnded) {
            try {
                transport.runWith(contextClassLoader, pace);
                return Connection.open(context, transport, () -> {
                    sessions.giveBack(key);
                    whenEnded.run();
                });
            } finally {
                connections.handshakeEnded();
            }
        }

        @Override
        public Settings settings() {
            return context.settings();
        }

        @Override
        public void abandon() {
            sessions.giveBack(key);
            context.endpoint().release();
            context.frameExtensions().close();
            connections.handshakeEnded();
            LOG.log(
                    Level.DEBUG,
                    () -> "the client has ended the connection before " + Redacted.uri(context.requestUri())
                            + " was open");
        }
    }
}
