package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.Settings;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that sends to peers that end meanwhile, or do not read. */
@Timeout(120)
class SendingToManyTest {

    private static final int PEERS = 500;
    private static final byte[] CLOSE = RawPeer.frame(0x88, new byte[] {0x03, (byte) 0xe8}, true);

    private static final BlockingQueue<Session> OPENED = new LinkedBlockingQueue<>();
    private static final BlockingQueue<CloseReason> CLOSED = new LinkedBlockingQueue<>();

    /** Receives messages. */
    @ServerEndpoint("/many")
    public static class Many {

        @OnOpen
        public void open(Session session) {
            OPENED.add(session);
        }

        @OnClose
        public void close(CloseReason reason) {
            CLOSED.add(reason);
        }
    }

    @BeforeEach
    void forget() {
        OPENED.clear();
        CLOSED.clear();
    }

    private static HawserServer server(Settings settings) throws DeploymentException, IOException {
        return HawserServer.builder()
                .addEndpoint(Many.class)
                .settings(defaults -> defaults.with(settings))
                .host("127.0.0.1")
                .start();
    }

    private static RawPeer open(Socket socket) throws IOException {
        RawPeer peer = new RawPeer(socket).send(RawPeer.handshake("/many"));
        assertThat(peer.head()).startsWith("HTTP/1.1 101");
        return peer;
    }

    private static void end(RawPeer peer, int way) throws IOException {
        switch (way % 3) {
            case 0 -> peer.send(CLOSE);
            case 1 -> peer.close();
            default -> peer.reset();
        }
    }

    /** Iterates over the sessions until one iteration has begun after the end of all sessions. */
    private static int broadcast(List<Session> sessions, CountDownLatch begun) throws IOException {
        int rounds = 0;
        boolean last;
        do {
            last = CLOSED.size() == PEERS;
            for (Session session : sessions) {
                session.getAsyncRemote().sendText("news");
                try {
                    session.getBasicRemote().sendText("more");
                } catch (IOException e) {
                    assertThat(e.getMessage()).isNotEmpty();
                }
            }
            rounds++;
            begun.countDown();
        } while (!last);
        return rounds;
    }

    @Test
    void aBroadcastGoesOnWhileItsReceiversEnd() throws Exception {
        List<RawPeer> peers = new ArrayList<>();
        try (HawserServer server = server(Settings.defaults())) {
            for (int i = 0; i < PEERS; i++) {
                peers.add(open(new Socket("127.0.0.1", server.port())));
            }
            await().until(() -> OPENED.size() == PEERS);
            List<Session> sessions = List.copyOf(OPENED);
            CountDownLatch begun = new CountDownLatch(1);
            FutureTask<Integer> broadcast = new FutureTask<>(() -> broadcast(sessions, begun));
            new Thread(broadcast, "broadcast").start();
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < PEERS; i++) {
                end(peers.get(i), i);
            }
            assertThat(broadcast.get(60, TimeUnit.SECONDS)).isPositive();
            assertThat(sessions).noneMatch(Session::isOpen);
        } finally {
            for (RawPeer peer : peers) {
                peer.close();
            }
        }
    }

    /** Opens a session whose peer has small buffers and does not read. */
    private static RawPeer openStuck(HawserServer server) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        return open(socket);
    }

    private static Session sendTooMuch() throws InterruptedException {
        Session session = OPENED.poll(30, TimeUnit.SECONDS);
        assertThat(session).isNotNull();
        for (int i = 0; i < 600; i++) {
            session.getAsyncRemote().sendBinary(ByteBuffer.allocate(64 * 1024));
        }
        return session;
    }

    @Test
    void messagesThatAreDroppedAreLoggedOnceForEachSession() throws Exception {
        try (Logged logged = new Logged("io.hawser.session");
                HawserServer server = server(Settings.defaults());
                RawPeer one = openStuck(server);
                RawPeer other = openStuck(server)) {
            for (RawPeer peer : List.of(one, other)) {
                Session session = sendTooMuch();
                assertThat(logged.linesWith("maxQueuedBytes (16777216)"))
                        .filteredOn(line -> line.startsWith(session.getId() + " /many"))
                        .singleElement()
                        .asString()
                        .contains("closeOnFullQueue");
                assertThat(session.isOpen()).isTrue();
                assertThat(peer.socket().isClosed()).isFalse();
            }
            assertThat(logged.linesWith("maxQueuedBytes")).hasSize(2);
        }
    }

    @Test
    void aSessionIsClosedInPlaceOfLosingMessagesWhereTheSettingSaysSo() throws Exception {
        Settings closing = Settings.defaults().closeOnFullQueue(true).closeTimeout(Duration.ofMillis(500));
        try (Logged logged = new Logged("io.hawser.session");
                HawserServer server = server(closing);
                RawPeer peer = openStuck(server)) {
            Session session = sendTooMuch();
            CloseReason reason = CLOSED.poll(30, TimeUnit.SECONDS);
            assertThat(reason.getCloseCode().getCode()).isEqualTo(1013);
            await().until(() -> !session.isOpen());
            assertThat(logged.linesWith("closeOnFullQueue"))
                    .singleElement()
                    .asString()
                    .contains(session.getId(), "maxQueuedBytes");
            assertThat(logged.linesWith("has dropped")).isEmpty();
            assertThat(peer.socket().isClosed()).as("by this end").isFalse();
        }
    }
}
