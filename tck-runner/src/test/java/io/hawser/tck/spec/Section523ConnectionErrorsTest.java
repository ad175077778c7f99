package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EncodeException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 5.2.3: Errors Originating in the Container and/or Underlying Connection. */
class Section523ConnectionErrorsTest {

    /** Records the failure of its connection. */
    @ServerEndpoint("/fails")
    public static class Failing {

        @OnOpen
        public void open() {
            Journal.add("open");
        }

        @OnMessage
        public String message(String text) {
            return text;
        }

        @OnMessage
        public void object(ByteBuffer data, Session session) throws Exception {
            try {
                session.getBasicRemote().sendObject(new StringBuilder("nobody encodes this"));
            } catch (EncodeException e) {
                Journal.add("not sent");
            }
        }

        @OnError
        public void error(Throwable error) {
            Journal.add("error");
        }

        @OnClose
        public void close(CloseReason reason) {
            Journal.add("close " + reason.getCloseCode().getCode());
        }
    }

    @Test
    @Proves({"5.2.3-1", "5.2.3"})
    void brokenConnectionIsToldToOnErrorAndOnClose() throws Exception {
        try (Site site = Site.of(Failing.class);
                RawPeer peer = RawPeer.connect(site, "/fails")) {
            Journal.expect("open");
            peer.reset();
            Journal.expect("error", "close 1006");
        }
    }

    @Test
    @Proves("5.2.3")
    void fatalErrorIsToldToBothParticipants() throws Exception {
        try (Site site = Site.of(Failing.class);
                RawPeer peer = RawPeer.connect(site, "/fails")) {
            // Not UTF-8.
            peer.send(RawPeer.TEXT | RawPeer.FIN, new byte[] {(byte) 0xFF});
            assertThat(peer.next().closeCode()).isEqualTo(1007);
            Journal.expect("open", "error", "close 1007");
        }
    }

    @Test
    @Proves("5.2.3")
    void fatalErrorOfOneConnectionIsNoneOfAnother() throws Exception {
        try (Site site = Site.of(Failing.class);
                RawPeer peer = RawPeer.connect(site, "/fails")) {
            Client client = new Client();
            Session session = site.connect(client, "/fails");
            peer.reset();
            Journal.await("close 1006");
            session.getBasicRemote().sendText("a");
            client.expect("text a");
        }
    }

    @Test
    @Proves("5.2.3-1")
    void errorThatIsNotFatalIsACheckedExceptionOfTheSend() throws Exception {
        try (Site site = Site.of(Failing.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/fails");
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(1));
            Journal.expect("open", "not sent");
            session.getBasicRemote().sendText("the endpoint goes on");
            client.expect("text the endpoint goes on");
            assertThatThrownBy(() -> session.getBasicRemote().sendObject(new StringBuilder()))
                    .isInstanceOf(EncodeException.class);
            session.getBasicRemote().sendText("the client too");
            client.expect("text the client too");
        }
    }

    @Test
    @Proves("5.2.3-1")
    void everySendOnAnEndedConnectionFails() throws Exception {
        try (Site site = Site.of(Failing.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/fails");
            var basic = session.getBasicRemote();
            var async = session.getAsyncRemote();
            session.close();
            Journal.await("close 1000");
            client.expect("close 1000");
            assertIsReported(catchThrowable(() -> basic.sendText("a")));
            assertIsReported(catchThrowable(() -> basic.sendBinary(ByteBuffer.allocate(1))));
            assertIsReported(catchThrowable(() -> basic.sendText("a", false)));
            assertIsReported(catchThrowable(() -> basic.sendPing(ByteBuffer.allocate(1))));
            assertThatThrownBy(() -> async.sendText("a").get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
            BlockingQueue<SendResult> results = new LinkedBlockingQueue<>();
            async.sendText("a", results::add);
            SendResult result = results.poll(30, TimeUnit.SECONDS);
            assertThat(result.isOK()).isFalse();
            assertThat(result.getException()).isNotNull();
        }
    }

    private static void assertIsReported(Throwable error) {
        assertThat(error).isInstanceOf(IOException.class);
    }

    /** Sends to a client that has gone. */
    @ServerEndpoint("/answers")
    public static class Answering {

        @OnMessage
        public String message(String text) {
            Journal.add("message");
            Gate.pass();
            return "x".repeat(60_000);
        }

        @OnError
        public void error(Throwable error) {
            Journal.add("error");
        }

        @OnClose
        public void close(CloseReason reason) {
            Journal.add("close " + reason.getCloseCode().getCode());
        }
    }

    @Test
    @Proves({"5.2.3-1", "5.2.3"})
    void peerThatGoesWhileItIsAnsweredIsNoticed() throws Exception {
        Gate.shut();
        try (Site site = Site.of(Answering.class);
                RawPeer peer = RawPeer.connect(site, "/answers")) {
            peer.send(RawPeer.TEXT | RawPeer.FIN, "a");
            Journal.expect("message");
            peer.reset();
            Gate.open();
            Journal.await("close 1006");
            assertThat(Journal.lines()).contains("error");
        }
    }

    @Test
    @Proves("5.2.3")
    void clientIsToldWhenItsServerFailsTheConnection() throws Exception {
        try (Site site = Site.of(Section47OnMessageTest.Small.class)) {
            Client client = new Client();
            site.connect(client, "/small").getBasicRemote().sendText("too long");
            client.expect("close 1009");
        }
    }
}
