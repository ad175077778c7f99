package io.hawser.standalone;

import io.hawser.log.Log;
import io.hawser.standalone.channel.Linger;
import io.hawser.standalone.deployment.Application;
import io.hawser.standalone.deployment.Applications;
import io.hawser.standalone.deployment.Deployer;
import io.hawser.standalone.loop.IoRuntime;
import io.hawser.thread.Polling;
import io.hawser.thread.TurnThread;
import io.netty.channel.Channel;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A WebSocket server that needs no servlet container.
 *
 * <pre>{@code
 * try (HawserServer server = HawserServer.builder().port(8080).addEndpoint(Chat.class).start()) {
 *     server.awaitClosed();
 * }
 * }</pre>
 *
 * <p>A server has separate threads. Its I/O threads keep the process running until the server is closed. Endpoints run
 * on other threads and may block; the settings {@code maxThreads} and {@code maxVirtualThreads} limit how many do so at
 * once. Safe for all threads.
 */
public final class HawserServer implements AutoCloseable {

    private static final Log LOG = Log.of(HawserServer.class);
    /** The longest time to wait for the threads to end, after the connections have ended. */
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Applications<WebApplication> applications;
    private final Deployer deployer;
    private final IoRuntime runtime;
    private final Channel listener;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    HawserServer(Applications<WebApplication> applications, Deployer deployer, IoRuntime runtime, Channel listener) {
        this.applications = applications;
        this.deployer = deployer;
        this.runtime = runtime;
        this.listener = listener;
    }

    /**
     * Returns a builder of a server: on {@code localhost}, with any free port, without endpoints.
     *
     * @return a new builder
     */
    public static HawserServerBuilder builder() {
        return new HawserServerBuilder();
    }

    /**
     * Returns the port on which the server listens.
     *
     * @return the TCP port, also if the builder was given 0
     */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /**
     * Returns the base address of the endpoints.
     *
     * @return a URI with the scheme {@code ws} or {@code wss} and a slash at its end
     */
    public URI uri() {
        return applications.uri(applications.own().contextPath());
    }

    /**
     * Returns the base address of the static files.
     *
     * @return a URI with the scheme {@code http} or {@code https} and a slash at its end
     */
    public URI httpUri() {
        return URI.create("http" + uri().toString().substring("ws".length()));
    }

    /**
     * Returns the container of the server's own application, which was described with the builder. Its
     * {@code addEndpoint} adds endpoints while the server runs.
     *
     * @return the container
     */
    public ServerContainer container() {
        return applications.own().container();
    }

    /**
     * Deploys an application: the endpoints that are found in its {@code WEB-INF/classes} and {@code WEB-INF/lib}, with
     * a separate class loader and container, and its other files. Its classes come before the classes of the server. If
     * one endpoint cannot be deployed, the whole application is not deployed.
     *
     * @param war a WAR file, or a directory with the content of a WAR file
     * @param contextPath the context path: begins with a slash and does not end with one; or just {@code /}
     * @return the application, in service
     * @throws DeploymentException if an endpoint cannot be deployed, the context path is taken, or the server is closed
     * @throws IOException if the files cannot be read
     * @throws IllegalArgumentException if the context path is malformed
     */
    public WebApplication deploy(Path war, String contextPath) throws DeploymentException, IOException {
        TurnThread.beforeBlocking();
        Objects.requireNonNull(war, "war");
        return applications.deploy(Application.checked(contextPath), () -> deployer.of(war, contextPath));
    }

    /**
     * Deploys an application of classes that are already loaded. They are treated like the content of a WAR file:
     * annotated endpoints, and {@link jakarta.websocket.server.ServerApplicationConfig}s, which then choose the
     * endpoints. Its code runs with the context class loader of the calling thread.
     *
     * @param classes the classes
     * @param contextPath the context path: begins with a slash and does not end with one; or just {@code /}
     * @return the application, in service
     * @throws DeploymentException if an endpoint cannot be deployed, the context path is taken, or the server is closed
     * @throws IllegalArgumentException if the context path is malformed
     */
    public WebApplication deploy(Collection<Class<?>> classes, String contextPath) throws DeploymentException {
        TurnThread.beforeBlocking();
        List<Class<?>> copy = List.copyOf(classes);
        return applications.<RuntimeException>deploy(
                Application.checked(contextPath), () -> deployer.of(copy, contextPath));
    }

    /**
     * Returns the applications that are deployed in addition to the server's own application.
     *
     * @return the applications that are in service now, in no particular order
     */
    public List<WebApplication> applications() {
        return applications.deployed();
    }

    /**
     * Waits until the server is closed.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void awaitClosed() throws InterruptedException {
        TurnThread.beforeBlocking();
        closed.await();
    }

    /**
     * Stops the server. It accepts no more connections, closes every session with 1001, waits for them at most for the
     * time of the setting {@code shutdownTimeout}, aborts those that are left, and ends the threads. Returns when that
     * is done. If another call has begun to stop the server, this call waits for it. If an endpoint closes its own
     * server, this method does not wait for that endpoint.
     */
    @Override
    public void close() {
        TurnThread.beforeBlocking();
        if (closing.compareAndSet(false, true)) {
            try {
                stop();
            } finally {
                closed.countDown();
            }
            LOG.log(Level.INFO, "the server at {0} is closed", uri());
        } else if (!runtime.workers().isMine()) {
            awaitUninterruptibly();
        }
    }

    private void stop() {
        listener.close().awaitUninterruptibly();
        applications.shutdown();
        Polling.await(() -> !isBusy(), applications.shutdownTimeout().toNanos());
        long cut = runtime.connections().stream()
                .filter(connection -> !Linger.isOfFrames(connection))
                .count();
        if (cut > 0) {
            LOG.log(Level.INFO, "the server at {0} stops; {1} connections without a session are aborted", uri(), cut);
        }
        if (!runtime.stop(STOP_NANOS)) {
            LOG.log(Level.WARNING, "threads of the server at {0} are still blocked in endpoints", uri());
        }
        applications.release();
    }

    /** {@return whether WebSocket connections are left; connections that speak HTTP have nothing to lose} */
    boolean isBusy() {
        return applications.isBusy() || runtime.connections().stream().anyMatch(Linger::isOfFrames);
    }

    private void awaitUninterruptibly() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
