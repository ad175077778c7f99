package io.hawser.standalone;

import jakarta.websocket.server.ServerContainer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An application that a server has deployed: endpoints and files below a context path of their own, with a container of
 * their own. Safe for all threads.
 */
public final class WebApplication implements AutoCloseable {

    private final Applications applications;
    private final String contextPath;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile Application application;

    WebApplication(Applications applications, Application application) {
        this.applications = applications;
        this.contextPath = application.contextPath();
        this.application = application;
    }

    /** {@return the context path: a slash, or a path that begins with one and does not end with one} */
    public String contextPath() {
        return contextPath;
    }

    /** {@return the address below which the endpoints are: {@code ws} or {@code wss}, with a slash at its end} */
    public URI uri() {
        return applications.uri(contextPath);
    }

    /**
     * Gives the application's container, to which endpoints can be added while the application runs.
     *
     * @return the container
     * @throws IllegalStateException where the application is closed
     */
    public ServerContainer container() {
        return open().container();
    }

    /**
     * Gives the class loader of the application's code.
     *
     * @return its own where it came from a WAR file or a directory, else the context class loader of the thread that
     *     has deployed it
     * @throws IllegalStateException where the application is closed
     */
    public ClassLoader classLoader() {
        return open().classLoader();
    }

    /**
     * Lists what is deployed.
     *
     * @return the names of the endpoints' classes by their paths, relative to the context path, in the order in which
     *     they are tried; empty where the application is closed
     */
    public Map<String, String> endpoints() {
        Application current = application;
        Map<String, String> names = new LinkedHashMap<>();
        if (current != null) {
            current.container().endpoints().forEach((path, type) -> names.put(path, type.getName()));
        }
        return names;
    }

    private Application open() {
        Application current = application;
        if (current == null) {
            throw new IllegalStateException("the application at " + contextPath + " is closed");
        }
        return current;
    }

    /**
     * Undeploys: new handshakes get 404, every session is closed with 1001, and when all are closed, but not later than
     * the setting {@code shutdownTimeout} says, what is left is cut, the class loader is closed, and temporary files
     * are deleted. Returns when that is done; does nothing where another call has begun with it. An endpoint that
     * closes its own application cannot be waited for.
     */
    @Override
    public void close() {
        WorkerThread.beforeBlocking();
        Application current = application;
        if (current != null && closing.compareAndSet(false, true)) {
            applications.undeploy(this, current);
            application = null;
        }
    }

    boolean isDeployed() {
        return application != null && !closing.get();
    }

    void tick(long now) {
        Application current = application;
        if (current != null) {
            current.container().tick(now);
        }
    }

    void shutdown() {
        Application current = application;
        if (current != null) {
            current.container().shutdown();
        }
    }

    boolean isBusy() {
        Application current = application;
        return current != null && current.isBusy();
    }

    /** The server has ended. */
    void release() {
        if (closing.compareAndSet(false, true)) {
            application.release();
            application = null;
        }
    }

    /** {@return the context path} */
    @Override
    public String toString() {
        return contextPath;
    }
}
