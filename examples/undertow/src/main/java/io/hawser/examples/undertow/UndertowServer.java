package io.hawser.examples.undertow;

import io.hawser.examples.server.ExplodedWar;
import io.hawser.examples.server.ServletServer;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.xnio.XnioWorker;

/** Undertow with web applications. */
public final class UndertowServer implements ServletServer {

    private static final int WORKER_THREADS = 16;

    private final PathHandler paths = new PathHandler();
    private final ServletContainer container = ServletContainer.Factory.newInstance();
    private final Map<String, Application> applications = new HashMap<>();
    private Undertow undertow;
    private volatile Undertow secure; // asked for by threads of requests

    private record Application(
            ExplodedWar war, WarClassLoader loader, DeploymentInfo deployment, DeploymentManager manager) {}

    /** Does not listen yet. */
    public UndertowServer() {}

    @Override
    public int start(int port) {
        undertow = Undertow.builder()
                .addHttpListener(port, "localhost")
                .setWorkerThreads(WORKER_THREADS)
                .setHandler(paths)
                .build();
        undertow.start();
        startThreads(undertow.getWorker());
        return port(undertow);
    }

    /**
     * Has the pool start all of its threads. Undertow would start them as they are needed, some of them for an upgrade:
     * then the class loader of that application is their context for good, and is never collected.
     */
    private static void startThreads(XnioWorker pool) {
        CountDownLatch all = new CountDownLatch(WORKER_THREADS);
        for (int i = 0; i < WORKER_THREADS; i++) {
            pool.execute(() -> {
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    private static int port(Undertow started) {
        return ((InetSocketAddress) started.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Another Undertow with the same applications: one that has started takes no more listeners. */
    @Override
    public int startSecure(int port, Path keyStore, String password) throws Exception {
        secure = Undertow.builder()
                .addHttpsListener(port, "localhost", tls(keyStore, password.toCharArray()))
                .setWorkerThreads(WORKER_THREADS)
                .setHandler(paths)
                .build();
        secure.start();
        startThreads(secure.getWorker());
        return port(secure);
    }

    private static SSLContext tls(Path keyStore, char[] password) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(keyStore.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void deploy(String contextPath, Path war) throws Exception {
        if (applications.containsKey(contextPath)) {
            throw new IllegalStateException("there is an application at " + contextPath);
        }
        ExplodedWar exploded = ExplodedWar.of(war);
        WarClassLoader loader =
                WarClassLoader.of(exploded.directory(), getClass().getClassLoader());
        Application application = new Application(exploded, loader, null, null);
        try {
            DeploymentInfo deployment = deployment(contextPath, exploded.directory(), loader);
            application = new Application(exploded, loader, deployment, container.addDeployment(deployment));
            application.manager().deploy();
            HttpHandler handler = application.manager().start();
            applications.put(contextPath, application);
            paths.addPrefixPath(contextPath, handler);
        } catch (Throwable e) {
            remove(application);
            throw new IllegalStateException(contextPath + " does not start", e);
        }
    }

    private DeploymentInfo deployment(String contextPath, Path war, WarClassLoader loader)
            throws IOException, ClassNotFoundException {
        DeploymentInfo deployment = new DeploymentInfo()
                .setDeploymentName(contextPath)
                .setContextPath(contextPath)
                .setClassLoader(loader)
                .setResourceManager(PathResourceManager.builder()
                        .setBase(war)
                        .setAllowResourceChangeListeners(false) // Watching would outlive the application.
                        .build())
                .setConfidentialPortManager(exchange -> secure == null ? -1 : port(secure))
                .setIdentityManager(new Users());
        WebXml.apply(war, deployment);
        if (deployment.getWelcomePages().isEmpty()) {
            deployment.addWelcomePage("index.html");
        }
        try (WarClasses classes = new WarClasses(war, loader)) {
            new Annotations(classes, deployment).apply();
        }
        return deployment;
    }

    @Override
    public void undeploy(String contextPath) throws IOException, ServletException {
        Application application = applications.remove(contextPath);
        if (application == null) {
            throw new IllegalStateException("there is no application at " + contextPath);
        }
        paths.removePrefixPath(contextPath);
        application.manager().stop();
        remove(application);
    }

    /** What a failed start has left: Undertow itself can only take back what has started. */
    private void remove(Application application) throws IOException {
        DeploymentManager manager = application.manager();
        try {
            if (manager != null && manager.getState() != DeploymentManager.State.UNDEPLOYED) {
                manager.undeploy();
            }
        } finally {
            if (manager != null) {
                container.removeDeployment(application.deployment());
            }
            application.loader().close();
            application.war().close();
        }
    }

    @Override
    public void close() {
        try {
            for (String contextPath : List.copyOf(applications.keySet())) {
                undeploy(contextPath);
            }
        } catch (IOException | ServletException e) {
            throw new IllegalStateException("an application does not end well", e);
        } finally {
            if (undertow != null) {
                undertow.stop();
            }
            if (secure != null) {
                secure.stop();
            }
        }
    }
}
