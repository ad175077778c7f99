package io.hawser.tck.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.container.HawserContainer;
import io.hawser.standalone.HawserServer;
import io.hawser.transport.ConnectorProvider;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many sessions that are opened, send compressed messages of all sizes, and are closed, some inside a message. All
 * memory of zlib is released. {@code -Dhawser.compression.sessions} sets the number. The log shows the resident memory.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompressedSessionsTest {

    private static final Logger LOG = System.getLogger(CompressedSessionsTest.class.getPackageName());
    private static final int SESSIONS = Integer.getInteger("hawser.compression.sessions", 300);
    private static final int AT_ONCE = 20;
    private static final int[] SIZES = {16, 200, 3000, 20_000, 131_072};

    private static final List<WebSocketContainer> SERVERS = new CopyOnWriteArrayList<>();

    /** Sends messages back. */
    public static final class Echo extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            if (SERVERS.isEmpty()) {
                SERVERS.add(session.getContainer());
            }
            session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>)
                    data -> session.getAsyncRemote().sendBinary(data));
        }
    }

    private static final class Heard extends Endpoint {
        private final BlockingQueue<ByteBuffer> messages = new LinkedBlockingQueue<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) messages::add);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingOfZlibIsLeft(boolean takeover) throws Exception {
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(Echo.class, "/echo").build();
        config.getUserProperties().put("io.hawser.compressionThreshold", 0);
        config.getUserProperties().put("io.hawser.compressionContextTakeover", takeover);
        SERVERS.clear();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        WebSocketContainer client = ContainerProvider.getWebSocketContainer();
        try (HawserServer server =
                HawserServer.builder().host("127.0.0.1").addEndpoint(config).start()) {
            URI uri = URI.create(server.uri() + "echo");
            for (int done = 0; done < SESSIONS; done += SESSIONS / 10) {
                tell(takeover, done, client);
                run(threads, client, uri, takeover, SESSIONS / 10);
            }
            tell(takeover, SESSIONS, client);
            int kept = 2 * (Runtime.getRuntime().availableProcessors() + 2);
            // Sessions end a moment after they were closed.
            await().untilAsserted(() -> {
                assertThat(zlib(client)).as("kept by the client").isBetween(1, kept);
                assertThat(zlib(SERVERS.get(0))).as("kept by the server").isBetween(1, kept);
            });
        } finally {
            threads.shutdown();
            ServiceLoader.load(ConnectorProvider.class)
                    .forEach(clients -> clients.endShared(clients.getClass().getClassLoader()));
        }
        await().untilAsserted(() -> {
            assertThat(zlib(client)).as("left by the client").isZero();
            assertThat(zlib(SERVERS.get(0))).as("left by the server").isZero();
        });
    }

    private static void run(ExecutorService threads, WebSocketContainer client, URI uri, boolean takeover, int sessions)
            throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            int number = i;
            all.add(threads.submit(() -> {
                visit(client, uri, takeover, number);
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    private static void visit(WebSocketContainer client, URI uri, boolean takeover, int number) throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put("io.hawser.compression", true);
        config.getUserProperties().put("io.hawser.compressionThreshold", 0);
        config.getUserProperties().put("io.hawser.compressionContextTakeover", takeover);
        Heard heard = new Heard();
        Random random = new Random(number);
        try (Session session = client.connectToServer(heard, config, uri)) {
            for (int size : SIZES) {
                byte[] data = Payload.pattern(size);
                for (int at = 0; at < size; at += 1 + random.nextInt(100)) {
                    data[at] = (byte) random.nextInt();
                }
                session.getBasicRemote().sendBinary(ByteBuffer.wrap(data));
                assertThat(heard.messages.poll(60, TimeUnit.SECONDS)).isEqualTo(ByteBuffer.wrap(data));
            }
            if (number % 3 == 0) {
                // The connection ends inside a message.
                session.getBasicRemote().sendBinary(ByteBuffer.allocate(1000), false);
            }
        }
    }

    /** {@return the number of compressors and decompressors of a container that hold memory} */
    private static int zlib(WebSocketContainer container) throws Exception {
        Field parts = HawserContainer.class.getDeclaredField("parts");
        parts.setAccessible(true);
        Object ofContainer = parts.get(container);
        Object installed = invoke(ofContainer, "extensions");
        return (int) invoke(installed, "zlibOpen");
    }

    private static Object invoke(Object target, String name) throws ReflectiveOperationException {
        Method method = target.getClass().getDeclaredMethod(name);
        method.setAccessible(true);
        return method.invoke(target);
    }

    private static void tell(boolean takeover, int done, WebSocketContainer client) throws Exception {
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> line.replaceAll("\\s+", " "))
                .findFirst()
                .orElse("resident memory unknown");
        String text = "takeover %s, after %,d sessions: %s, %d streams of zlib in the client"
                .formatted(takeover, done, resident, zlib(client));
        LOG.log(Level.INFO, text);
    }
}
