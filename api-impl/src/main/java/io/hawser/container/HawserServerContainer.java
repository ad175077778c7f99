package io.hawser.container;

import io.hawser.endpoint.EndpointDefinition;
import io.hawser.endpoint.PathTable;
import io.hawser.endpoint.PathTable.Match;
import io.hawser.handshake.Escaped;
import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.Headers;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.session.OpenSessions;
import io.hawser.session.Settings;
import io.hawser.session.TransportFacts;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A container with server endpoints, all below one context path (Jakarta WebSocket 2.2, {@link ServerContainer}). */
public final class HawserServerContainer extends HawserContainer implements ServerContainer {

    private static final Logger LOG = System.getLogger(HawserServerContainer.class.getPackageName());

    private final String contextPath;
    private final PathTable<DeployedEndpoint> endpoints = new PathTable<>();
    private final Queue<EndpointDefinition> deployed = new ConcurrentLinkedQueue<>();

    record DeployedEndpoint(EndpointDefinition definition, OpenSessions openSessions) {
        @Override
        public String toString() {
            return definition.toString();
        }
    }

    /**
     * Makes a container without endpoints.
     *
     * @param settings what its connections start with
     * @param contextPath the path below which its endpoints live: empty or {@code /} for the root, else beginning with
     *     a slash and not ending with one
     * @param connector opens the transports of outgoing connections
     */
    public HawserServerContainer(Settings settings, String contextPath, Connector connector) {
        super(settings, connector);
        this.contextPath = contextPath.equals("/") ? "" : contextPath;
    }

    @Override
    public void addEndpoint(Class<?> endpointClass) throws DeploymentException {
        deploy(EndpointDefinition.annotatedServer(endpointClass, instances(endpointClass)));
    }

    @Override
    public void addEndpoint(ServerEndpointConfig config) throws DeploymentException {
        deploy(EndpointDefinition.server(config, instances(config.getEndpointClass())));
    }

    private void deploy(EndpointDefinition definition) throws DeploymentException {
        deployed.add(definition);
        endpoints.add(definition.path(), new DeployedEndpoint(definition, new OpenSessions()));
        LOG.log(Level.DEBUG, () -> definition + " is deployed at " + contextPath + definition.path());
    }

    @Override
    public void shutdown() {
        super.shutdown();
        for (EndpointDefinition next = deployed.poll(); next != null; next = deployed.poll()) {
            next.release();
        }
    }

    @Override
    public void upgradeHttpToWebSocket(
            Object request, Object response, ServerEndpointConfig config, Map<String, String> pathParameters) {
        throw new UnsupportedOperationException("there are no servlet requests on this container: "
                + "upgradeHttpToWebSocket belongs to servlet containers");
    }

    /**
     * Answers an opening handshake. Runs code of the application (its configurators and constructors), which may block.
     *
     * @param request the request; its body was not read
     * @param facts what is known of the connection
     * @return the answer
     */
    public Upgrade upgrade(UpgradeRequest request, TransportFacts facts) {
        UpgradeResponse refusal;
        try {
            ServerHandshake handshake = ServerHandshake.read(request);
            Optional<Match<DeployedEndpoint>> match = find(handshake.target());
            if (match.isPresent()) {
                return connections.isStopping()
                        ? refused(503, "this server is stopping")
                        : new ServerUpgrade(this, request, handshake, facts, match.get()).answer();
            }
            return notFound(request);
        } catch (HandshakeException e) {
            refusal = e.response();
            LOG.log(Level.DEBUG, () -> facts.id() + " refused: " + e.getMessage());
        }
        // What is no WebSocket request at all is told so only where there is an endpoint.
        return find(request.target()).isPresent() ? new Upgrade.Refused(refusal) : notFound(request);
    }

    private Optional<Match<DeployedEndpoint>> find(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        boolean inContext = path.startsWith(contextPath)
                && (path.length() == contextPath.length() || path.charAt(contextPath.length()) == '/');
        return inContext ? endpoints.find(path.substring(contextPath.length())) : Optional.empty();
    }

    private static Upgrade notFound(UpgradeRequest request) {
        return refused(404, "there is no WebSocket endpoint at " + Escaped.text(request.target(), 200));
    }

    static Upgrade refused(int status, String reason) {
        return new Upgrade.Refused(ServerHandshake.refuse(status, reason, Headers.EMPTY));
    }
}
