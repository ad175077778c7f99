package io.hawser.standalone.deployment;

import io.hawser.handshake.Headers;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.log.Log;
import io.hawser.standalone.files.StaticResponse;
import io.hawser.thread.Polling;
import io.hawser.transport.TransportFacts;
import io.hawser.transport.Upgrade;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * The applications of one server: puts them into service, takes them out of service, and finds the application for a
 * request. Safe for all threads.
 *
 * @param <V> the view that users have of an application that is deployed
 */
public final class Applications<V> {

    /**
     * Creates an application.
     *
     * @param <E> the type of exceptions, in addition to those of the deployment
     */
    @FunctionalInterface
    public interface Source<E extends Exception> {
        /**
         * Creates the application.
         *
         * @return the application
         * @throws DeploymentException if it cannot be deployed
         * @throws E if its files cannot be read, for example
         */
        Application make() throws DeploymentException, E;
    }

    private record Live<V>(Deployment deployment, V view) {}

    private static final Log LOG = Log.of(Applications.class);
    /** The longest time to wait for the end of sessions that were aborted. */
    private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Application own;
    private final Duration shutdownTimeout;
    private final BiFunction<Applications<V>, Deployment, V> views;
    private final Set<String> taken = new HashSet<>();
    /**
     * The applications in service. The longest context path comes first; the server's own application comes after
     * another one with the same path.
     */
    private volatile List<Application> serving;
    /** The applications in service, and the applications that are about to end. */
    private final List<Live<V>> live = new CopyOnWriteArrayList<>();

    private volatile Runnable renewWorkers;
    private volatile URI root;
    private boolean stopped;

    /**
     * Creates the applications of a server that does not listen yet.
     *
     * @param own the server's own application
     * @param shutdownTimeout the longest time to wait for the sessions of an application that ends
     * @param views makes the view that users have of a deployment
     */
    public Applications(Application own, Duration shutdownTimeout, BiFunction<Applications<V>, Deployment, V> views) {
        this.own = own;
        this.shutdownTimeout = shutdownTimeout;
        this.views = views;
        this.serving = List.of(own);
    }

    /**
     * Begins to serve requests.
     *
     * @param root the address of the server
     * @param renewWorkers replaces the threads that have run code of an application that has ended
     */
    public void serve(URI root, Runnable renewWorkers) {
        this.renewWorkers = renewWorkers;
        this.root = root;
    }

    /**
     * Returns the address of an application.
     *
     * @param contextPath the context path of the application
     * @return the address, with a slash at its end
     */
    public URI uri(String contextPath) {
        return URI.create(root + (contextPath.equals("/") ? "/" : contextPath + "/"));
    }

    /** {@return the longest time to wait for sessions to close} */
    public Duration shutdownTimeout() {
        return shutdownTimeout;
    }

    /** {@return the server's own application} */
    public Application own() {
        return own;
    }

    /** {@return the applications in service, without the server's own} */
    public List<V> deployed() {
        return live.stream()
                .filter(one -> one.deployment().isDeployed())
                .map(Live::view)
                .toList();
    }

    /**
     * Deploys an application.
     *
     * @param <E> the type of exceptions of the source
     * @param contextPath the context path, which is reserved before the application is created
     * @param source creates the application; may take some time
     * @return the view of the application
     * @throws DeploymentException if it cannot be deployed
     * @throws E if the source throws it
     */
    public <E extends Exception> V deploy(String contextPath, Source<E> source) throws DeploymentException, E {
        reserve(contextPath);
        Live<V> deployed = null;
        try {
            deployed = serve(source.make());
        } finally {
            if (deployed == null) {
                free(contextPath);
            }
        }
        Map<String, String> endpoints = deployed.deployment().endpoints();
        LOG.log(Level.INFO, "the application at {0} is deployed: {1}", contextPath, endpoints);
        return deployed.view();
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

    private synchronized Live<V> serve(Application application) throws DeploymentException {
        try {
            checkRunning();
        } catch (DeploymentException e) {
            application.container().shutdown();
            application.release();
            throw e;
        }
        Deployment deployment = new Deployment(application);
        Live<V> deployed = new Live<>(deployment, views.apply(this, deployment));
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

    /**
     * Takes an application out of service, ends its sessions, and releases its resources. Blocks until that is done.
     * Does nothing if another call has begun to do so.
     *
     * @param deployment the deployment of the application
     */
    public void undeploy(Deployment deployment) {
        Application application = deployment.close();
        if (application == null) {
            return;
        }
        retire(application);
        application.container().shutdown();
        if (!Polling.await(() -> !application.isBusy(), shutdownTimeout.toNanos())) {
            application.container().abort(new IOException("the application at " + application + " was undeployed"));
            if (!Polling.await(() -> !application.isBusy(), CUT_NANOS)) {
                LOG.log(Level.WARNING, "threads are still blocked in endpoints of the application at {0}", application);
            }
        }
        renewWorkers.run();
        application.release();
        live.removeIf(one -> one.deployment() == deployment);
        free(application.contextPath());
        LOG.log(Level.INFO, "the application at {0} is undeployed", application);
        deployment.closed();
    }

    /**
     * Answers an opening handshake.
     *
     * @param request the request
     * @param facts the facts of the connection
     * @return the answer
     */
    public Upgrade upgrade(UpgradeRequest request, TransportFacts facts) {
        Application application = find(request);
        return application == null
                ? new Upgrade.Refused(ServerHandshake.refuse(404, "there is no application here", Headers.EMPTY))
                : application.container().upgrade(request, facts);
    }

    /**
     * Answers a request for a file. May block.
     *
     * @param request the request
     * @return the answer; empty if the request does not ask for a file
     */
    public Optional<StaticResponse> answer(UpgradeRequest request) {
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

    /**
     * Passes the time on to the containers.
     *
     * @param now the time in nanoseconds, as {@link System#nanoTime()} returns it
     */
    public void tick(long now) {
        own.container().tick(now);
        for (Live<V> one : live) {
            one.deployment().tick(now);
        }
    }

    /** Closes every session, and refuses deployments from now on. Returns at once. */
    public void shutdown() {
        synchronized (this) {
            stopped = true;
        }
        own.container().shutdown();
        live.forEach(one -> one.deployment().shutdown());
    }

    /** {@return whether there are sessions} */
    public boolean isBusy() {
        return own.isBusy() || live.stream().anyMatch(one -> one.deployment().isBusy());
    }

    /** Releases the resources of the applications, after the end of their sessions. */
    public void release() {
        serving = List.of();
        for (Live<V> one : live) {
            Application application = one.deployment().close();
            if (application != null) {
                application.release();
                one.deployment().closed();
            }
        }
        live.clear();
    }
}
