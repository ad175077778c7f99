package io.hawser.standalone;

import io.netty.channel.Channel;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.lang.System.Logger;
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

    private final Applications applications;
    private final Deployer deployer;
    private final IoRuntime runtime;
    private final Channel listener;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    HawserServer(Applications applications, Deployer deployer, IoRuntime runtime, Channel listener) {
        this.applications = applications;
        this.deployer = deployer;
        this.runtime = runtime;
        this.listener = listener;
    }

    /**
     * Starts the description of a server: on {@code localhost}, with any free port, without endpoints.
     *
     * @return a builder
     */
    public static HawserServerBuilder builder() {
        return new HawserServerBuilder();
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
        return applications.uri(applications.own().contextPath());
    }

    /**
     * Gives the address below which the static files are.
     *
     * @return a URI with the scheme {@code http} or {@code https} and a slash at its end
     */
    public URI httpUri() {
        return URI.create("http" + uri().toString().substring("ws".length()));
    }

    /**
     * Gives the container of the server's own application, which the builder has described. Endpoints can be added to
     * it while the server runs.
     *
     * @return the container
     */
    public ServerContainer container() {
        return applications.own().container();
    }

    /**
     * Deploys an application: the endpoints that are found in its {@code WEB-INF/classes} and {@code WEB-INF/lib}, with
     * a class loader and a container of its own, and its other files. Its classes come before those of the server. One
     * endpoint that cannot be deployed keeps the whole application out.
     *
     * @param war a WAR file, or a directory with what would be in one
     * @param contextPath where it is found: begins with a slash and does not end with one; or just {@code /}
     * @return the application, in service
     * @throws DeploymentException if an endpoint cannot be deployed, the context path is taken, or the server is closed
     * @throws IOException if the files cannot be read
     * @throws IllegalArgumentException if the context path is malformed
     */
    public WebApplication deploy(Path war, String contextPath) throws DeploymentException, IOException {
        WorkerThread.beforeBlocking();
        Objects.requireNonNull(war, "war");
        return applications.deploy(Application.checked(contextPath), () -> deployer.of(war, contextPath));
    }

    /**
     * Deploys an application of classes that are loaded already, as if they were all that a WAR file has: annotated
     * endpoints, and {@link jakarta.websocket.server.ServerApplicationConfig}s, which then choose. Its code runs with
     * the context class loader of the calling thread.
     *
     * @param contextPath where it is found: begins with a slash and does not end with one; or just {@code /}
     * @param classes the classes
     * @return the application, in service
     * @throws DeploymentException if an endpoint cannot be deployed, the context path is taken, or the server is closed
     * @throws IllegalArgumentException if the context path is malformed
     */
    public WebApplication deploy(String contextPath, Collection<Class<?>> classes) throws DeploymentException {
        WorkerThread.beforeBlocking();
        List<Class<?>> copy = List.copyOf(classes);
        return applications.<RuntimeException>deploy(
                Application.checked(contextPath), () -> deployer.of(copy, contextPath));
    }

    /**
     * Lists what is deployed beside the server's own application.
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
            try {
                stop();
            } finally {
                closed.countDown();
            }
            LOG.log(Level.INFO, "the server at {0} is closed", uri());
        } else if (!(Thread.currentThread() instanceof WorkerThread)) {
            awaitUninterruptibly();
        }
    }

    private void stop() {
        listener.close().awaitUninterruptibly();
        applications.shutdown();
        Waiting.whileBusy(this::isBusy, applications.shutdownNanos());
        if (!runtime.stop(STOP_NANOS)) {
            LOG.log(Level.WARNING, "threads of the server at {0} are still blocked in endpoints", uri());
        }
        applications.release();
    }

    /** {@return whether WebSocket connections are left; those that speak HTTP have nothing to lose} */
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
