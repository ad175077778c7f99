package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 2.1.5: Closing Connections. */
class Section215ClosingConnectionsTest {

    /** Records its end. Closes or is idle on command. */
    @ServerEndpoint("/end")
    public static class Ending {

        private static volatile CountDownLatch peerHasRead = new CountDownLatch(0);

        @OnOpen
        public void open() {
            Journal.add("open");
        }

        @OnMessage
        public void message(String text, Session session) throws Exception {
            switch (text) {
                case "close" -> session.close();
                case "close with a reason" -> session.close(new CloseReason(CloseCodes.TRY_AGAIN_LATER, "come back"));
                default -> session.setMaxIdleTimeout(1);
            }
        }

        @OnClose
        public void close(CloseReason reason) throws InterruptedException {
            if (!peerHasRead.await(30, TimeUnit.SECONDS)) {
                Journal.add("the peer was not told");
            }
            Journal.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }

        @OnError
        public void error(Throwable error) {
            Journal.add("error");
        }
    }

    private static byte[] closePayload(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        return ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
    }

    /** Stops the server, after which no further callbacks are possible, and counts them. */
    private static void assertClosedOnce(Site site, RawPeer peer) throws IOException {
        peer.leave();
        assertClosedOnce(site);
    }

    private static void assertClosedOnce(Site site) {
        site.stop();
        assertThat(Journal.lines()).filteredOn(line -> line.startsWith("close")).hasSize(1);
    }

    @Test
    @Proves({"2.1.5-1", "2.1.5"})
    void closeByThePeerComesWithThePeersCodeAndReason() throws Exception {
        try (Site site = Site.of(Ending.class);
                RawPeer peer = RawPeer.connect(site, "/end")) {
            peer.send(RawPeer.CLOSE | RawPeer.FIN, closePayload(4321, "had enough"));
            Journal.expect("open", "close 4321 had enough");
            assertThat(peer.next().closeCode()).isEqualTo(4321);
            assertClosedOnce(site, peer);
        }
    }

    @Test
    @Proves({"2.1.5-1", "2.1.5"})
    void closeByThePeerWithoutACodeIsTold() throws Exception {
        try (Site site = Site.of(Ending.class);
                RawPeer peer = RawPeer.connect(site, "/end")) {
            peer.send(RawPeer.CLOSE | RawPeer.FIN, "");
            Journal.expect("open", "close 1005 ");
            assertClosedOnce(site, peer);
        }
    }

    @Test
    @Proves("2.1.5-1")
    void closeByTheApplicationIsTold() throws Exception {
        try (Site site = Site.of(Ending.class)) {
            Client client = new Client();
            site.connect(client, "/end").getBasicRemote().sendText("close with a reason");
            Journal.expect("open", "close 1013 come back");
            client.expect("close 1013");
            assertClosedOnce(site);
        }
    }

    @Test
    @Proves({"2.1.5-1", "2.1.5"})
    void idleTimeoutIsALocalCloseWith1006AndAReason() throws Exception {
        try (Site site = Site.of(Ending.class);
                RawPeer peer = RawPeer.connect(site, "/end")) {
            peer.send(RawPeer.TEXT | RawPeer.FIN, "be idle");
            Journal.expect("open");
            assertThat(Journal.next()).startsWith("close 1006 ").contains("idle");
            // The code that must not be sent is not on the wire.
            assertThat(peer.next().closeCode()).isNotEqualTo(1006);
            assertClosedOnce(site, peer);
        }
    }

    @Test
    @Proves("2.1.5-1")
    void endOfTheServerIsTold() throws Exception {
        try (Site site = Site.of(Ending.class)) {
            Client client = new Client();
            site.connect(client, "/end");
            Journal.expect("open");
            site.stop();
            assertThat(Journal.next()).startsWith("close 1001 ");
            client.expect("close 1001");
        }
    }

    @Test
    @Proves({"2.1.5-1", "2.1.5"})
    void connectionThatEndsWithoutACloseFrameIsToldAs1006() throws Exception {
        try (Site site = Site.of(Ending.class);
                RawPeer peer = RawPeer.connect(site, "/end")) {
            Journal.expect("open");
            peer.endOutput();
            Journal.expect("close 1006 ");
            assertClosedOnce(site, peer);
        }
    }

    @Test
    @Proves({"2.1.5-1", "2.1.5"})
    void connectionThatIsResetIsToldAs1006() throws Exception {
        try (Site site = Site.of(Ending.class);
                RawPeer peer = RawPeer.connect(site, "/end")) {
            Journal.expect("open");
            peer.reset();
            Journal.await("close 1006 ");
            assertClosedOnce(site, peer);
        }
    }

    @Test
    @Proves("2.1.5-1")
    void connectionThatIsFailedForABadFrameIsTold() throws Exception {
        try (Site site = Site.of(Ending.class);
                RawPeer peer = RawPeer.connect(site, "/end")) {
            peer.send(0x83, "this opcode is reserved");
            assertThat(peer.next().closeCode()).isEqualTo(1002);
            Journal.expect("open", "error");
            assertThat(Journal.next()).startsWith("close 1002 ");
            assertClosedOnce(site, peer);
        }
    }

    @Test
    @Proves("2.1.5-1")
    void clientIsToldOfTheEndToo() throws Exception {
        try (Site site = Site.of(Ending.class)) {
            Client closed = new Client();
            site.connect(closed, "/end").getBasicRemote().sendText("close");
            closed.expect("close 1000");
            Client closing = new Client();
            site.connect(closing, "/end").close(new CloseReason(CloseCodes.GOING_AWAY, "bye"));
            closing.expect("close 1001");
            Client idle = new Client();
            site.connect(idle, "/end").setMaxIdleTimeout(1);
            idle.expect("close 1006");
        }
    }

    @Test
    @Proves("2.1.5")
    void closeFrameOfALocalCloseIsSentBeforeOnClose() throws Exception {
        for (String how : new String[] {"close", "be idle"}) {
            Ending.peerHasRead = new CountDownLatch(1);
            try (Site site = Site.of(Ending.class);
                    RawPeer peer = RawPeer.connect(site, "/end")) {
                peer.send(RawPeer.TEXT | RawPeer.FIN, how);
                assertThat(peer.next().opcode()).isEqualTo(RawPeer.CLOSE);
                Ending.peerHasRead.countDown();
                Journal.expect("open");
                assertThat(Journal.next()).startsWith("close ");
            } finally {
                Ending.peerHasRead = new CountDownLatch(0);
            }
        }
    }
}
