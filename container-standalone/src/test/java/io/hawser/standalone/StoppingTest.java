package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Close frames and the log lines of a server that is closed. */
@Timeout(120)
class StoppingTest {

    private static final int HALF_OPEN = 20;

    private final List<RawPeer> peers = new ArrayList<>();

    /** Keeps a handshake until it may continue. */
    public static final class Slow extends ServerEndpointConfig.Configurator {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            begun.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        ServerEndpointConfig endpoint() {
            return ServerEndpointConfig.Builder.create(Endpoints.Echo.class, "/slow")
                    .configurator(this)
                    .build();
        }
    }

    private HawserServer start() throws Exception {
        return HawserServer.builder().addEndpoint(Endpoints.Echo.class).start();
    }

    private RawPeer connect(HawserServer server) throws Exception {
        RawPeer peer = RawPeer.connect(server.port());
        peers.add(peer);
        return peer;
    }

    @Test
    void halfOpenConnectionsAreToldInOneLineAndSessionsHear1001() throws Exception {
        try (Logged logged = new Logged()) {
            RawPeer session;
            try (HawserServer server = start()) {
                session = connect(server).send(RawPeer.handshake("/echo"));
                session.head();
                for (int i = 0; i < HALF_OPEN; i++) {
                    connect(server).send(RawPeer.handshake("/echo").substring(0, 60));
                }
                // The last connection has been accepted, and so have those before it.
                RawPeer last = connect(server).send(RawPeer.handshake("/echo"));
                last.head();
                last.send(RawPeer.frame(0x88, new byte[0], true));
                last.rest();
            }
            byte[] close = session.rest();
            assertThat(close[0]).isEqualTo((byte) 0x88);
            assertThat(close[2] << 8 | close[3] & 0xFF).isEqualTo(1001);
            for (RawPeer peer : peers) {
                peer.close();
            }
            assertThat(logged.linesWith("bad request")).isEmpty();
            assertThat(logged.linesWith(HALF_OPEN + " connections without a session are aborted"))
                    .hasSize(1);
            assertThat(logged.lines()).as("with the begin and the end").hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void aPeerThatIsGoneWithinItsRequestIsNoBadRequest() throws Exception {
        try (Logged logged = new Logged()) {
            try (HawserServer server = start()) {
                for (int i = 0; i < HALF_OPEN; i++) {
                    RawPeer.connect(server.port()).send("GET / HT").close();
                }
                try (RawPeer after = RawPeer.connect(server.port())) {
                    after.send(RawPeer.handshake("/echo")).head();
                }
            }
            // A server that has ended has logged the end of all its connections.
            assertThat(logged.linesWith("bad request")).isEmpty();
        }
    }

    /** Ends a server or an application within a handshake, whose client has to hear of the end. */
    private static void endWithin(Slow slow, RawPeer peer, String path, Runnable ending) throws Exception {
        peer.send(RawPeer.handshake(path));
        slow.begun.await();
        Thread closing = new Thread(ending);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        slow.released.countDown();
        assertThat(peer.head()).startsWith("HTTP/1.1 101");
        byte[] close = peer.bytes(4);
        assertThat(close[0]).isEqualTo((byte) 0x88);
        assertThat(close[2] << 8 | close[3] & 0xFF).isEqualTo(1001);
        peer.send(RawPeer.frame(0x88, new byte[0], true)).rest();
        peer.close();
        closing.join();
    }

    @Test
    void handshakeThatIsUnderWayWhileTheServerClosesBecomesASessionThatHears1001() throws Exception {
        Slow slow = new Slow();
        HawserServer server =
                HawserServer.builder().addEndpoint(slow.endpoint()).start();
        endWithin(slow, RawPeer.connect(server.port()), "/slow", server::close);
    }

    @Test
    void handshakeThatIsUnderWayWhileItsApplicationEndsBecomesASessionThatHears1001() throws Exception {
        Slow slow = new Slow();
        try (HawserServer server = start()) {
            WebApplication application = server.deploy(List.of(Endpoints.Echo.class), "/app");
            application.container().addEndpoint(slow.endpoint());
            endWithin(slow, RawPeer.connect(server.port()), "/app/slow", application::close);
        }
    }
}
