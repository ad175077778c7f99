package io.hawser.standalone;

import io.hawser.container.Upgrade;
import io.hawser.handshake.Headers;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.session.TransportFacts;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The applications of one server: puts them into service, takes them out, and finds the one that a request is for. */
final class Applications {

    /**
     * Makes an application.
     *
     * @param <E> what it throws beside errors of the deployment
     */
    @FunctionalInterface
    interface Source<E extends Exception> {
        Application make() throws DeploymentException, E;
    }

    private static final Logger LOG = System.getLogger(Applications.class.getPackageName());
    /** What sessions that were cut are given to hear of it. */
    private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Application own;
    private final long shutdownNanos;
    private final Set<String> taken = new HashSet<>();
    /** Those in service: the longest context path first, and the server's own behind another with its path. */
    private volatile List<Application> serving;
    /** Those in service, and those that are about to end. */
    private final List<WebApplication> live = new CopyOnWriteArrayList<>();

    private volatile IoRuntime runtime;
    private volatile URI root;
    private boolean stopped;

    /**
     * @param own the server's own application
     * @param shutdownNanos how long to wait for the sessions of an application that ends
     */
    Applications(Application own, long shutdownNanos) {
        this.own = own;
        this.shutdownNanos = shutdownNanos;
        this.serving = List.of(own);
    }

    /** The server listens. */
    void servedBy(IoRuntime runtime, URI root) {
        this.runtime = runtime;
        this.root = root;
    }

    /** {@return the address of an application, with a slash at its end} */
    URI uri(String contextPath) {
        return URI.create(root + (contextPath.equals("/") ? "/" : contextPath + "/"));
    }

    /** {@return how long to wait for sessions to close} */
    long shutdownNanos() {
        return shutdownNanos;
    }

    /** {@return the server's own application} */
    Application own() {
        return own;
    }

    /** {@return those beside the server's own that are in service} */
    List<WebApplication> deployed() {
        return live.stream().filter(WebApplication::isDeployed).toList();
    }

    /**
     * Deploys an application.
     *
     * @param contextPath its context path, which is reserved before it is made
     * @param source makes it; may take its time
     */
    <E extends Exception> WebApplication deploy(String contextPath, Source<E> source) throws DeploymentException, E {
        reserve(contextPath);
        WebApplication deployed = null;
        try {
            deployed = serve(source.make());
        } finally {
            if (deployed == null) {
                free(contextPath);
            }
        }
        LOG.log(Level.INFO, "the application at {0} is deployed: {1}", contextPath, deployed.endpoints());
        return deployed;
    }

    private synchronized void reserve(String contextPath) throws DeploymentException {
        checkRunning();
        if (contextPath.equals(own.contextPath()) && !own.isEmpty()) {
            throw new DeploymentException(
                    "The context path " + contextPath + " is that of the server's own endpoints" + " or static files.");
        }
        if (!taken.add(contextPath)) {
            throw new DeploymentException("The context path " + contextPath + " is taken by another application.");
        }
    }

    private synchronized void free(String contextPath) {
        taken.remove(contextPath);
    }

    private void checkRunning() throws DeploymentException {
        if (stopped) {
            throw new DeploymentException("The server is closed.");
        }
    }

    private synchronized WebApplication serve(Application application) throws DeploymentException {
        try {
            checkRunning();
        } catch (DeploymentException e) {
            application.container().shutdown();
            application.release();
            throw e;
        }
        WebApplication deployed = new WebApplication(this, application);
        live.add(deployed);
        List<Application> all = new ArrayList<>(serving);
        all.add(0, application);
        all.sort(Comparator.comparing(one -> -one.contextPath().length()));
        serving = List.copyOf(all);
        return deployed;
    }

    private synchronized void retire(Application application) {
        serving = serving.stream().filter(one -> !one.equals(application)).toList();
    }

    /** Takes an application out of service, and gives up what it has. May wait. */
    void undeploy(WebApplication deployed, Application application) {
        retire(application);
        application.container().shutdown();
        if (Waiting.whileBusy(application::isBusy, shutdownNanos)) {
            application.container().abort(new IOException("the application at " + application + " was undeployed"));
            if (Waiting.whileBusy(application::isBusy, CUT_NANOS)) {
                LOG.log(Level.WARNING, "threads are still blocked in endpoints of the application at {0}", application);
            }
        }
        runtime.renewWorkers();
        application.release();
        live.remove(deployed);
        free(application.contextPath());
        LOG.log(Level.INFO, "the application at {0} is undeployed", application);
    }

    /** {@return the answer to an opening handshake} */
    Upgrade upgrade(UpgradeRequest request, TransportFacts facts) {
        Application application = find(request);
        return application == null
                ? new Upgrade.Refused(ServerHandshake.refuse(404, "there is no application here", Headers.EMPTY))
                : application.container().upgrade(request, facts);
    }

    /** {@return the answer to a request for a file; empty where no file is meant} */
    Optional<StaticAnswer> answer(UpgradeRequest request) {
        Application application = find(request);
        return application == null ? Optional.empty() : application.site().answer(request);
    }

    private Application find(UpgradeRequest request) {
        for (Application application : serving) {
            if (application.covers(request.resource())) {
                return application;
            }
        }
        return null;
    }

    void tick(long now) {
        own.container().tick(now);
        for (WebApplication application : live) {
            application.tick(now);
        }
    }

    /** Closes every session, and lets nothing be deployed from now on. Returns at once. */
    void shutdown() {
        synchronized (this) {
            stopped = true;
        }
        own.container().shutdown();
        live.forEach(WebApplication::shutdown);
    }

    /** {@return whether a session is left} */
    boolean isBusy() {
        return own.isBusy() || live.stream().anyMatch(WebApplication::isBusy);
    }

    /** Gives up what the applications have, when their sessions have ended. */
    void release() {
        serving = List.of();
        live.forEach(WebApplication::release);
        live.clear();
    }
}
