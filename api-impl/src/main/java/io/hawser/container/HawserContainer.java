package io.hawser.container;

import io.hawser.endpoint.EndpointDefinition;
import io.hawser.endpoint.Instances;
import io.hawser.protocol.CloseStatus;
import io.hawser.session.Setting;
import io.hawser.session.Settings;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What client and server containers have in common: defaults, outgoing connections, and the life of all connections
 * (Jakarta WebSocket 2.2, {@link WebSocketContainer}). Safe for all threads.
 */
public abstract sealed class HawserContainer implements WebSocketContainer
        permits HawserClientContainer, HawserServerContainer {

    private static final long LONGEST_TIMEOUT = TimeUnit.NANOSECONDS.toMillis(Long.MAX_VALUE);

    final Connections connections = new Connections();
    private final ClientConnections client;
    private final InstalledExtensions extensions = new InstalledExtensions();
    private volatile Settings settings;

    HawserContainer(Settings settings, Connector connector) {
        this.settings = settings;
        this.client = new ClientConnections(this, connector);
    }

    /** {@return the settings that new connections get} */
    public Settings settings() {
        return settings;
    }

    /**
     * Lets time pass. The transport calls this about ten times a second, from one thread.
     *
     * @param now the time in nanoseconds, as of {@link System#nanoTime()}
     */
    public void tick(long now) {
        connections.tick(now);
    }

    /** Closes every session with 1001 and refuses new connections from now on. Returns at once. */
    public void shutdown() {
        connections.stop(CloseStatus.of(CloseStatus.GOING_AWAY, "the container is stopping"));
        extensions.close();
    }

    /**
     * Cuts every connection that is left, after {@link #shutdown()} has given them time.
     *
     * @param cause what their sends are failed with
     */
    public void abort(IOException cause) {
        connections.abort(cause);
    }

    /** {@return the context class loader that code of a new outgoing connection is to run with, or {@code null}} */
    abstract ClassLoader contextClassLoader();

    /** {@return whether no connection is left that has something to do} */
    public boolean isIdle() {
        return connections.isEmpty();
    }

    @Override
    public Session connectToServer(Object endpoint, URI uri) throws DeploymentException, IOException {
        given(endpoint, "endpoint");
        return client.connect(EndpointDefinition.annotatedClient(endpoint, instances(endpoint.getClass())), uri);
    }

    @Override
    public Session connectToServer(Class<?> endpointClass, URI uri) throws DeploymentException, IOException {
        given(endpointClass, "endpointClass");
        return client.connect(EndpointDefinition.annotatedClient(endpointClass, instances(endpointClass)), uri);
    }

    @Override
    public Session connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI uri)
            throws DeploymentException, IOException {
        given(endpoint, "endpoint");
        return client.connect(
                EndpointDefinition.client(endpoint, orDefault(config), instances(endpoint.getClass())), uri);
    }

    @Override
    public Session connectToServer(Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, URI uri)
            throws DeploymentException, IOException {
        given(endpointClass, "endpointClass");
        return client.connect(
                EndpointDefinition.client(endpointClass, orDefault(config), instances(endpointClass)), uri);
    }

    /** {@return where instances of the application come from to which a class belongs} */
    static Instances instances(Class<?> endpointClass) {
        return Instances.of(endpointClass);
    }

    /**
     * Connects as {@link #connectToServer(Object, URI)} does, without waiting.
     *
     * <p>The configurator's {@code beforeRequest} and the constructor run on the calling thread, everything else of the
     * application where endpoints run: never on an I/O thread. What depends on the future may therefore block.
     *
     * @param endpoint an instance whose class is annotated with {@link jakarta.websocket.ClientEndpoint}
     * @param uri where to connect to
     * @return the session, once {@code onOpen} has returned; fails with the {@link IOException} or
     *     {@link DeploymentException} that {@code connectToServer} would throw. Cancelling it, or completing it in
     *     another way, ends the attempt, and closes a session that opens nevertheless
     * @throws IllegalStateException where the container is stopped
     */
    public CompletableFuture<Session> connectAsync(Object endpoint, URI uri) {
        given(endpoint, "endpoint");
        return client.connectAsync(
                () -> EndpointDefinition.annotatedClient(endpoint, instances(endpoint.getClass())), uri);
    }

    /**
     * Connects as {@link #connectToServer(Class, URI)} does, without waiting: see {@link #connectAsync(Object, URI)}.
     *
     * @param endpointClass a class that is annotated with {@link jakarta.websocket.ClientEndpoint}
     * @param uri where to connect to
     * @return the session
     * @throws IllegalStateException where the container is stopped
     */
    public CompletableFuture<Session> connectAsync(Class<?> endpointClass, URI uri) {
        given(endpointClass, "endpointClass");
        return client.connectAsync(
                () -> EndpointDefinition.annotatedClient(endpointClass, instances(endpointClass)), uri);
    }

    /**
     * Connects as {@link #connectToServer(Endpoint, ClientEndpointConfig, URI)} does, without waiting: see
     * {@link #connectAsync(Object, URI)}.
     *
     * @param endpoint the endpoint
     * @param config its configuration, or {@code null} for one in which nothing is set
     * @param uri where to connect to
     * @return the session
     * @throws IllegalStateException where the container is stopped
     */
    public CompletableFuture<Session> connectAsync(Endpoint endpoint, ClientEndpointConfig config, URI uri) {
        given(endpoint, "endpoint");
        return client.connectAsync(
                () -> EndpointDefinition.client(endpoint, orDefault(config), instances(endpoint.getClass())), uri);
    }

    /**
     * Connects as {@link #connectToServer(Class, ClientEndpointConfig, URI)} does, without waiting: see
     * {@link #connectAsync(Object, URI)}.
     *
     * @param endpointClass the class of the endpoint
     * @param config its configuration, or {@code null} for one in which nothing is set
     * @param uri where to connect to
     * @return the session
     * @throws IllegalStateException where the container is stopped
     */
    public CompletableFuture<Session> connectAsync(
            Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, URI uri) {
        given(endpointClass, "endpointClass");
        return client.connectAsync(
                () -> EndpointDefinition.client(endpointClass, orDefault(config), instances(endpointClass)), uri);
    }

    /** {@return an argument that has to be there} */
    static <T> T given(T argument, String name) {
        if (argument == null) {
            throw new IllegalArgumentException(name + " is null");
        }
        return argument;
    }

    private static ClientEndpointConfig orDefault(ClientEndpointConfig config) {
        return config == null ? ClientEndpointConfig.Builder.create().build() : config;
    }

    @Override
    public long getDefaultAsyncSendTimeout() {
        return settings.get(Setting.ASYNC_SEND_TIMEOUT);
    }

    @Override
    public void setAsyncSendTimeout(long milliseconds) {
        set(Setting.ASYNC_SEND_TIMEOUT, timeout(milliseconds));
    }

    @Override
    public long getDefaultMaxSessionIdleTimeout() {
        return settings.get(Setting.IDLE_TIMEOUT);
    }

    @Override
    public void setDefaultMaxSessionIdleTimeout(long milliseconds) {
        set(Setting.IDLE_TIMEOUT, timeout(milliseconds));
    }

    @Override
    public int getDefaultMaxBinaryMessageBufferSize() {
        return (int) settings.get(Setting.MAX_BINARY_MESSAGE_SIZE);
    }

    @Override
    public void setDefaultMaxBinaryMessageBufferSize(int bytes) {
        set(Setting.MAX_BINARY_MESSAGE_SIZE, bytes);
    }

    @Override
    public int getDefaultMaxTextMessageBufferSize() {
        return (int) settings.get(Setting.MAX_TEXT_MESSAGE_SIZE);
    }

    @Override
    public void setDefaultMaxTextMessageBufferSize(int bytes) {
        set(Setting.MAX_TEXT_MESSAGE_SIZE, bytes);
    }

    /** {@return a timeout that settings have: 0 for none, and not so long that its nanoseconds are no long} */
    private static long timeout(long milliseconds) {
        return Math.min(Math.max(0, milliseconds), LONGEST_TIMEOUT);
    }

    private synchronized void set(Setting setting, long value) {
        settings = settings.with(setting, value);
    }

    @Override
    public Set<Extension> getInstalledExtensions() {
        return extensions.all(settings);
    }

    InstalledExtensions extensions() {
        return extensions;
    }
}
