package io.hawser.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Eight threads send on one session in all possible ways, while a ninth thread sends messages in parts. */
@Timeout(300)
class EightThreadsTest {

    private static final int EACH = 100_000;
    private static final int PARTS = 8;
    private static final int SENDERS = 9;
    /** The number of simultaneous asynchronous sends of one thread. */
    private static final int UNDER_WAY = 500;

    /** The sender: passes its session and its pongs to the test. */
    @ServerEndpoint("/eight")
    public static class Sender {
        static volatile CompletableFuture<Session> session = new CompletableFuture<>();
        static final Queue<Integer> PONGS = new ConcurrentLinkedQueue<>();

        @OnOpen
        public void open(Session opened) {
            session.complete(opened);
        }

        @OnMessage
        public void pong(PongMessage pong) {
            PONGS.add(pong.getApplicationData().getInt());
        }
    }

    /** Checks that each message is complete, and the next one of its sender. */
    private static final class Checker extends Endpoint {

        final AtomicIntegerArray next = new AtomicIntegerArray(SENDERS);
        final Queue<String> wrong = new ConcurrentLinkedQueue<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) this::check);
            session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>)
                    message -> check(ISO_8859_1.decode(message).toString()));
        }

        private void check(String message) {
            int sender = message.charAt(0) - 'a';
            if (!message.equals(message(sender, next.getAndIncrement(sender))) && wrong.size() < 10) {
                wrong.add(message);
            }
        }

        @Override
        public void onError(Session session, Throwable error) {
            wrong.add(error.toString());
        }
    }

    /** {@return the message of this sender with this number; lengths differ} */
    private static String message(int sender, int number) {
        String letter = String.valueOf((char) ('a' + sender));
        return letter.repeat(1 + number % 200) + number;
    }

    private static ByteBuffer bytes(String message) {
        return ByteBuffer.wrap(message.getBytes(ISO_8859_1));
    }

    /** A way to send the message with a number. */
    @FunctionalInterface
    private interface Way {
        void send(int number) throws Exception;
    }

    private static FutureTask<Void> start(Way way) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            for (int i = 0; i < EACH; i++) {
                way.send(i);
            }
            return null;
        });
        start(task);
        return task;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "sender");
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void everyMessageIsWholeAndInTheOrderOfItsThread() throws Exception {
        Sender.session = new CompletableFuture<>();
        try (HawserServer server = HawserServer.builder()
                .host("127.0.0.1")
                .addEndpoint(Sender.class)
                .start()) {
            Checker checker = new Checker();
            Session client = ContainerProvider.getWebSocketContainer()
                    .connectToServer(
                            checker,
                            ClientEndpointConfig.Builder.create().build(),
                            URI.create("ws://127.0.0.1:" + server.port() + "/eight"));
            Session session = Sender.session.get(30, TimeUnit.SECONDS);
            List<FutureTask<Void>> whole = eightWays(session);
            AtomicBoolean done = new AtomicBoolean();
            FutureTask<Integer> parts = new FutureTask<>(() -> sendParts(session.getBasicRemote(), done));
            start(parts);
            for (FutureTask<Void> task : whole) {
                task.get();
            }
            done.set(true);
            int partial = parts.get();
            // The last message. All messages before it have arrived.
            session.getAsyncRemote().sendText(message(PARTS, partial)).get();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> checker.next.get(PARTS) == partial + 1 || !checker.wrong.isEmpty());
            assertThat(checker.wrong).isEmpty();
            for (int sender = 0; sender < 7; sender++) {
                assertThat(checker.next.get(sender)).as("sender " + sender).isEqualTo(EACH);
            }
            assertThat(partial).as("messages in parts").isPositive();
            await().until(() -> Sender.PONGS.contains(EACH - 1));
            assertThat(List.copyOf(Sender.PONGS))
                    .as("pongs, of which a flood keeps the newest")
                    .isSorted();
            assertThat(client.isOpen()).isTrue();
            client.close();
        }
    }

    private static List<FutureTask<Void>> eightWays(Session session) {
        RemoteEndpoint.Basic basic = session.getBasicRemote();
        RemoteEndpoint.Async async = session.getAsyncRemote();
        Future<?>[] underWay = new Future<?>[UNDER_WAY];
        Semaphore handled = new Semaphore(UNDER_WAY);
        List<FutureTask<Void>> tasks = new ArrayList<>();
        tasks.add(start(i -> basic.sendText(message(0, i))));
        tasks.add(start(i -> basic.sendBinary(bytes(message(1, i)))));
        tasks.add(start(i -> stream(basic, message(2, i))));
        tasks.add(start(i -> write(basic, message(3, i))));
        tasks.add(start(i -> {
            Future<?> earlier = underWay[i % UNDER_WAY];
            if (earlier != null) {
                earlier.get();
            }
            underWay[i % UNDER_WAY] = async.sendText(message(4, i));
        }));
        tasks.add(start(i -> {
            handled.acquire();
            async.sendBinary(bytes(message(5, i)), result -> {
                // If a send fails, the thread that waits for its permit notices.
                if (result.isOK()) {
                    handled.release();
                }
            });
        }));
        tasks.add(start(i -> basic.sendObject(message(6, i))));
        tasks.add(start(i -> basic.sendPing(ByteBuffer.allocate(4).putInt(i).flip())));
        return tasks;
    }

    private static void stream(RemoteEndpoint.Basic basic, String message) throws IOException {
        try (OutputStream stream = basic.getSendStream()) {
            stream.write(message.charAt(0));
            if (message.length() % 2 == 0) {
                stream.flush();
            }
            stream.write(message.substring(1).getBytes(ISO_8859_1));
        }
    }

    private static void write(RemoteEndpoint.Basic basic, String message) throws IOException {
        try (Writer writer = basic.getSendWriter()) {
            writer.write(message.charAt(0));
            if (message.length() % 2 == 0) {
                writer.flush();
            }
            writer.write(message, 1, message.length() - 1);
        }
    }

    /** {@return how many messages were sent before the other threads were done} */
    private static int sendParts(RemoteEndpoint.Basic basic, AtomicBoolean done) throws IOException {
        int sent = 0;
        while (!done.get()) {
            String message = message(PARTS, sent++);
            basic.sendText(message.substring(0, 1), false);
            basic.sendText("", false);
            basic.sendText(message.substring(1), true);
        }
        return sent;
    }
}
