package io.hawser.standalone;

import io.hawser.container.HawserServerContainer;
import io.hawser.session.Setting;
import io.hawser.session.Settings;
import io.netty.channel.Channel;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * A WebSocket server that needs no servlet container.
 *
 * <pre>{@code
 * try (HawserServer server = HawserServer.builder().port(8080).endpoint(Chat.class).start()) {
 *     server.awaitClosed();
 * }
 * }</pre>
 *
 * <p>A server has threads of its own: those that do I/O keep the process running until the server is closed. Endpoints
 * run on others and may block; the setting {@code maxThreads} bounds how many do so at once (256). Safe for all
 * threads.
 */
public final class HawserServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(HawserServer.class.getPackageName());
    /** What the threads are given to end in, after the connections. */
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final HawserServerContainer container;
    private final IoRuntime runtime;
    private final Channel listener;
    private final URI uri;
    private final URI httpUri;
    private final long shutdownNanos;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private HawserServer(
            Builder builder, HawserServerContainer container, IoRuntime runtime, Channel listener, String path) {
        this.container = container;
        this.runtime = runtime;
        this.listener = listener;
        this.shutdownNanos = builder.settings.nanos(Setting.SHUTDOWN_TIMEOUT);
        String authority = builder.authority(port());
        String secure = builder.tls == null ? "" : "s";
        this.uri = URI.create("ws" + secure + "://" + authority + path);
        this.httpUri = URI.create("http" + secure + "://" + authority + path);
    }

    /**
     * Starts the description of a server: on {@code localhost}, with any free port, without endpoints.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Gives the port on which the server listens.
     *
     * @return the TCP port, also where 0 was asked for
     */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /**
     * Gives the address below which the endpoints are.
     *
     * @return a URI with the scheme {@code ws} or {@code wss} and a slash at its end
     */
    public URI uri() {
        return uri;
    }

    /**
     * Gives the address below which the static files are.
     *
     * @return a URI with the scheme {@code http} or {@code https} and a slash at its end
     */
    public URI httpUri() {
        return httpUri;
    }

    /**
     * Gives the container, to which endpoints can be added while the server runs.
     *
     * @return the container of this server
     */
    public ServerContainer container() {
        return container;
    }

    /**
     * Waits until the server is closed.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void awaitClosed() throws InterruptedException {
        WorkerThread.beforeBlocking();
        closed.await();
    }

    /**
     * Stops: accepts nothing more, closes every session with 1001, waits until they are closed, but not longer than the
     * setting {@code shutdownTimeout}, cuts what is left, and ends the threads. Returns when that is done; where
     * another call has begun with it, it waits for that one. An endpoint that closes its own server cannot be waited
     * for.
     */
    @Override
    public void close() {
        WorkerThread.beforeBlocking();
        if (closing.compareAndSet(false, true)) {
            stop();
            closed.countDown();
            LOG.log(Level.INFO, "the server at {0} is closed", uri);
        } else if (!(Thread.currentThread() instanceof WorkerThread)) {
            awaitUninterruptibly();
        }
    }

    private void stop() {
        listener.close().awaitUninterruptibly();
        container.shutdown();
        long end = System.nanoTime() + shutdownNanos;
        boolean interrupted = false;
        while (isBusy() && System.nanoTime() - end < 0 && !interrupted) {
            try {
                TimeUnit.NANOSECONDS.sleep(POLL_NANOS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (!runtime.stop(STOP_NANOS)) {
            LOG.log(Level.WARNING, "threads of the server at {0} are still blocked in endpoints", uri);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isBusy() {
        return !container.isIdle() || runtime.connections().stream().anyMatch(HawserServer::isWebSocket);
    }

    /** Others have nothing to lose. */
    private static boolean isWebSocket(Channel channel) {
        return channel.pipeline().get(HttpServerHandler.class) == null;
    }

    private void awaitUninterruptibly() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Describes a server. To be used by one thread at a time. */
    public static final class Builder {

        private final List<Class<?>> classes = new ArrayList<>();
        private final List<ServerEndpointConfig> configs = new ArrayList<>();
        private String host = "localhost";
        private int port;
        private String contextPath = "/";
        private SSLContext tls;
        private StaticFiles files = StaticFiles.NONE;
        private Settings settings = Settings.fromSystemProperties();

        private Builder() {}

        /**
         * Sets where to listen.
         *
         * @param host a name or an IP address of this machine, {@code 0.0.0.0} or {@code ::} for all; {@code localhost}
         *     by default
         * @return this builder
         */
        public Builder host(String host) {
            if (Objects.requireNonNull(host, "host").isBlank()) {
                throw new IllegalArgumentException("host must not be empty");
            }
            this.host = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
            return this;
        }

        /**
         * Sets the port.
         *
         * @param port the TCP port, 0 to 65535; 0, the default, for any that is free
         * @return this builder
         */
        public Builder port(int port) {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port must be from 0 to 65535, not " + port);
            }
            this.port = port;
            return this;
        }

        /**
         * Sets the path below which endpoints and static files are.
         *
         * @param contextPath begins with a slash and does not end with one; or just {@code /}, the default
         * @return this builder
         */
        public Builder contextPath(String contextPath) {
            Objects.requireNonNull(contextPath, "contextPath");
            if (!contextPath.equals("/") && !contextPath.matches("(/[A-Za-z0-9._~-]+)+")) {
                throw new IllegalArgumentException(
                        "contextPath must be / or like /path/to: slashes with letters, digits"
                                + " or ._~- between them, and no slash at the end; not \"" + contextPath + "\"");
            }
            this.contextPath = contextPath;
            return this;
        }

        /**
         * Adds an annotated endpoint.
         *
         * @param endpointClass a class with {@link jakarta.websocket.server.ServerEndpoint}
         * @return this builder
         */
        public Builder endpoint(Class<?> endpointClass) {
            classes.add(Objects.requireNonNull(endpointClass, "endpointClass"));
            return this;
        }

        /**
         * Adds an endpoint.
         *
         * @param config its class, its path, and the rest
         * @return this builder
         */
        public Builder endpoint(ServerEndpointConfig config) {
            configs.add(Objects.requireNonNull(config, "config"));
            return this;
        }

        /**
         * Has the server speak TLS (1.2 and 1.3), and nothing else.
         *
         * @param tls has the server's key and certificate
         * @return this builder
         */
        public Builder tls(SSLContext tls) {
            this.tls = Objects.requireNonNull(tls, "tls");
            return this;
        }

        /**
         * Serves the files of a directory beside the endpoints, {@code index.html} for a directory. Hidden files, and
         * links that lead out of the directory, are not served.
         *
         * @param directory the directory
         * @return this builder
         */
        public Builder staticFiles(Path directory) {
            Objects.requireNonNull(directory, "directory");
            if (!Files.isDirectory(directory)) {
                throw new IllegalArgumentException("staticFiles: there is no directory " + directory.toAbsolutePath());
            }
            try {
                this.files = StaticFiles.below(directory);
            } catch (IOException e) {
                throw new IllegalArgumentException("staticFiles: the directory cannot be read: " + e, e);
            }
            return this;
        }

        /**
         * Serves the resources of a folder beside the endpoints, {@code index.html} for a folder. In a named module,
         * the package that the folder is has to be open to this module.
         *
         * @param anchor the class by which the resources are found
         * @param folder the folder's name, relative to the class's package, or from the root if it begins with a slash
         * @return this builder
         */
        public Builder staticFiles(Class<?> anchor, String folder) {
            Objects.requireNonNull(anchor, "anchor");
            return staticResources(anchor::getResource, folder, anchor.getName());
        }

        /**
         * Serves the resources of a folder beside the endpoints, {@code index.html} for a folder.
         *
         * @param loader the class loader by which the resources are found
         * @param folder the folder's name from the root, without a slash in front
         * @return this builder
         */
        public Builder staticFiles(ClassLoader loader, String folder) {
            Objects.requireNonNull(loader, "loader");
            return staticResources(loader::getResource, folder, loader.toString());
        }

        private Builder staticResources(Function<String, URL> resources, String folder, String finder) {
            Objects.requireNonNull(folder, "folder");
            if (resources.apply(folder) == null && resources.apply(folder + "/index.html") == null) {
                throw new IllegalArgumentException("staticFiles: there is no folder \"" + folder + "\" for " + finder
                        + " (in a named module, it has to be open)");
            }
            this.files = StaticFiles.below(resources, folder);
            return this;
        }

        /**
         * Sets limits, timeouts, threads and allowed origins. What is not set there is as the system properties say.
         *
         * @param settings the settings
         * @return this builder
         */
        public Builder settings(Settings settings) {
            this.settings = this.settings.with(Objects.requireNonNull(settings, "settings"));
            return this;
        }

        /**
         * Deploys the endpoints and starts to listen.
         *
         * @return the server, to be closed by the caller
         * @throws DeploymentException if an endpoint cannot be deployed
         * @throws IOException if the server cannot listen
         * @throws IllegalArgumentException if the TLS context is not initialised, or a system property is bad
         */
        public HawserServer start() throws DeploymentException, IOException {
            if (tls != null) {
                Tls.checkInitialized(tls);
            }
            InetAddress address = address();
            OwnRuntime own = new OwnRuntime();
            HawserServerContainer container =
                    new HawserServerContainer(settings, contextPath, new NettyConnector(own, settings));
            for (Class<?> endpoint : classes) {
                container.addEndpoint(endpoint);
            }
            for (ServerEndpointConfig endpoint : configs) {
                container.addEndpoint(endpoint);
            }
            IoRuntime runtime = new IoRuntime("hawser-server", false, settings, container::tick);
            own.set(runtime);
            String path = contextPath.equals("/") ? "/" : contextPath + "/";
            ServerParts parts = new ServerParts(
                    container::upgrade, new StaticSite(contextPath, files), runtime.workers(), settings);
            Channel listener = Listener.open(host, address, port, tls, parts, runtime);
            HawserServer server = new HawserServer(this, container, runtime, listener, path);
            LOG.log(
                    Level.INFO,
                    "listening on {0} with {1} and {2} I/O threads",
                    server.uri,
                    IoRuntime.isNative() ? "epoll" : "the selectors of the JDK",
                    runtime.ioThreads());
            return server;
        }

        private InetAddress address() throws IOException {
            try {
                return InetAddress.getByName(host);
            } catch (UnknownHostException e) {
                throw new IOException("cannot listen on host \"" + host + "\": this name has no address", e);
            }
        }

        private String authority(int port) {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }
}
