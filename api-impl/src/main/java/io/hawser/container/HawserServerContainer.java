package io.hawser.container;

import io.hawser.Settings;
import io.hawser.endpoint.ContextClassLoader;
import io.hawser.endpoint.EndpointDefinition;
import io.hawser.endpoint.PathTable.Match;
import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.Redacted;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.log.Log;
import io.hawser.session.memory.Budget;
import io.hawser.transport.Connector;
import io.hawser.transport.HttpUpgrades;
import io.hawser.transport.RequestContext;
import io.hawser.transport.TransportFacts;
import io.hawser.transport.Upgrade;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;

/**
 * The server container of one application. It has the application's endpoints, all below one context path (Jakarta
 * WebSocket 2.2, {@link ServerContainer}, sections 2.1.7 and 5.2.1). It begins in the deployment phase, in which an
 * endpoint that cannot be deployed takes the whole application out of service. {@link #endDeployment()} ends this
 * phase.
 */
public final class HawserServerContainer extends HawserContainer implements ServerContainer {

    private static final Log LOG = Log.of(HawserServerContainer.class);

    private final String contextPath;
    private final ContextClassLoader contextClassLoader;
    private final HttpUpgrades upgrades;
    private final Deployment deployment;
    final EndpointSessions sessions = new EndpointSessions();

    /**
     * Makes a container without endpoints.
     *
     * @param settings the settings of new connections
     * @param contextPath the path below which all endpoints are: empty or {@code /} for the root; otherwise it begins
     *     with a slash and does not end with one
     * @param connector opens the transports of outgoing connections
     */
    public HawserServerContainer(Settings settings, String contextPath, Connector connector) {
        this(settings, contextPath, connector, null);
    }

    /**
     * Creates a container without endpoints, for an application with a separate class loader.
     *
     * @param settings the settings of new connections
     * @param contextPath the path below which all endpoints are: empty or {@code /} for the root; otherwise it begins
     *     with a slash and does not end with one
     * @param connector opens the transports of outgoing connections
     * @param contextClassLoader the context class loader of the threads that run the application's code, or
     *     {@code null} to leave it unchanged
     */
    public HawserServerContainer(
            Settings settings, String contextPath, Connector connector, ClassLoader contextClassLoader) {
        this(settings, contextPath, connector, contextClassLoader, null, Budget.of(settings));
    }

    /**
     * Makes a container without endpoints, for one of several applications that share memory.
     *
     * @param settings the settings of new connections
     * @param contextPath the path below which all endpoints are: empty or {@code /} for the root; otherwise it begins
     *     with a slash and does not end with one
     * @param connector opens the transports of outgoing connections
     * @param contextClassLoader the context class loader of the threads that run the application's code, or
     *     {@code null} to leave it unchanged
     * @param budget the budget of the connections
     */
    @SuppressWarnings("exports") // Only Hawser's own containers have budgets to share.
    public HawserServerContainer(
            Settings settings, String contextPath, Connector connector, ClassLoader contextClassLoader, Budget budget) {
        this(settings, contextPath, connector, contextClassLoader, null, budget);
    }

    /**
     * Makes a container without endpoints, for an application of an HTTP server that takes the requests. The
     * application's injection container may begin to run while endpoints are deployed. So configurators of annotated
     * endpoints are made when the deployment ends.
     *
     * @param settings the settings of new connections
     * @param contextPath the path below which all endpoints are: empty or {@code /} for the root; otherwise it begins
     *     with a slash and does not end with one
     * @param connector opens the transports of outgoing connections
     * @param contextClassLoader the context class loader of the threads that run the application's code, or
     *     {@code null} to leave it unchanged
     * @param upgrades called by {@link #upgradeHttpToWebSocket}, or {@code null} if that is not supported
     */
    public HawserServerContainer(
            Settings settings,
            String contextPath,
            Connector connector,
            ClassLoader contextClassLoader,
            HttpUpgrades upgrades) {
        this(settings, contextPath, connector, contextClassLoader, upgrades, Budget.of(settings));
    }

    private HawserServerContainer(
            Settings settings,
            String contextPath,
            Connector connector,
            ClassLoader contextClassLoader,
            HttpUpgrades upgrades,
            Budget budget) {
        super(settings, connector, budget);
        this.contextPath = contextPath.equals("/") ? "" : contextPath;
        this.contextClassLoader = new ContextClassLoader(contextClassLoader);
        this.upgrades = upgrades;
        this.deployment = new Deployment(toString(), upgrades != null);
    }

    /**
     * Adds an annotated endpoint. Does nothing if the endpoint was added before (Jakarta WebSocket 2.2, section 6.3).
     *
     * @param endpointClass a class with {@code @ServerEndpoint}
     * @throws DeploymentException if the endpoint breaks a rule, or the application has failed or is stopped
     */
    @Override
    public void addEndpoint(Class<?> endpointClass) throws DeploymentException {
        Arguments.given(endpointClass, "endpointClass");
        if (!deployment.claim(endpointClass)) {
            return;
        }
        try {
            add(
                    endpointClass.getName(),
                    () -> EndpointDefinition.annotatedServer(endpointClass, instances(endpointClass)));
        } catch (DeploymentException e) {
            deployment.disclaim(endpointClass);
            throw e;
        }
    }

    /**
     * Adds an endpoint.
     *
     * @param config the configuration, with the class and the path of the endpoint
     * @throws DeploymentException if the endpoint breaks a rule, or the application has failed or is stopped
     */
    @Override
    public void addEndpoint(ServerEndpointConfig config) throws DeploymentException {
        Arguments.given(config, "config");
        add(config.getClass().getName(), () -> EndpointDefinition.server(config, instances(config.getEndpointClass())));
    }

    private void add(String name, ContextClassLoader.Code<EndpointDefinition, DeploymentException> source)
            throws DeploymentException {
        deployment.checkAccepting();
        if (connections.isStopping()) {
            throw new DeploymentException(
                    "The application at " + this + " accepts no further endpoints: it is stopped.");
        }
        try {
            define(name, () -> {
                deployment.add(source.run());
                return null;
            });
        } catch (DeploymentException e) {
            if (deployment.isUnderWay()) {
                failDeployment(e);
            }
            throw e;
        }
    }

    /**
     * Reads user classes and makes configurators. Throws any unchecked exception of user code as a deployment error.
     */
    private <T> T define(String name, ContextClassLoader.Code<T, DeploymentException> source)
            throws DeploymentException {
        try {
            return inContext(source);
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            throw new DeploymentException(
                    name + " cannot be deployed: " + e.getClass().getName() + " was thrown", e);
        }
    }

    /**
     * Ends the deployment with an error: the application is out of service for good, its sessions are closed, and the
     * error is logged. Only the first error counts. {@link #addEndpoint} does this itself for its exceptions during the
     * deployment phase.
     *
     * @param error the error in the application
     */
    public void failDeployment(DeploymentException error) {
        if (deployment.fail(error)) {
            shutdown();
        }
    }

    /**
     * Ends the deployment phase. From now on, an endpoint that cannot be added concerns only the caller that adds it.
     *
     * @throws DeploymentException if the deployment has failed
     */
    public void endDeployment() throws DeploymentException {
        try {
            define("the application at " + this, () -> {
                deployment.end();
                return null;
            });
        } catch (DeploymentException e) {
            failDeployment(e);
            throw e;
        }
    }

    /** {@return the classes of the deployed endpoints by their paths, best match first} */
    public Map<String, Class<?>> endpoints() {
        return deployment.classes();
    }

    /** {@return the number of sessions of the endpoints that are open or about to open} */
    public int openSessions() {
        return sessions.count();
    }

    @Override
    ClassLoader contextClassLoader() {
        return contextClassLoader.loader();
    }

    /**
     * Runs code of the application on the calling thread, with the application's context class loader.
     *
     * @param code the code
     * @param <T> the type of its result
     * @param <E> the type of its exception
     * @return the result of the code
     * @throws E if the code throws it
     */
    @SuppressWarnings("exports") // Only Hawser's own containers run code of applications.
    public <T, E extends Exception> T inContext(ContextClassLoader.Code<T, E> code) throws E {
        return contextClassLoader.run(code);
    }

    /** {@return the context path, or a slash for the root} */
    @Override
    public String toString() {
        return contextPath.isEmpty() ? "/" : contextPath;
    }

    @Override
    public void shutdown() {
        super.shutdown();
        deployment.release();
    }

    /**
     * Upgrades a request of the HTTP server in which this container runs, for an endpoint that need not be deployed.
     *
     * @param request the request of that server
     * @param response the response to it
     * @param config the configuration of the endpoint
     * @param pathParameters the values of the path's variables by name, or {@code null} if there are none
     * @throws IOException if the answer cannot be sent
     * @throws DeploymentException if the endpoint breaks a rule
     * @throws UnsupportedOperationException if this container does not run in an HTTP server
     */
    @Override
    public void upgradeHttpToWebSocket(
            Object request, Object response, ServerEndpointConfig config, Map<String, String> pathParameters)
            throws IOException, DeploymentException {
        if (upgrades == null) {
            throw new UnsupportedOperationException("there are no servlet requests on this container: "
                    + "upgradeHttpToWebSocket belongs to servlet containers");
        }
        upgrades.upgrade(
                Arguments.given(request, "request"),
                Arguments.given(response, "response"),
                Arguments.given(config, "config"),
                pathParameters == null ? Map.of() : pathParameters);
    }

    /**
     * Answers an opening handshake. Runs code of the application (its configurators and constructors), which may block.
     *
     * @param request the request, whose body was not read
     * @param facts the facts that the transport knows about the connection
     * @return the answer; 404 if there is no endpoint
     */
    public Upgrade upgrade(UpgradeRequest request, TransportFacts facts) {
        ServerHandshake handshake;
        try {
            handshake = ServerHandshake.read(request);
        } catch (HandshakeException e) {
            // A request that is no WebSocket request gets this as the reason only if there is an endpoint.
            return find(request.resource()).isPresent() ? refused(facts, e) : notFound(request);
        }
        return find(handshake.target())
                .map(match -> answer(request, handshake, facts, RequestContext.NONE, match))
                .orElseGet(() -> notFound(request));
    }

    /**
     * Answers an opening handshake for an HTTP server that has parsed the request's path itself, and that handles
     * requests without an endpoint in another way. If there is an endpoint, runs code of the application, which may
     * block.
     *
     * @param request the request, whose body was not read
     * @param path the path below the context path, normalized and percent-encoded; begins with a slash
     * @param facts the facts that the transport knows about the connection
     * @param context the facts that the server knows about the request
     * @return the answer; empty if there is no endpoint at that path
     */
    public Optional<Upgrade> upgrade(
            UpgradeRequest request, String path, TransportFacts facts, RequestContext context) {
        return deployment.find(path).map(match -> answer(request, facts, context, match));
    }

    /**
     * Answers an opening handshake for an endpoint that the application has chosen. The endpoint need not be deployed,
     * and its path is not compared with the path of the request. Sessions of configurations with the same path and
     * class belong to one endpoint, whether or not it is deployed too. The container keeps nothing of the configuration
     * after these sessions. Runs code of the application, which may block.
     *
     * @param request the request, whose body was not read
     * @param facts the facts that the transport knows about the connection
     * @param context the facts that the server knows about the request
     * @param config the configuration of the endpoint
     * @param pathParameters the values of the path's variables, decoded, by name
     * @return the answer
     * @throws DeploymentException if the endpoint breaks a rule; the application stays in service
     */
    public Upgrade upgrade(
            UpgradeRequest request,
            TransportFacts facts,
            RequestContext context,
            ServerEndpointConfig config,
            Map<String, String> pathParameters)
            throws DeploymentException {
        DeployedEndpoint endpoint = define(config.getClass().getName(), () -> {
            EndpointDefinition definition =
                    EndpointDefinition.matched(config, pathParameters.keySet(), instances(config.getEndpointClass()));
            definition.complete();
            return DeployedEndpoint.of(definition);
        });
        Map<String, String> parameters = Collections.unmodifiableMap(new LinkedHashMap<>(pathParameters));
        try {
            return answer(request, facts, context, new Match<>(endpoint, parameters));
        } finally {
            // The definition has no other handshake.
            endpoint.definition().release();
        }
    }

    private Upgrade answer(
            UpgradeRequest request, TransportFacts facts, RequestContext context, Match<DeployedEndpoint> match) {
        try {
            return answer(request, ServerHandshake.read(request), facts, context, match);
        } catch (HandshakeException e) {
            return refused(facts, e);
        }
    }

    private Upgrade answer(
            UpgradeRequest request,
            ServerHandshake handshake,
            TransportFacts facts,
            RequestContext context,
            Match<DeployedEndpoint> match) {
        return inContext(new ServerUpgrade(parts, sessions, request, handshake, facts, context, match)::answer);
    }

    private Optional<Match<DeployedEndpoint>> find(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        boolean inContext = path.startsWith(contextPath)
                && (path.length() == contextPath.length() || path.charAt(contextPath.length()) == '/');
        return inContext ? deployment.find(path.substring(contextPath.length())) : Optional.empty();
    }

    private static Upgrade notFound(UpgradeRequest request) {
        return Upgrade.Refused.of(404, "there is no WebSocket endpoint at " + Redacted.uri(request.target()));
    }

    private static Upgrade refused(TransportFacts facts, HandshakeException reason) {
        LOG.log(Level.DEBUG, () -> facts.id() + " refused: " + reason.getMessage());
        return new Upgrade.Refused(reason.response());
    }
}
