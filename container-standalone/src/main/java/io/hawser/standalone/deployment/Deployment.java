package io.hawser.standalone.deployment;

import io.hawser.container.HawserServerContainer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The life of an application on a server, from its deployment to its end. Has no reference to the application after
 * that. Safe for all threads.
 */
public final class Deployment {

    private final String contextPath;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile Application application;

    /**
     * Creates the deployment of an application that comes into service.
     *
     * @param application the application
     */
    Deployment(Application application) {
        this.contextPath = application.contextPath();
        this.application = application;
    }

    /** {@return the context path} */
    public String contextPath() {
        return contextPath;
    }

    /**
     * Returns the container of the application.
     *
     * @return the container
     * @throws IllegalStateException if the application is closed
     */
    public HawserServerContainer container() {
        return open().container();
    }

    /**
     * Returns the class loader of the application's code.
     *
     * @return the class loader
     * @throws IllegalStateException if the application is closed
     */
    public ClassLoader classLoader() {
        return open().classLoader();
    }

    private Application open() {
        Application current = application;
        if (current == null) {
            throw new IllegalStateException("the application at " + contextPath + " is closed");
        }
        return current;
    }

    /**
     * Returns the endpoints of the application.
     *
     * @return the names of their classes by their paths, in the order in which they are tried; empty after the end
     */
    public Map<String, String> endpoints() {
        Application current = application;
        Map<String, String> names = new LinkedHashMap<>();
        if (current != null) {
            current.container().endpoints().forEach((path, type) -> names.put(path, type.getName()));
        }
        return names;
    }

    /** {@return whether the application is in service} */
    boolean isDeployed() {
        return application != null && !closing.get();
    }

    /** {@return whether the application has sessions} */
    boolean isBusy() {
        Application current = application;
        return current != null && current.isBusy();
    }

    /**
     * Passes the time on to the container.
     *
     * @param now the time in nanoseconds, as {@link System#nanoTime()} returns it
     */
    void tick(long now) {
        Application current = application;
        if (current != null) {
            current.container().tick(now);
        }
    }

    /** Closes the sessions of the application. Returns at once. */
    void shutdown() {
        Application current = application;
        if (current != null) {
            current.container().shutdown();
        }
    }

    /**
     * Begins the end of the application.
     *
     * @return the application, which the caller ends; {@code null} if another call has begun to end it
     */
    Application close() {
        Application current = application;
        return current != null && closing.compareAndSet(false, true) ? current : null;
    }

    /** Removes the reference to the application, which has ended. */
    void closed() {
        application = null;
    }
}
