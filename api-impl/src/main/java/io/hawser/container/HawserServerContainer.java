package io.hawser.container;

import io.hawser.endpoint.ContextClassLoader;
import io.hawser.endpoint.EndpointDefinition;
import io.hawser.endpoint.PathTable.Match;
import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.Headers;
import io.hawser.handshake.Redacted;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.session.Settings;
import io.hawser.session.TransportFacts;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;

/**
 * The server container of one application: its endpoints, all below one context path (Jakarta WebSocket 2.2,
 * {@link ServerContainer}, sections 2.1.7 and 5.2.1). It begins in the deployment phase, in which an endpoint that
 * cannot be deployed takes the whole application out of service; {@link #endDeployment()} ends it.
 */
public final class HawserServerContainer extends HawserContainer implements ServerContainer {

    private static final Logger LOG = System.getLogger(HawserServerContainer.class.getPackageName());

    private final String contextPath;
    private final ContextClassLoader contextClassLoader;
    private final HttpUpgrades upgrades;
    private final Deployment deployment;
    private final EndpointSessions sessions = new EndpointSessions();

    /**
     * Makes a container without endpoints.
     *
     * @param settings what its connections start with
     * @param contextPath the path below which its endpoints live: empty or {@code /} for the root, else beginning with
     *     a slash and not ending with one
     * @param connector opens the transports of outgoing connections
     */
    public HawserServerContainer(Settings settings, String contextPath, Connector connector) {
        this(settings, contextPath, connector, null);
    }

    /**
     * Makes a container without endpoints, for an application with a class loader of its own.
     *
     * @param settings what its connections start with
     * @param contextPath the path below which its endpoints live: empty or {@code /} for the root, else beginning with
     *     a slash and not ending with one
     * @param connector opens the transports of outgoing connections
     * @param contextClassLoader the context class loader of the threads that run the application's code, or
     *     {@code null} to leave it to them
     */
    public HawserServerContainer(
            Settings settings, String contextPath, Connector connector, ClassLoader contextClassLoader) {
        this(settings, contextPath, connector, contextClassLoader, null);
    }

    /**
     * Makes a container without endpoints, for an application of an HTTP server that carries the container. The
     * application's injection container may begin to run while endpoints are deployed: configurators of annotated
     * endpoints are made when the deployment ends.
     *
     * @param settings what its connections start with
     * @param contextPath the path below which its endpoints live: empty or {@code /} for the root, else beginning with
     *     a slash and not ending with one
     * @param connector opens the transports of outgoing connections
     * @param contextClassLoader the context class loader of the threads that run the application's code, or
     *     {@code null} to leave it to them
     * @param upgrades what {@link #upgradeHttpToWebSocket} does, or {@code null} where it is not supported
     */
    public HawserServerContainer(
            Settings settings,
            String contextPath,
            Connector connector,
            ClassLoader contextClassLoader,
            HttpUpgrades upgrades) {
        super(settings, connector);
        this.contextPath = contextPath.equals("/") ? "" : contextPath;
        this.contextClassLoader = new ContextClassLoader(contextClassLoader);
        this.upgrades = upgrades;
        this.deployment = new Deployment(toString(), upgrades != null);
    }

    /**
     * Adds an annotated endpoint. One that is there already is not added again (Jakarta WebSocket 2.2, section 6.3).
     *
     * @param endpointClass a class with {@code @ServerEndpoint}
     * @throws DeploymentException where the endpoint breaks a rule, or the application has failed or is stopped
     */
    @Override
    public void addEndpoint(Class<?> endpointClass) throws DeploymentException {
        given(endpointClass, "endpointClass");
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
     * @param config its class, its path, and the rest
     * @throws DeploymentException where the endpoint breaks a rule, or the application has failed or is stopped
     */
    @Override
    public void addEndpoint(ServerEndpointConfig config) throws DeploymentException {
        given(config, "config");
        add(config.getClass().getName(), () -> EndpointDefinition.server(config, instances(config.getEndpointClass())));
    }

    private void add(String name, ContextClassLoader.Code<EndpointDefinition, DeploymentException> source)
            throws DeploymentException {
        deployment.checkAccepting();
        if (connections.isStopping()) {
            throw new DeploymentException("The application at " + this + " takes no more endpoints: it is stopped.");
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
     * Whatever the user's classes throw while they are read and configurators are made says what is wrong with them.
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
     * error is logged. Only the first error counts. {@link #addEndpoint} has done this by itself for what it throws
     * during the deployment phase.
     *
     * @param error what is wrong with the application
     */
    public void failDeployment(DeploymentException error) {
        if (deployment.fail(error)) {
            shutdown();
        }
    }

    /**
     * Ends the deployment phase: from now on, an endpoint that cannot be added is nobody's problem but that of the
     * caller who adds it.
     *
     * @throws DeploymentException where the deployment has failed
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

    /** {@return what is deployed now: the classes by their paths, best match first} */
    public Map<String, Class<?>> endpoints() {
        return deployment.classes();
    }

    /** {@return the open sessions of the endpoints} */
    EndpointSessions sessions() {
        return sessions;
    }

    @Override
    ClassLoader contextClassLoader() {
        return contextClassLoader.loader();
    }

    /**
     * Runs code of the application on the calling thread, with the application's context class loader.
     *
     * @param code what to run
     * @param <T> what it returns
     * @param <E> what it throws
     * @return what the code returns
     * @throws E where the code does
     */
    public <T, E extends Exception> T inContext(ContextClassLoader.Code<T, E> code) throws E {
        return contextClassLoader.run(code);
    }

    /** {@return the context path; a slash for the root} */
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
     * Upgrades a request of the HTTP server that carries this container, for an endpoint that need not be deployed.
     *
     * @param request the request of that server
     * @param response its response
     * @param config the endpoint
     * @param pathParameters the values of the path's variables by name, or {@code null} where there are none
     * @throws IOException where the answer cannot be sent
     * @throws DeploymentException where the endpoint breaks a rule
     * @throws UnsupportedOperationException where no HTTP server carries this container
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
                given(request, "request"),
                given(response, "response"),
                given(config, "config"),
                pathParameters == null ? Map.of() : pathParameters);
    }

    /**
     * Answers an opening handshake. Runs code of the application (its configurators and constructors), which may block.
     *
     * @param request the request; its body was not read
     * @param facts what is known of the connection
     * @return the answer; 404 where there is no endpoint
     */
    public Upgrade upgrade(UpgradeRequest request, TransportFacts facts) {
        ServerHandshake handshake;
        try {
            handshake = ServerHandshake.read(request);
        } catch (HandshakeException e) {
            // What is no WebSocket request at all is told so only where there is an endpoint.
            return find(request.resource()).isPresent() ? refused(facts, e) : notFound(request);
        }
        return find(handshake.target())
                .map(match -> answer(request, handshake, facts, RequestContext.NONE, match))
                .orElseGet(() -> notFound(request));
    }

    /**
     * Answers an opening handshake for a carrier that has taken the request's path apart by itself and has other use
     * for what is no endpoint's. Runs code of the application, which may block, where there is an endpoint.
     *
     * @param request the request; its body was not read
     * @param path the path below the context path, normalized and percent-encoded; begins with a slash
     * @param facts what is known of the connection
     * @param context what the carrier knows of the request
     * @return the answer; empty where there is no endpoint at that path
     */
    public Optional<Upgrade> upgrade(
            UpgradeRequest request, String path, TransportFacts facts, RequestContext context) {
        return deployment.find(path).map(match -> answer(request, facts, context, match));
    }

    /**
     * Answers an opening handshake for an endpoint that the application has chosen: it need not be deployed, and its
     * path is not compared with that of the request. Sessions of configurations with the same path and class are those
     * of one endpoint, whether or not it is deployed too. Nothing of the configuration is kept beyond them. Runs code
     * of the application, which may block.
     *
     * @param request the request; its body was not read
     * @param facts what is known of the connection
     * @param context what the carrier knows of the request
     * @param config the endpoint
     * @param pathParameters the values of the path's variables, decoded, by name
     * @return the answer
     * @throws DeploymentException where the endpoint breaks a rule; harms nothing else
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
            // There is no other handshake for it.
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
        return connections.isStopping()
                ? refused(503, "this server is stopping")
                : inContext(new ServerUpgrade(this, request, handshake, facts, context, match)::answer);
    }

    private Optional<Match<DeployedEndpoint>> find(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        boolean inContext = path.startsWith(contextPath)
                && (path.length() == contextPath.length() || path.charAt(contextPath.length()) == '/');
        return inContext ? deployment.find(path.substring(contextPath.length())) : Optional.empty();
    }

    private static Upgrade notFound(UpgradeRequest request) {
        return refused(404, "there is no WebSocket endpoint at " + Redacted.uri(request.target()));
    }

    private static Upgrade refused(TransportFacts facts, HandshakeException reason) {
        LOG.log(Level.DEBUG, () -> facts.id() + " refused: " + reason.getMessage());
        return new Upgrade.Refused(reason.response());
    }

    static Upgrade refused(int status, String reason) {
        return new Upgrade.Refused(ServerHandshake.refuse(status, reason, Headers.EMPTY));
    }
}
