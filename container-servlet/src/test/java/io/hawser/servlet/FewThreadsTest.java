package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hawser.Setting;
import io.hawser.servlet.transport.Worker;
import io.hawser.thread.Turn;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A few threads serve many connections, also if the system cannot start more threads. */
@Timeout(120)
class FewThreadsTest {

    private static final int MESSAGES = 20_000;

    /** Answers with a {@code SendHandler}. */
    @ServerEndpoint("/echo")
    public static class Handled {
        static final AtomicInteger SENT = new AtomicInteger();

        @OnMessage
        public void message(String message, Session session) {
            session.getAsyncRemote().sendText(message, result -> SENT.incrementAndGet());
        }
    }

    /** Reads messages while they arrive. Answers messages that begin with an a at their beginning. */
    @ServerEndpoint("/echo")
    public static class Stream {
        static final AtomicInteger READING = new AtomicInteger();

        @OnMessage
        public int message(Reader reader) throws IOException {
            READING.incrementAndGet();
            int chars = 0;
            while (reader.read() >= 0) {
                chars++;
            }
            return chars;
        }
    }

    /** Blocks in each message until it is released. */
    @ServerEndpoint("/echo")
    public static class Blocking {
        static final AtomicInteger BLOCKED = new AtomicInteger();
        static final CountDownLatch RELEASE = new CountDownLatch(1);

        @OnMessage
        public String message(String message) throws InterruptedException {
            BLOCKED.incrementAndGet();
            RELEASE.await();
            return message;
        }
    }

    private static FakeServer server(Class<?> endpoint, int maxThreads) throws Exception {
        FakeContext context = new FakeContext(FakeConnection.Kind.JETTY.mark);
        context.parameters.put(Setting.MAX_THREADS.property(), String.valueOf(maxThreads));
        return new FakeServer(FakeConnection.Kind.JETTY, new Random(1), context, Set.of(endpoint));
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("hawser/app-\\d+"))
                .count();
    }

    @Test
    void manyTinyMessagesThatAreAnsweredWithAHandlerTakeFewThreads() throws Exception {
        try (FakeServer server = server(Handled.class, 0)) {
            FakeConnection connection = server.connect("many");
            List<byte[]> messages = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                messages.add(Frames.text("m"));
            }
            connection.send(Frames.joined(messages));
            await().atMost(60, TimeUnit.SECONDS).until(() -> Handled.SENT.get() == MESSAGES);
            assertThat(workers()).isLessThan(20);
            connection.endInput();
            await().until(connection::isEnded);
        }
    }

    /** There are far fewer threads than methods that block. The first few block before they are known to. */
    @Test
    void methodsThatBlockRunOnVirtualThreads() throws Exception {
        assumeTrue(Runtime.version().feature() >= 24, "virtual threads are the default from JDK 24 on");
        try (FakeServer server = server(Blocking.class, 24)) {
            List<FakeConnection> connections = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                FakeConnection connection = server.connect("blocking-" + i);
                connections.add(connection);
            }
            for (FakeConnection connection : connections) {
                connection.send(Frames.text("wait"));
            }
            await().untilAtomic(Blocking.BLOCKED, org.hamcrest.Matchers.is(400));
            Blocking.RELEASE.countDown();
            await().until(() -> connections.stream()
                    .allMatch(connection -> connection.received().contains("wait")));
            connections.forEach(FakeConnection::endInput);
            await().until(() -> connections.stream().allMatch(FakeConnection::isEnded));
            assertThat(connections)
                    .allSatisfy(connection -> assertThat(connection.faults).isEmpty());
        } finally {
            Blocking.RELEASE.countDown();
        }
    }

    @Test
    void messagesThatNeverEndLeaveThreadsToOthers() throws Exception {
        try (FakeServer server = server(Stream.class, 4)) {
            List<FakeConnection> hostile = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                FakeConnection connection = server.connect("hostile-" + i);
                hostile.add(connection);
                connection.send(Frames.client(0x01, new byte[] {'a'}));
            }
            await().until(() -> Stream.READING.get() >= 2);
            for (int i = 0; i < 20; i++) {
                FakeConnection good = server.connect("good-" + i);
                good.send(Frames.text("hello"));
                await().until(() -> good.received().contains("5"));
                good.endInput();
                await().until(good::isEnded);
            }
            for (FakeConnection connection : hostile) {
                connection.send(Frames.client(0x80, new byte[0]));
            }
            for (FakeConnection connection : hostile) {
                await().until(() -> connection.received().contains("1"));
                connection.endInput();
                await().until(connection::isEnded);
                assertThat(connection.faults).isEmpty();
            }
        }
    }

    /** The first thread of each kind is refused, and every second one after it. */
    @Test
    void sessionsGoOnWhereThreadsCannotBeStarted() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Worker.Maker exhausted = (task, name, loader) -> {
            if (asked.getAndIncrement() % 2 == 0) {
                throw new OutOfMemoryError("unable to create native thread: by design");
            }
            return new Worker(task, name, loader);
        };
        FakeContext context = new FakeContext(FakeConnection.Kind.JETTY.mark);
        ServletApplication application = new ServletApplication(context.context, exhausted);
        CountDownLatch done = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            application.connections().execute(new CountingTurn(done));
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(asked.get()).isGreaterThan(1);
        application.stop();
    }

    /** A turn that counts down a latch. */
    private record CountingTurn(CountDownLatch done) implements Turn {

        @Override
        public void run() {
            done.countDown();
        }

        @Override
        public boolean isSlow() {
            return false;
        }

        @Override
        public boolean mayBlock() {
            return false;
        }

        @Override
        public void waits() {
            // Nobody asks.
        }

        @Override
        public void stuck(boolean waited) {
            // As fast as any other.
        }

        @Override
        public void relieved() {
            // Counted like any other.
        }
    }
}
