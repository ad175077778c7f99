package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.servlet.FakeConnection.Kind;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndsTest {

    @ParameterizedTest
    @EnumSource
    void anOnOpenThatThrowsAfterTheAnswerLeaksNothing(Kind kind) throws Exception {
        try (FakeServer other = new FakeServer(kind, new Random(kind.ordinal()))) {
            FakeConnection connection = other.connect("throws-" + kind);
            await().until(() -> connection.received().contains("close 1011"));
            connection.send(Frames.close(1011));
            await().until(connection::isEnded);
            other.awaitQuiet();
            assertThat(connection.faults).isEmpty();
            assertThat(Echo.heard("throws-" + kind).events).containsExactly("open", "error", "close 1011");
        }
    }

    @ParameterizedTest
    @EnumSource
    void undeploymentClosesSessionsWith1001AndLeavesNoThread(Kind kind) throws Exception {
        FakeServer other = new FakeServer(kind, new Random(kind.ordinal()));
        FakeConnection connection = other.connect("undeployed-" + kind);
        FakeConnection silent = other.connect("silent-" + kind);
        silent.reads(false);
        connection.send(Frames.text("hello"));
        await().until(() -> connection.received().contains("hello"));
        Thread peer = new Thread(() -> {
            await().until(() -> connection.received().contains("close 1001"));
            connection.send(Frames.close(1001));
        });
        peer.start();
        other.close();
        peer.join();
        assertThat(Echo.heard("undeployed-" + kind).closed()).isEqualTo(1001);
        await().until(connection::isEnded);
        assertThat(connection.faults).isEmpty();
        assertThat(silent.faults).isEmpty();
    }

    /** Runs until its session is closed, whatever its sends return. */
    @ServerEndpoint("/echo")
    public static class Endless {

        static final Queue<String> TOLD = new ConcurrentLinkedQueue<>();
        private static volatile CountDownLatch mayGoOn;

        static void begin() {
            TOLD.clear();
            mayGoOn = new CountDownLatch(1);
        }

        @OnOpen
        public void open(Session session) throws InterruptedException {
            if (session.getQueryString().equals("first")) {
                mayGoOn.await();
                return;
            }
            while (session.isOpen()) {
                session.getAsyncRemote().sendText("tick");
                Thread.sleep(1);
            }
            TOLD.add(session.getQueryString());
        }
    }

    /** If all threads are busy, the end of input may arrive before the connection has begun. */
    @ParameterizedTest
    @EnumSource
    void anEndOfInputBeforeTheBeginningIsKnownInOnOpen(Kind kind) throws Exception {
        FakeContext context = new FakeContext(kind.mark);
        context.parameters.put("io.hawser.maxThreads", "1");
        Endless.begin();
        try (FakeServer server = new FakeServer(kind, new Random(kind.ordinal()), context, Set.of(Endless.class))) {
            FakeConnection first = server.connect("first");
            FakeConnection second = server.connect("second");
            second.endInput();
            await().until(() -> second.calls.get() == 0);
            Endless.mayGoOn.countDown();
            await().until(() -> !Endless.TOLD.isEmpty());
            assertThat(Endless.TOLD).containsExactly("second");
            await().until(second::isEnded);
            first.endInput();
            await().until(first::isEnded);
            server.awaitQuiet();
            assertThat(second.faults).isEmpty();
        }
    }

    /** A thread of Hawser waits for the container's close, for a limited time. */
    @Test
    void aContainerThatDoesNotReturnFromTheCloseIsInterrupted() throws Exception {
        FakeContext context = new FakeContext(Kind.LIBERTY.mark);
        context.parameters.put("io.hawser.closeTimeout", "100");
        try (FakeServer server = new FakeServer(Kind.LIBERTY, new Random(1), context, Set.of(Echo.class))) {
            FakeConnection connection = server.connect("stuck");
            connection.stuck = true;
            connection.send(Frames.close(1000));
            await().until(connection::isEnded);
            server.awaitQuiet();
            assertThat(connection.faults).isEmpty();
        }
    }
}
