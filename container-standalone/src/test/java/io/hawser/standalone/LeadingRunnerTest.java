package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.standalone.loop.Io;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server with one loop. The runner of its turns leads it. */
@Timeout(60)
class LeadingRunnerTest {

    /** Sends messages back, and records the threads and the stacks of its calls. */
    @ServerEndpoint(value = "/recorded", decoders = Recorded.Text.class)
    public static class Recorded {

        static final Queue<Thread> THREADS = new ConcurrentLinkedQueue<>();
        static final Queue<String> FRAMES = new ConcurrentLinkedQueue<>();
        static final CountDownLatch CLOSED = new CountDownLatch(1);

        /** A decoded message. */
        public record Message(String text) {}

        /** Decodes messages. */
        public static class Text implements Decoder.Text<Message> {
            @Override
            public Message decode(String text) throws DecodeException {
                record();
                return new Message(text);
            }

            @Override
            public boolean willDecode(String text) {
                return true;
            }
        }

        private static void record() {
            THREADS.add(Thread.currentThread());
            StackWalker.getInstance().forEach(frame -> FRAMES.add(frame.getClassName()));
        }

        @OnOpen
        public void open(Session session) {
            record();
        }

        @OnMessage
        public void message(Message message, Session session) throws IOException {
            record();
            session.getBasicRemote().sendText(message.text());
            session.getAsyncRemote().sendText("again", result -> record());
        }

        @OnClose
        public void close(CloseReason reason) {
            record();
            CLOSED.countDown();
        }
    }

    /** Blocks in each message until it is released. */
    @ServerEndpoint("/blocking")
    public static class Blocking {

        static volatile CountDownLatch release = new CountDownLatch(1);
        static final Queue<String> BLOCKED = new ConcurrentLinkedQueue<>();

        @OnMessage
        public String message(String message) throws InterruptedException {
            CountDownLatch own = release;
            BLOCKED.add(message);
            own.await();
            return message;
        }
    }

    /** Blocks in {@code onClose} until it is released. */
    @ServerEndpoint("/closing")
    public static class Closing {

        static final CountDownLatch CLOSED = new CountDownLatch(1);
        static final CountDownLatch RELEASE = new CountDownLatch(1);

        @OnMessage
        public String message(String message) {
            return message;
        }

        @OnClose
        public void close(CloseReason reason) throws InterruptedException {
            CLOSED.countDown();
            RELEASE.await();
        }
    }

    @BeforeEach
    void runnersMayLead() {
        Assumptions.assumeTrue(Io.isNative());
        Blocking.release = new CountDownLatch(1);
        Blocking.BLOCKED.clear();
        Recorded.THREADS.clear();
        Recorded.FRAMES.clear();
    }

    private static HawserServer server(int maxThreads) throws Exception {
        return HawserServer.builder()
                .host("127.0.0.1")
                .addEndpoint(Recorded.class)
                .addEndpoint(Blocking.class)
                .addEndpoint(Closing.class)
                .settings(settings -> settings.ioThreads(1).maxThreads(maxThreads))
                .start();
    }

    private static RawPeer connect(HawserServer server, String path) throws IOException {
        RawPeer peer = RawPeer.connect(server.port());
        peer.send(RawPeer.handshake(path)).head();
        return peer;
    }

    private static void echo(RawPeer peer, int messages) throws IOException {
        for (int i = 0; i < messages; i++) {
            peer.send(RawPeer.frame("message " + i));
            assertThat(peer.text()).isEqualTo("message " + i);
            assertThat(peer.text()).isEqualTo("again");
        }
    }

    /** The loop's thread is idle all the time, since the runner polls, and writes blocking sends itself. */
    @Test
    void oneThreadReadsCallsTheEndpointAndWrites() throws Exception {
        try (HawserServer server = server(8);
                RawPeer peer = connect(server, "/recorded")) {
            echo(peer, 100);
            // After a batch that took long, the loop's own thread leads until the next one.
            await().untilAsserted(() -> {
                echo(peer, 1);
                Thread runner = runner();
                assertThat(runner.getName()).startsWith("hawser-server-worker");
                // It polls as the leader of the loop, and nobody else does.
                assertThat(isIn(runner, "TurnLoop", "lead")).isTrue();
                assertThat(isIn(thread("hawser-server-io"), "Leadership", "free"))
                        .isTrue();
                assertThat(Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> isIn(thread, "EpollIoHandler", "run"))
                                .filter(thread -> thread.getName().startsWith("hawser-server")))
                        .containsExactly(runner);
            });
        }
    }

    private static Thread runner() {
        return Recorded.THREADS.stream()
                .filter(thread -> isIn(thread, "BatchHandOff", "run"))
                .findFirst()
                .orElseThrow();
    }

    private static Thread thread(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .findAny()
                .orElseThrow();
    }

    private static boolean isIn(Thread thread, String simpleClassName, String method) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().endsWith("." + simpleClassName)
                    && frame.getMethodName().equals(method)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void noUserCodeRunsWithinAPollOrAPipelineOrAWrite() throws Exception {
        try (HawserServer server = server(8)) {
            try (RawPeer peer = connect(server, "/recorded")) {
                echo(peer, 100);
                peer.send(RawPeer.frame(0x88, new byte[] {3, (byte) 0xe8}, true))
                        .rest();
            }
            Recorded.CLOSED.await();
        }
        assertThat(Recorded.FRAMES).contains("io.hawser.standalone.loop.BatchHandOff");
        assertThat(Recorded.FRAMES)
                .noneMatch(frame -> frame.startsWith("io.netty.channel.")
                        || frame.endsWith(".TurnLoop")
                        || frame.endsWith(".ChannelOutput"));
    }

    @Test
    void anEndpointThatBlocksStopsNeitherTheLoopNorItsNeighbours() throws Exception {
        try (HawserServer server = server(8);
                RawPeer blocked = connect(server, "/blocking");
                RawPeer neighbour = connect(server, "/recorded")) {
            echo(neighbour, 10);
            blocked.send(RawPeer.frame("wait"));
            await().until(() -> !Blocking.BLOCKED.isEmpty());
            echo(neighbour, 10);
            Blocking.release.countDown();
            assertThat(blocked.text()).isEqualTo("wait");
        }
    }

    /** No thread is left that could run turns, but the loop's own thread does I/O. */
    @Test
    void whereAllThreadsBlockTheLoopsOwnThreadLeads() throws Exception {
        List<RawPeer> blocked = new ArrayList<>();
        try (Logged logged = new Logged();
                HawserServer server = server(2)) {
            for (int i = 0; i < 2; i++) {
                blocked.add(connect(server, "/blocking"));
            }
            for (RawPeer peer : blocked) {
                peer.send(RawPeer.frame("wait"));
            }
            await().until(() -> Blocking.BLOCKED.size() == 2);
            try (RawPeer other = RawPeer.connect(server.port())) {
                other.send("nonsense\r\n\r\n");
                assertThat(other.head()).startsWith("HTTP/1.1 400");
            }
            Blocking.release.countDown();
            for (RawPeer peer : blocked) {
                assertThat(peer.text()).isEqualTo("wait");
            }
            assertThat(logged.linesWith("is closed: bad request")).hasSize(1);
            for (RawPeer peer : blocked) {
                peer.close();
            }
        }
    }

    /** There is no connection that would need ticks, and the loop that accepts the next one has a blocked runner. */
    @Test
    void whereTheLastConnectionBlocksOthersAreAccepted() throws Exception {
        try (HawserServer server = server(8)) {
            RawPeer last = connect(server, "/closing");
            for (int i = 0; i < 100; i++) {
                last.send(RawPeer.frame("message " + i));
                assertThat(last.text()).isEqualTo("message " + i);
            }
            last.reset();
            Closing.CLOSED.await();
            try (RawPeer peer = connect(server, "/recorded")) {
                echo(peer, 1);
            }
            Closing.RELEASE.countDown();
        }
    }

    /**
     * The frame comes with the response, so the loop reads it when a writer replaces the handlers of HTTP. If that did
     * not make a turn, the next event on the loop would, a second later.
     */
    @Test
    @Timeout(20)
    void framesThatComeWithTheResponseAreReadAtOnce() throws Exception {
        int connections = 40;
        try (RawServer raw = new RawServer(InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < connections; i++) {
                raw.serve(client -> {
                    ByteArrayOutputStream both = new ByteArrayOutputStream();
                    both.writeBytes(RawServer.accepting(client.head()));
                    both.writeBytes(RawPeer.frame(0x81, new byte[] {'h', 'i'}, false));
                    client.send(both.toByteArray());
                    // The Close frame of the client.
                    client.bytes(8);
                });
                CompletableFuture<String> received = new CompletableFuture<>();
                try (Session session = ContainerProvider.getWebSocketContainer()
                        .connectToServer(
                                new Endpoint() {
                                    @Override
                                    public void onOpen(Session session, EndpointConfig config) {
                                        session.addMessageHandler(String.class, received::complete);
                                    }
                                },
                                ClientEndpointConfig.Builder.create().build(),
                                URI.create("ws://127.0.0.1:" + raw.port() + "/"))) {
                    assertThat(received.get()).isEqualTo("hi");
                    assertThat(session.isOpen()).isTrue();
                }
            }
        }
    }
}
