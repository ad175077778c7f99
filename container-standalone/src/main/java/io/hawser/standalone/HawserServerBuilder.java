package io.hawser.standalone;

import io.hawser.container.Archive;
import io.hawser.container.HawserServerContainer;
import io.hawser.container.Selection;
import io.hawser.session.Setting;
import io.hawser.session.Settings;
import io.hawser.standalone.deployment.EndpointScan;
import io.netty.channel.Channel;
import jakarta.websocket.DeploymentException;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Describes a {@link HawserServer}. To be used by one thread at a time. */
public final class HawserServerBuilder {

    private static final Logger LOG = System.getLogger(HawserServerBuilder.class.getPackageName());

    private final List<Class<?>> classes = new ArrayList<>();
    private final List<String> classNames = new ArrayList<>();
    private final List<ServerEndpointConfig> configs = new ArrayList<>();
    private final List<War> wars = new ArrayList<>();
    private Set<String> scanned;
    private String host = "localhost";
    private int port;
    private String contextPath = "/";
    private SSLContext tls;
    private StaticFiles files = StaticFiles.NONE;
    private Settings settings = Settings.fromSystemProperties();

    HawserServerBuilder() {}

    /**
     * Sets where to listen.
     *
     * @param host a name or an IP address of this machine, {@code 0.0.0.0} or {@code ::} for all; {@code localhost} by
     *     default
     * @return this builder
     */
    public HawserServerBuilder host(String host) {
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
    public HawserServerBuilder port(int port) {
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
    public HawserServerBuilder endpoint(Class<?> endpointClass) {
        classes.add(Objects.requireNonNull(endpointClass, "endpointClass"));
        return this;
    }

    /**
     * Adds an endpoint.
     *
     * @param config its class, its path, and the rest
     * @return this builder
     */
    public HawserServerBuilder endpoint(ServerEndpointConfig config) {
        configs.add(Objects.requireNonNull(config, "config"));
        return this;
    }

    /**
     * Adds an endpoint, or what says which endpoints there are, by the name of its class.
     *
     * @param className the name of an annotated class or of a {@link jakarta.websocket.server.ServerApplicationConfig};
     *     it is looked for by the context class loader of the thread that starts the server
     * @return this builder
     */
    public HawserServerBuilder endpoint(String className) {
        classNames.add(Objects.requireNonNull(className, "className"));
        return this;
    }

    /**
     * Adds the public annotated endpoints that are found on the class path and the module path when the server starts,
     * or, where there are {@link jakarta.websocket.server.ServerApplicationConfig}s among what is found, the endpoints
     * that these choose. Class files are read for it; only classes that are found are loaded.
     *
     * @param packages the names of packages, each with those below it; none for the whole class path
     * @return this builder
     */
    public HawserServerBuilder scan(String... packages) {
        scanned = scanned == null ? new LinkedHashSet<>() : scanned;
        scanned.addAll(List.of(packages));
        return this;
    }

    /**
     * Adds an application of its own, which is deployed when the server starts: see {@link HawserServer#deploy(Path,
     * String)}.
     *
     * @param war a WAR file, or a directory with what would be in one
     * @param contextPath begins with a slash and does not end with one; or just {@code /}
     * @return this builder
     */
    public HawserServerBuilder application(Path war, String contextPath) {
        wars.add(new War(Objects.requireNonNull(war, "war"), Application.checked(contextPath)));
        return this;
    }

    /**
     * Has the server speak TLS (1.2 and 1.3), and nothing else. The start tries whether the context has a key: it makes
     * a handshake in memory, of a client that names no host, and where that fails, of one that names {@link #host}.
     *
     * @param tls has the server's key and certificate
     * @return this builder
     */
    public HawserServerBuilder tls(SSLContext tls) {
        this.tls = Objects.requireNonNull(tls, "tls");
        return this;
    }

    /**
     * Serves the files of a directory beside the endpoints, {@code index.html} for a directory. Hidden files, and links
     * that lead out of the directory, are not served.
     *
     * @param directory the directory
     * @return this builder
     */
    public HawserServerBuilder staticFiles(Path directory) {
        Objects.requireNonNull(directory, "directory");
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("staticFiles: there is no directory " + directory.toAbsolutePath());
        }
        try {
            this.files = StaticFiles.below(directory);
        } catch (IOException e) {
            throw new IllegalArgumentException("staticFiles: the directory cannot be read: " + e, e.getCause());
        }
        return this;
    }

    /**
     * Serves the resources of a folder beside the endpoints, {@code index.html} for a folder. In a named module, the
     * package that the folder is has to be open to this module.
     *
     * @param anchor the class by which the resources are found
     * @param folder the folder's name, relative to the class's package, or from the root if it begins with a slash
     * @return this builder
     */
    public HawserServerBuilder staticFiles(Class<?> anchor, String folder) {
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
    public HawserServerBuilder staticFiles(ClassLoader loader, String folder) {
        Objects.requireNonNull(loader, "loader");
        return staticResources(loader::getResource, folder, loader.toString());
    }

    private HawserServerBuilder staticResources(Function<String, URL> resources, String folder, String finder) {
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
    public HawserServerBuilder settings(Settings settings) {
        this.settings = this.settings.with(Objects.requireNonNull(settings, "settings"));
        return this;
    }

    /**
     * Deploys the endpoints and the applications, and starts to listen. Where one endpoint cannot be deployed, nothing
     * is started.
     *
     * @return the server, to be closed by the caller
     * @throws DeploymentException if an endpoint cannot be deployed
     * @throws IOException if the server cannot listen, or a WAR file cannot be read
     * @throws IllegalArgumentException if the TLS context is not initialised or has no key that a server can use, or a
     *     system property is bad
     */
    public HawserServer start() throws DeploymentException, IOException {
        if (tls != null) {
            Tls.checkServer(tls, host);
        }
        InetAddress address = address();
        OwnRuntime own = new OwnRuntime();
        Deployer deployer = new Deployer(settings, new NettyConnector(own, settings));
        Applications applications = new Applications(
                deployer.own(contextPath, files, this::addTo), settings.nanos(Setting.SHUTDOWN_TIMEOUT));
        try {
            for (War war : wars) {
                applications.deploy(war.contextPath(), () -> deployer.of(war.file(), war.contextPath()));
            }
            IoRuntime runtime = new IoRuntime(
                    "hawser-server",
                    false,
                    settings,
                    applications::tick,
                    Thread.currentThread().getContextClassLoader());
            own.set(runtime);
            ServerParts parts = new ServerParts(
                    applications::upgrade,
                    applications::answer,
                    runtime.workers(),
                    runtime.workers()::executeCompletion,
                    settings);
            Channel listener = Listener.open(host, address, port, tls, parts, runtime);
            applications.servedBy(runtime, URI.create((tls == null ? "ws://" : "wss://") + authority(listener)));
            HawserServer server = new HawserServer(applications, deployer, runtime, listener);
            LOG.log(
                    Level.INFO,
                    "listening on {0} with {1} and {2} I/O threads",
                    server.uri(),
                    IoRuntime.isNative() ? "epoll" : "the selectors of the JDK",
                    runtime.ioThreads());
            return server;
        } catch (DeploymentException | IOException | RuntimeException | Error e) {
            applications.shutdown();
            applications.release();
            throw e;
        }
    }

    private void addTo(HawserServerContainer container) throws DeploymentException {
        for (Class<?> endpoint : classes) {
            container.addEndpoint(endpoint);
        }
        for (ServerEndpointConfig endpoint : configs) {
            container.addEndpoint(endpoint);
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Selection.of(List.of(Archive.ofNames(classNames, loader))).deployTo(container);
        if (scanned != null) {
            Selection found = Selection.of(EndpointScan.packages(scanned, loader));
            if (found.isEmpty()) {
                String where = scanned.isEmpty() ? "on the class path" : "in the packages " + scanned;
                LOG.log(Level.WARNING, "scan has found nothing to deploy, that is no public annotated class, " + where);
            }
            found.deployTo(container);
        }
    }

    private InetAddress address() throws IOException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("cannot listen on host \"" + host + "\": this name has no address", e);
        }
    }

    private String authority(Channel listener) {
        int actualPort = ((InetSocketAddress) listener.localAddress()).getPort();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + actualPort;
    }

    private record War(Path file, String contextPath) {}
}
