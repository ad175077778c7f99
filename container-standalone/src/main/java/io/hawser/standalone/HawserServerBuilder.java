package io.hawser.standalone;

import io.hawser.Settings;
import io.hawser.log.Log;
import io.hawser.standalone.client.NettyConnector;
import io.hawser.standalone.client.ServerRuntime;
import io.hawser.standalone.deployment.Application;
import io.hawser.standalone.deployment.Applications;
import io.hawser.standalone.deployment.Deployer;
import io.hawser.standalone.files.StaticFiles;
import io.hawser.standalone.http.ServerContext;
import io.hawser.standalone.loop.Io;
import io.hawser.standalone.loop.IoRuntime;
import io.hawser.standalone.server.ConnectionLimits;
import io.hawser.standalone.server.Listener;
import io.hawser.standalone.tls.Tls;
import io.netty.channel.Channel;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** Describes a {@link HawserServer}. Only one thread may use it at a time. */
public final class HawserServerBuilder {

    private static final Log LOG = Log.of(HawserServerBuilder.class);

    /** No names except {@code localhost} and the names below it. */
    private static final String[] NO_NAMES = {};

    private final OwnEndpoints endpoints = new OwnEndpoints();
    private final List<PlannedApplication> planned = new ArrayList<>();
    private Host host = Host.of("localhost");
    private int port;
    private String contextPath = "/";
    private SSLContext tls;
    private StaticFiles files = StaticFiles.NONE;
    private Settings settings = Settings.fromSystemProperties();

    HawserServerBuilder() {}

    /**
     * Sets the host on which the server listens.
     *
     * @param host a name or an IP address of this machine, {@code 0.0.0.0} or {@code ::} for all; {@code localhost} by
     *     default
     * @return this builder
     */
    public HawserServerBuilder host(String host) {
        this.host = Host.of(host);
        return this;
    }

    /**
     * Sets the port on which the server listens.
     *
     * @param port the TCP port, 0 to 65535; 0, the default, for any free port
     * @return this builder
     */
    public HawserServerBuilder port(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be from 0 to 65535, not " + port);
        }
        this.port = port;
        return this;
    }

    /**
     * Sets the context path of the endpoints and the static files.
     *
     * @param contextPath the context path: begins with a slash and does not end with one; or just {@code /}, the
     *     default
     * @return this builder
     */
    public HawserServerBuilder contextPath(String contextPath) {
        this.contextPath = Application.checked(contextPath);
        return this;
    }

    /**
     * Adds an annotated endpoint.
     *
     * @param endpointClass a class with {@link jakarta.websocket.server.ServerEndpoint}
     * @return this builder
     */
    public HawserServerBuilder addEndpoint(Class<?> endpointClass) {
        endpoints.add(Objects.requireNonNull(endpointClass, "endpointClass"));
        return this;
    }

    /**
     * Adds an endpoint.
     *
     * @param config the configuration of the endpoint, with its class and its path
     * @return this builder
     */
    public HawserServerBuilder addEndpoint(ServerEndpointConfig config) {
        endpoints.add(Objects.requireNonNull(config, "config"));
        return this;
    }

    /**
     * Adds an annotated endpoint or a {@code ServerApplicationConfig} by the name of its class.
     *
     * @param className the name of an annotated class or of a {@link jakarta.websocket.server.ServerApplicationConfig};
     *     the context class loader of the thread that starts the server loads it
     * @return this builder
     */
    public HawserServerBuilder addEndpoint(String className) {
        endpoints.add(Objects.requireNonNull(className, "className"));
        return this;
    }

    /**
     * Adds the public annotated endpoints that are found on the class path and the module path when the server starts.
     * If {@link jakarta.websocket.server.ServerApplicationConfig}s are found too, it adds the endpoints that these
     * choose instead. The scan reads class files; it loads only the classes that it finds.
     *
     * @param packages the names of packages, which include the packages below them; none for the whole class path
     * @return this builder
     */
    public HawserServerBuilder scan(String... packages) {
        endpoints.scan(List.of(packages));
        return this;
    }

    /**
     * Deploys a separate application when the server starts: see {@link HawserServer#deploy(Path, String)}.
     *
     * @param war a WAR file, or a directory with the content of a WAR file
     * @param contextPath the context path: begins with a slash and does not end with one; or just {@code /}
     * @return this builder
     */
    public HawserServerBuilder deploy(Path war, String contextPath) {
        Objects.requireNonNull(war, "war");
        String path = Application.checked(contextPath);
        planned.add(new PlannedApplication(path, deployer -> deployer.of(war, path)));
        return this;
    }

    /**
     * Deploys an application of loaded classes when the server starts: see {@link HawserServer#deploy(Collection,
     * String)}. Its code runs with the context class loader of the thread that starts the server.
     *
     * @param classes the classes
     * @param contextPath the context path: begins with a slash and does not end with one; or just {@code /}
     * @return this builder
     */
    public HawserServerBuilder deploy(Collection<Class<?>> classes, String contextPath) {
        List<Class<?>> copy = List.copyOf(classes);
        String path = Application.checked(contextPath);
        planned.add(new PlannedApplication(path, deployer -> deployer.of(copy, path)));
        return this;
    }

    /**
     * Makes the server accept only TLS (1.2 and 1.3). {@link #start} tests whether the context has a key: it does a
     * handshake in memory with a client that sends no server name. If that fails, it does one with a client that sends
     * {@link #host}.
     *
     * @param tls a context with the server's key and certificate
     * @return this builder
     */
    public HawserServerBuilder tls(SSLContext tls) {
        this.tls = Objects.requireNonNull(tls, "tls");
        return this;
    }

    /**
     * Serves the files of a directory in addition to the endpoints, and {@code index.html} for a directory. It does not
     * serve hidden files or links that lead out of the directory.
     *
     * @param directory the directory
     * @return this builder
     */
    public HawserServerBuilder staticFiles(Path directory) {
        Objects.requireNonNull(directory, "directory");
        files = ServedFolder.of(directory);
        return this;
    }

    /**
     * Serves the resources of a folder in addition to the endpoints, and {@code index.html} for a folder. If the folder
     * is a package of a named module, the module has to open the package to this module.
     *
     * @param anchor the class by which the resources are found
     * @param folder the folder's name, relative to the class's package, or from the root if it begins with a slash
     * @return this builder
     */
    public HawserServerBuilder staticFiles(Class<?> anchor, String folder) {
        Objects.requireNonNull(anchor, "anchor");
        files = ServedFolder.of(anchor::getResource, folder, anchor.getName());
        return this;
    }

    /**
     * Serves the resources of a folder in addition to the endpoints, and {@code index.html} for a folder.
     *
     * @param loader the class loader by which the resources are found
     * @param folder the folder's name from the root, without a slash in front
     * @return this builder
     */
    public HawserServerBuilder staticFiles(ClassLoader loader, String folder) {
        Objects.requireNonNull(loader, "loader");
        files = ServedFolder.of(loader::getResource, folder, loader.toString());
        return this;
    }

    /**
     * Changes settings: limits, timeouts, threads and allowed origins. Settings that are not set here have the values
     * of the system properties.
     *
     * <pre>{@code
     * builder.settings(settings -> settings.idleTimeout(Duration.ofSeconds(30)).compression(false))
     * }</pre>
     *
     * @param change receives the current settings, and returns the settings to use; called at once
     * @return this builder
     * @throws IllegalArgumentException if a setting does not allow its value; the message names both
     */
    public HawserServerBuilder settings(UnaryOperator<Settings> change) {
        Settings changed = Objects.requireNonNull(change, "settings").apply(settings);
        settings = settings.with(Objects.requireNonNull(changed, "settings"));
        return this;
    }

    /**
     * Deploys the endpoints and the applications, and starts to listen. If one endpoint cannot be deployed, nothing is
     * started.
     *
     * @return the server, which the caller closes
     * @throws DeploymentException if an endpoint cannot be deployed
     * @throws IOException if the server cannot listen, or a WAR file cannot be read
     * @throws IllegalArgumentException if the TLS context is not initialised or has no key that a server can use, or a
     *     system property is bad
     */
    public HawserServer start() throws DeploymentException, IOException {
        if (tls != null) {
            Tls.checkServer(tls, host.name());
        }
        InetAddress address = host.address();
        // A server on a loopback address is meant for the pages and programs of this machine.
        Settings settings = address.isLoopbackAddress()
                ? Settings.defaults().allowedHosts(NO_NAMES).with(this.settings)
                : this.settings;
        ServerRuntime own = new ServerRuntime();
        Deployer deployer = new Deployer(
                settings, new NettyConnector(own, settings), Io.budget(settings), new StandaloneContainerProvider());
        Applications<WebApplication> applications = new Applications<>(
                deployer.own(contextPath, files, endpoints::deployTo), settings.shutdownTimeout(), WebApplication::new);
        try {
            for (PlannedApplication application : planned) {
                application.deployTo(applications, deployer);
            }
            IoRuntime runtime = new IoRuntime(
                    "hawser-server",
                    false,
                    settings,
                    applications::tick,
                    Thread.currentThread().getContextClassLoader());
            own.set(runtime);
            ServerContext parts =
                    new ServerContext(applications::upgrade, applications::answer, runtime.workers(), settings);
            Channel listener =
                    Listener.open(host.name(), address, port, tls, parts, new ConnectionLimits(settings), runtime);
            String authority = host.authority(((InetSocketAddress) listener.localAddress()).getPort());
            applications.serve(URI.create((tls == null ? "ws://" : "wss://") + authority), runtime::renewWorkers);
            HawserServer server = new HawserServer(applications, deployer, runtime, listener);
            LOG.log(
                    Level.INFO,
                    "listening on {0} with {1} and {2} I/O threads",
                    server.uri(),
                    Io.isNative() ? "epoll" : "the selectors of the JDK",
                    runtime.ioThreads());
            return server;
        } catch (DeploymentException | IOException | RuntimeException | Error e) {
            applications.shutdown();
            applications.release();
            throw e;
        }
    }
}
