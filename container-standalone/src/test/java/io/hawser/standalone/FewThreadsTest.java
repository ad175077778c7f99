package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A few threads serve many connections. */
@Timeout(120)
class FewThreadsTest {

    private static final int MESSAGES = 20_000;

    /** Answers with a {@code SendHandler}. */
    @ServerEndpoint("/handled")
    public static class Handled {
        static final AtomicInteger SENT = new AtomicInteger();

        @OnMessage
        public void message(String message, Session session) {
            session.getAsyncRemote().sendText(message, result -> SENT.incrementAndGet());
        }
    }

    /** Reads messages while they arrive. */
    @ServerEndpoint("/stream")
    public static class Stream {
        static final AtomicInteger READING = new AtomicInteger();

        @OnMessage
        public int message(Reader reader) throws IOException {
            READING.incrementAndGet();
            try {
                int chars = 0;
                while (reader.read() >= 0) {
                    chars++;
                }
                return chars;
            } finally {
                READING.decrementAndGet();
            }
        }
    }

    /** Sends endlessly to a peer that does not read. */
    @ServerEndpoint("/sender")
    public static class Sender {
        static final CountDownLatch BEGUN = new CountDownLatch(2);

        @OnMessage
        public void message(String message, Session session) throws IOException {
            BEGUN.countDown();
            while (session.isOpen()) {
                session.getBasicRemote().sendText("x".repeat(1 << 16));
            }
        }
    }

    /** Sends messages back. */
    @ServerEndpoint("/echo")
    public static class Echo {
        @OnMessage
        public String message(String message) {
            return message;
        }
    }

    /** Blocks in each message until it is released. */
    @ServerEndpoint("/blocking")
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

    /** Is slow in each call, and names its thread. */
    @ServerEndpoint("/slow")
    public static class Slow {
        static final AtomicInteger COMPUTED = new AtomicInteger();

        @OnOpen
        public void open(Session session) {
            LockSupport.parkNanos(5_000_000);
        }

        @OnMessage
        public String message(String message) {
            long begun = System.nanoTime();
            if (message.equals("compute")) {
                while (System.nanoTime() - begun < 30_000_000) {
                    compute();
                }
            } else {
                LockSupport.parkNanos(30_000_000);
            }
            return Thread.currentThread().getClass().getSimpleName();
        }
    }

    /** For the clock is a native method, in which a thread seems to wait. */
    private static void compute() {
        for (int i = 0; i < 100_000; i++) {
            Slow.COMPUTED.incrementAndGet();
        }
    }

    private static HawserServer server(int maxThreads) throws Exception {
        return HawserServer.builder()
                .host("127.0.0.1")
                .addEndpoint(Handled.class)
                .addEndpoint(Stream.class)
                .addEndpoint(Sender.class)
                .addEndpoint(Blocking.class)
                .addEndpoint(Slow.class)
                .addEndpoint(Echo.class)
                .settings(settings ->
                        settings.ioThreads(2).pingInterval(Duration.ZERO).maxThreads(maxThreads))
                .start();
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("hawser-server-worker"))
                .count();
    }

    private static Session connect(HawserServer server, String path, CompletableFuture<String> answer)
            throws Exception {
        return ContainerProvider.getWebSocketContainer()
                .connectToServer(
                        new Endpoint() {
                            @Override
                            public void onOpen(Session session, EndpointConfig config) {
                                session.addMessageHandler(String.class, answer::complete);
                            }
                        },
                        ClientEndpointConfig.Builder.create().build(),
                        URI.create("ws://127.0.0.1:" + server.port() + path));
    }

    @Test
    void manyTinyMessagesThatAreAnsweredWithAHandlerTakeFewThreads() throws Exception {
        Handled.SENT.set(0);
        try (HawserServer server = server(0);
                Session session = connect(server, "/handled", new CompletableFuture<>())) {
            for (int i = 0; i < MESSAGES; i++) {
                session.getAsyncRemote().sendText("m");
            }
            await().atMost(60, TimeUnit.SECONDS).until(() -> Handled.SENT.get() == MESSAGES);
            assertThat(workers()).isLessThan(20);
        }
    }

    @Test
    void aMethodThatWaitsGetsVirtualThreadsAndOneThatComputesDoesNot() throws Exception {
        assumeTrue(Runtime.version().feature() >= 24, "virtual threads are the default from JDK 24 on");
        try (HawserServer server = server(24);
                RawPeer peer = RawPeer.connect(server.port())) {
            peer.send(RawPeer.handshake("/slow")).head();
            for (int i = 0; i < 20; i++) {
                peer.send(RawPeer.frame("compute"));
                assertThat(peer.text()).isEqualTo("WorkerThread");
            }
            await().until(() -> {
                peer.send(RawPeer.frame("wait"));
                return peer.text().equals("VirtualThread");
            });
        }
    }

    /** There are far fewer threads than methods that block. The first few block before they are known to. */
    @Test
    void methodsThatBlockRunOnVirtualThreads() throws Exception {
        assumeTrue(Runtime.version().feature() >= 24, "virtual threads are the default from JDK 24 on");
        List<RawPeer> peers = new ArrayList<>();
        try (Logged logged = new Logged();
                HawserServer server = server(24)) {
            for (int i = 0; i < 400; i++) {
                RawPeer peer = RawPeer.connect(server.port());
                peers.add(peer);
                peer.send(RawPeer.handshake("/blocking")).head();
            }
            for (RawPeer peer : peers) {
                peer.send(RawPeer.frame("wait"));
            }
            await().untilAtomic(Blocking.BLOCKED, org.hamcrest.Matchers.is(400));
            CompletableFuture<String> answer = new CompletableFuture<>();
            try (Session session = connect(server, "/echo", answer)) {
                session.getBasicRemote().sendText("hello");
                assertThat(answer.get(15, TimeUnit.SECONDS)).isEqualTo("hello");
            }
            assertThat(logged.linesWith("maxThreads")).isEmpty();
            Blocking.RELEASE.countDown();
            for (RawPeer peer : peers) {
                assertThat(peer.text()).isEqualTo("wait");
                peer.reset();
            }
        }
    }

    /** If all threads were busy, the answer would come after the 20 seconds of a blocking send, or never. */
    @Test
    void messagesThatNeverEndAndReceiversThatDoNotReadLeaveThreadsToOthers() throws Exception {
        List<RawPeer> hostile = new ArrayList<>();
        try (Logged logged = new Logged();
                HawserServer server = server(10)) {
            for (int i = 0; i < 40; i++) {
                RawPeer peer = RawPeer.connect(server.port());
                hostile.add(peer);
                peer.send(RawPeer.handshake("/stream")).head();
                peer.send(RawPeer.frame(0x01, new byte[] {'a'}, true));
            }
            await().until(() -> Stream.READING.get() >= 5);
            for (int i = 0; i < 2; i++) {
                RawPeer peer = RawPeer.connect(server.port());
                hostile.add(peer);
                peer.send(RawPeer.handshake("/sender")).head();
                peer.send(RawPeer.frame("a"));
            }
            Sender.BEGUN.await();
            for (int i = 0; i < 20; i++) {
                CompletableFuture<String> answer = new CompletableFuture<>();
                try (Session session = connect(server, "/echo", answer)) {
                    session.getBasicRemote().sendText("hello");
                    assertThat(answer.get(15, TimeUnit.SECONDS)).isEqualTo("hello");
                }
            }
            assertThat(logged.linesWith("maxThreads")).isEmpty();
            // A waiting stream gets a thread when another one is done, or when its message is complete.
            for (RawPeer peer : hostile.subList(0, 40)) {
                peer.send(RawPeer.frame(0x80, new byte[0], true));
            }
            for (RawPeer peer : hostile.subList(0, 40)) {
                assertThat(peer.text()).isEqualTo("1");
            }
            // Other connections do not wait for the peers that do not read.
            for (RawPeer peer : hostile) {
                peer.reset();
            }
        }
    }
}
