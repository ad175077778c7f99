package io.hawser.standalone;

import io.hawser.standalone.deployment.Applications;
import io.hawser.standalone.deployment.Deployment;
import io.hawser.thread.TurnThread;
import jakarta.websocket.server.ServerContainer;
import java.net.URI;
import java.util.Map;

/**
 * An application that a server has deployed: endpoints and files below a separate context path, with a separate
 * container. Safe for all threads.
 */
public final class WebApplication implements AutoCloseable {

    private final Applications<WebApplication> applications;
    private final Deployment deployment;

    WebApplication(Applications<WebApplication> applications, Deployment deployment) {
        this.applications = applications;
        this.deployment = deployment;
    }

    /** {@return the context path: a slash, or a path that begins with one and does not end with one} */
    public String contextPath() {
        return deployment.contextPath();
    }

    /** {@return the base address of the endpoints: {@code ws} or {@code wss}, with a slash at its end} */
    public URI uri() {
        return applications.uri(contextPath());
    }

    /**
     * Returns the application's container. Endpoints can be added to it while the application runs.
     *
     * @return the container
     * @throws IllegalStateException if the application is closed
     */
    public ServerContainer container() {
        return deployment.container();
    }

    /**
     * Returns the class loader of the application's code.
     *
     * @return the application's own class loader if it came from a WAR file or a directory, else the context class
     *     loader of the thread that has deployed it
     * @throws IllegalStateException if the application is closed
     */
    public ClassLoader classLoader() {
        return deployment.classLoader();
    }

    /**
     * Returns the deployed endpoints.
     *
     * @return the names of the endpoints' classes by their paths, relative to the context path, in the order in which
     *     they are tried; empty if the application is closed
     */
    public Map<String, String> endpoints() {
        return deployment.endpoints();
    }

    /**
     * Undeploys the application. New handshakes get 404, and every session is closed with 1001. After at most the time
     * of the setting {@code shutdownTimeout}, the sessions that are left are aborted, the class loader is closed, and
     * temporary files are deleted. Returns when that is done. Does nothing if another call has begun to undeploy the
     * application. If an endpoint closes its own application, this method does not wait for that endpoint.
     */
    @Override
    public void close() {
        TurnThread.beforeBlocking();
        applications.undeploy(deployment);
    }

    /** {@return the context path} */
    @Override
    public String toString() {
        return deployment.contextPath();
    }
}
