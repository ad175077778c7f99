package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A servlet container with one application, which has the endpoint {@link Echo}. */
public final class FakeServer implements AutoCloseable {

    final FakeConnection.Kind kind;
    final FakeContext context;
    final ExecutorService threads;
    final ServletApplication application;
    private final Random random;

    public FakeServer(FakeConnection.Kind kind, Random random) throws ServletException {
        this(kind, random, new FakeContext(kind.mark), Set.of(Echo.class));
    }

    public FakeServer(FakeConnection.Kind kind, Random random, FakeContext context, Set<Class<?>> endpoints)
            throws ServletException {
        this.kind = kind;
        this.context = context;
        this.random = random;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fake-container");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
        new HawserInitializer().onStartup(endpoints, context.context);
        context.filter.init(null);
        application = (ServletApplication) context.attributes.get(ContextAttributes.APPLICATION);
    }

    public FakeConnection connection() {
        return new FakeConnection(kind, threads, new Random(random.nextLong()));
    }

    /** {@return the connection of a request that was upgraded} */
    FakeConnection connect(String query) throws Exception {
        FakeRequest request = FakeRequest.upgrade();
        request.query = query;
        return connect(request, new FakeResponse());
    }

    FakeConnection connect(FakeRequest request, FakeResponse response) throws Exception {
        FakeConnection connection = connection();
        // Some containers initialize the handler within upgrade(), some after the request.
        boolean within = random.nextBoolean();
        request.upgrading = new FakeRequest.Upgrading() {
            @Override
            public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
                assertThat(response.status).isEqualTo(101);
                assertThat(response.headers).containsKeys("Upgrade", "Connection");
                T handler = make(type);
                connection.handler(handler);
                if (within) {
                    handler.init(connection.web);
                }
                return handler;
            }
        };
        context.filter.doFilter(request.request, response.response, (left, right) -> {
            throw new AssertionError("the request was for an endpoint");
        });
        request.recycle();
        // The peer sends nothing before it has the answer.
        switch (kind) {
            case GLASSFISH -> assertThat(response.isCommitted()).isTrue();
            case JETTY, UNDERTOW -> assertThat(response.isCommitted()).isFalse();
            default -> {}
        }
        if (!within) {
            connection.begin();
        }
        return connection;
    }

    /** Creates a handler like a container: the class and its constructor without arguments are public. */
    static <T extends HttpUpgradeHandler> T make(Class<T> type) throws ServletException {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new ServletException(e);
        }
    }

    /** Waits until the resources of all connections are released. */
    void awaitQuiet() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> application.container().isIdle()
                        && application.connections().ending().isEmpty());
    }

    @Override
    public void close() {
        context.destroy();
        threads.shutdown();
        assertThat(application.container().isIdle()).isTrue();
        assertThat(application.connections().ending()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("hawser/app") && thread.isAlive());
    }
}
