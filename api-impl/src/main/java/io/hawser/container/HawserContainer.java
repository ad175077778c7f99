package io.hawser.container;

import io.hawser.Settings;
import io.hawser.container.extension.InstalledExtensions;
import io.hawser.endpoint.EndpointDefinition;
import io.hawser.endpoint.Instances;
import io.hawser.log.Log;
import io.hawser.protocol.CloseStatus;
import io.hawser.session.memory.Budget;
import io.hawser.transport.Connector;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The common part of client and server containers: defaults, outgoing connections, and the lifetime of all connections
 * (Jakarta WebSocket 2.2, {@link WebSocketContainer}). Safe for all threads.
 */
public abstract sealed class HawserContainer implements WebSocketContainer
        permits HawserClientContainer, HawserServerContainer {

    private static final long MAX_TIMEOUT_MILLIS = TimeUnit.NANOSECONDS.toMillis(Long.MAX_VALUE);

    final Connections connections;
    final ContainerParts parts;
    private final ClientConnections client;
    private final InstalledExtensions extensions = new InstalledExtensions();
    private volatile Settings settings;

    HawserContainer(Settings settings, Connector connector, Budget budget) {
        this.settings = settings;
        this.connections = new Connections(budget);
        this.parts = new ContainerParts(this, this::settings, extensions, connections, this::contextClassLoader);
        this.client = new ClientConnections(parts, connector);
    }

    /** {@return the settings of new connections} */
    public Settings settings() {
        return settings;
    }

    /**
     * Handles a tick. The transport calls this about ten times a second, from one thread.
     *
     * @param now the time in nanoseconds, as of {@link System#nanoTime()}
     */
    public void tick(long now) {
        connections.tick(now);
        Log.tick(now);
    }

    /** Closes every session with status 1001, and refuses new connections from now on. Returns at once. */
    public void shutdown() {
        connections.stop(CloseStatus.of(CloseStatus.GOING_AWAY, "the container is stopping"));
        extensions.close();
    }

    /**
     * Aborts every remaining connection, after {@link #shutdown()} has given them time.
     *
     * @param cause the exception for their sends
     */
    public void abort(IOException cause) {
        connections.abort(cause);
    }

    /** {@return the context class loader for user code of a new outgoing connection, or {@code null}} */
    abstract ClassLoader contextClassLoader();

    /** {@return whether no remaining connection has anything to do} */
    public boolean isIdle() {
        return connections.isEmpty();
    }

    /**
     * Returns whether opening handshakes on a server are under way. They end when they are refused, or when their
     * connection is open or abandoned. A client that has received 101 has to receive a Close frame too, so a server
     * that stops waits for them after {@link #shutdown()}.
     *
     * @return whether there are any
     */
    public boolean isShakingHands() {
        return connections.isShakingHands();
    }

    @Override
    public Session connectToServer(Object endpoint, URI uri) throws DeploymentException, IOException {
        Arguments.given(endpoint, "endpoint");
        return client.connect(EndpointDefinition.annotatedClient(endpoint, instances(endpoint.getClass())), uri);
    }

    @Override
    public Session connectToServer(Class<?> endpointClass, URI uri) throws DeploymentException, IOException {
        Arguments.given(endpointClass, "endpointClass");
        return client.connect(EndpointDefinition.annotatedClient(endpointClass, instances(endpointClass)), uri);
    }

    @Override
    public Session connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI uri)
            throws DeploymentException, IOException {
        Arguments.given(endpoint, "endpoint");
        return client.connect(
                EndpointDefinition.client(endpoint, orDefault(config), instances(endpoint.getClass())), uri);
    }

    @Override
    public Session connectToServer(Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, URI uri)
            throws DeploymentException, IOException {
        Arguments.given(endpointClass, "endpointClass");
        return client.connect(
                EndpointDefinition.client(endpointClass, orDefault(config), instances(endpointClass)), uri);
    }

    /** {@return the instance sources of the application to which a class belongs} */
    static Instances instances(Class<?> endpointClass) {
        return Instances.of(endpointClass);
    }

    /**
     * Connects as {@link #connectToServer(Object, URI)} does, without waiting.
     *
     * <p>The configurator's {@code beforeRequest} and the constructor run on the calling thread. All other code of the
     * application runs on the threads of endpoints, never on an I/O thread. So code that depends on the future may
     * block.
     *
     * @param endpoint an instance whose class is annotated with {@link jakarta.websocket.ClientEndpoint}
     * @param uri the URI of the server endpoint
     * @return the session, once {@code onOpen} has returned. Fails with the {@link IOException} or
     *     {@link DeploymentException} that {@code connectToServer} would throw. If the caller cancels or completes the
     *     future, the attempt ends, and a session that opens nevertheless is closed
     * @throws IllegalStateException if the container is stopped
     */
    public CompletableFuture<Session> connectAsync(Object endpoint, URI uri) {
        Arguments.given(endpoint, "endpoint");
        return client.connectAsync(
                () -> EndpointDefinition.annotatedClient(endpoint, instances(endpoint.getClass())), uri);
    }

    /**
     * Connects as {@link #connectToServer(Class, URI)} does, without waiting: see {@link #connectAsync(Object, URI)}.
     *
     * @param endpointClass a class that is annotated with {@link jakarta.websocket.ClientEndpoint}
     * @param uri the URI of the server endpoint
     * @return the session
     * @throws IllegalStateException if the container is stopped
     */
    public CompletableFuture<Session> connectAsync(Class<?> endpointClass, URI uri) {
        Arguments.given(endpointClass, "endpointClass");
        return client.connectAsync(
                () -> EndpointDefinition.annotatedClient(endpointClass, instances(endpointClass)), uri);
    }

    /**
     * Connects as {@link #connectToServer(Endpoint, ClientEndpointConfig, URI)} does, without waiting: see
     * {@link #connectAsync(Object, URI)}.
     *
     * @param endpoint the endpoint
     * @param config the configuration, or {@code null} for a default one
     * @param uri the URI of the server endpoint
     * @return the session
     * @throws IllegalStateException if the container is stopped
     */
    public CompletableFuture<Session> connectAsync(Endpoint endpoint, ClientEndpointConfig config, URI uri) {
        Arguments.given(endpoint, "endpoint");
        return client.connectAsync(
                () -> EndpointDefinition.client(endpoint, orDefault(config), instances(endpoint.getClass())), uri);
    }

    /**
     * Connects as {@link #connectToServer(Class, ClientEndpointConfig, URI)} does, without waiting: see
     * {@link #connectAsync(Object, URI)}.
     *
     * @param endpointClass the class of the endpoint
     * @param config the configuration, or {@code null} for a default one
     * @param uri the URI of the server endpoint
     * @return the session
     * @throws IllegalStateException if the container is stopped
     */
    public CompletableFuture<Session> connectAsync(
            Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, URI uri) {
        Arguments.given(endpointClass, "endpointClass");
        return client.connectAsync(
                () -> EndpointDefinition.client(endpointClass, orDefault(config), instances(endpointClass)), uri);
    }

    private static ClientEndpointConfig orDefault(ClientEndpointConfig config) {
        return config == null ? ClientEndpointConfig.Builder.create().build() : config;
    }

    @Override
    public long getDefaultAsyncSendTimeout() {
        return settings.asyncSendTimeout().toMillis();
    }

    @Override
    public void setAsyncSendTimeout(long milliseconds) {
        change(settings -> settings.asyncSendTimeout(timeout(milliseconds)));
    }

    @Override
    public long getDefaultMaxSessionIdleTimeout() {
        return settings.idleTimeout().toMillis();
    }

    @Override
    public void setDefaultMaxSessionIdleTimeout(long milliseconds) {
        change(settings -> settings.idleTimeout(timeout(milliseconds)));
    }

    @Override
    public int getDefaultMaxBinaryMessageBufferSize() {
        return (int) settings.maxBinaryMessageSize();
    }

    @Override
    public void setDefaultMaxBinaryMessageBufferSize(int bytes) {
        change(settings -> settings.maxBinaryMessageSize(bytes));
    }

    @Override
    public int getDefaultMaxTextMessageBufferSize() {
        return (int) settings.maxTextMessageSize();
    }

    @Override
    public void setDefaultMaxTextMessageBufferSize(int bytes) {
        change(settings -> settings.maxTextMessageSize(bytes));
    }

    /** {@return a timeout for settings: 0 for none, and limited so that its nanoseconds fit into a long} */
    private static Duration timeout(long milliseconds) {
        return Duration.ofMillis(Math.min(Math.max(0, milliseconds), MAX_TIMEOUT_MILLIS));
    }

    private synchronized void change(UnaryOperator<Settings> change) {
        settings = change.apply(settings);
    }

    @Override
    public Set<Extension> getInstalledExtensions() {
        return extensions.all(settings);
    }
}
