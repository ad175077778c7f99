package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.WirePeer.Frame;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 2.2: Endpoints using WebSocket Annotations. */
class Section22AnnotatedEndpointsTest {

    /** Records its callbacks. */
    @ServerEndpoint("/life")
    @ClientEndpoint
    public static class Life {

        @OnOpen
        public void opens() {
            Journal.add("opens");
        }

        @OnMessage
        public void number(int number) {
            Journal.add("number " + number);
        }

        @OnMessage
        public void bytes(byte[] bytes) {
            Journal.add("bytes " + bytes.length);
        }

        @OnClose
        public void closes() {
            Journal.add("closes");
        }

        @OnError
        public void fails(Throwable error) {
            Journal.add("fails " + (error instanceof DecodeException decode ? decode.getText() : error));
        }

        // The following methods have the names of the interface, but no annotation.

        public void onOpen(Session session, EndpointConfig config) {
            Journal.add("onOpen");
        }

        public void onMessage(String text) {
            Journal.add("onMessage");
        }

        public void onClose(Session session, CloseReason reason) {
            Journal.add("onClose");
        }

        public void onError(Session session, Throwable error) {
            Journal.add("onError");
        }
    }

    @Nested
    class S221AnnotatedEndpoints {

        @Test
        @Proves("2.2.1")
        void annotatedClassIsAnEndpointAtItsPath() throws Exception {
            try (Site site = Site.of(Echo.class)) {
                Client client = new Client();
                site.connect(client, "/echo").getBasicRemote().sendText("a");
                client.expect("text a");
            }
        }
    }

    @Nested
    class S222WebSocketLifecycle {

        @Test
        @Proves("2.2.2-1")
        void annotatedMethodsOfAServerAreCalledWhenAConnectionComesAndGoes() throws Exception {
            try (Site site = Site.of(Life.class)) {
                Session session = site.connect(new Client(), "/life");
                Journal.expect("opens");
                session.close();
                Journal.expect("closes");
                site.stop();
                assertThat(Journal.lines()).containsExactly("opens", "closes");
            }
        }

        @Test
        @Proves("2.2.2-1")
        void annotatedMethodsOfAClientAreCalledWhenAConnectionComesAndGoes() throws Exception {
            try (Site site = Site.of(Echo.class)) {
                Session session = site.connect(new Life(), "/echo");
                Journal.expect("opens");
                session.close();
                Journal.expect("closes");
                assertThat(Journal.lines()).containsExactly("opens", "closes");
            }
        }
    }

    @Nested
    class S223HandlingMessages {

        @Test
        @Proves("2.2.3-1")
        void annotatedMethodsAreCalledForMessages() throws Exception {
            try (Site site = Site.of(Life.class)) {
                Session session = site.connect(new Client(), "/life");
                session.getBasicRemote().sendText("42");
                session.getBasicRemote().sendBinary(ByteBuffer.allocate(3));
                Journal.expect("opens", "number 42", "bytes 3");
            }
        }
    }

    @Nested
    class S224HandlingErrors {

        @Test
        @Proves("2.2.4-1")
        void annotatedMethodIsToldWhatCannotBeDecoded() throws Exception {
            try (Site site = Site.of(Life.class)) {
                Session session = site.connect(new Client(), "/life");
                session.getBasicRemote().sendText("no number");
                session.getBasicRemote().sendText("43");
                Journal.expect("opens", "fails no number", "number 43");
            }
        }
    }

    @Nested
    class S225PingsAndPongs {

        /** Receives pongs in a method, and sends pings. */
        @ServerEndpoint("/ping")
        @ClientEndpoint
        public static class Pinging {

            @OnMessage
            public void text(String text, Session session) throws Exception {
                session.getBasicRemote().sendPing(ByteBuffer.wrap(text.getBytes(UTF_8)));
            }

            @OnMessage
            public void pong(PongMessage pong) {
                Journal.add("pong " + UTF_8.decode(pong.getApplicationData()));
            }
        }

        /** Receives pongs in a handler, and sends pings. */
        public static class Programmatic extends Endpoint {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>)
                        pong -> Journal.add("pong " + UTF_8.decode(pong.getApplicationData())));
                try {
                    session.getBasicRemote().sendPing(ByteBuffer.wrap("to you".getBytes(UTF_8)));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Test
        @Proves("2.2.5-1")
        void pingIsAnsweredByAPongWithTheSameData() throws Exception {
            try (Site site = Site.of(Life.class);
                    RawPeer peer = RawPeer.connect(site, "/life")) {
                for (String data : new String[] {"", "a", "x".repeat(125)}) {
                    peer.send(RawPeer.PING | RawPeer.FIN, data);
                    Frame pong = peer.next();
                    assertThat(pong.opcode()).isEqualTo(RawPeer.PONG);
                    assertThat(pong.text()).isEqualTo(data);
                }
                peer.leave();
                site.stop();
                // The application gets no callback.
                assertThat(Journal.lines()).containsExactly("opens", "closes");
            }
        }

        @Test
        @Proves("2.2.5-1")
        void pingIsAnsweredWithinAMessage() throws Exception {
            try (Site site = Site.of(Echo.class);
                    RawPeer peer = RawPeer.connect(site, "/echo")) {
                peer.send(RawPeer.TEXT, "a").send(RawPeer.PING | RawPeer.FIN, "now");
                assertThat(peer.next().text()).isEqualTo("now");
                peer.send(RawPeer.CONTINUATION | RawPeer.FIN, "b");
                assertThat(peer.next().text()).isEqualTo("ab");
            }
        }

        @Test
        @Proves("2.2.5-1")
        void clientAnswersPingsToo() throws Exception {
            try (Site site = Site.of(Pinging.class)) {
                site.connect(new Client(), "/ping").getBasicRemote().sendText("hello");
                Journal.expect("pong hello");
            }
        }

        @Test
        @Proves("2.2.5-2")
        void annotatedMethodIsCalledForPongs() throws Exception {
            try (Site site = Site.of(Pinging.class)) {
                Session session = site.connect(new Pinging(), "/ping");
                session.getBasicRemote().sendPing(ByteBuffer.wrap("a".getBytes(UTF_8)));
                Journal.expect("pong a");
                session.getBasicRemote().sendPong(ByteBuffer.wrap("unasked".getBytes(UTF_8)));
                Journal.expect("pong unasked");
            }
        }

        @Test
        @Proves("2.2.5-2")
        void messageHandlerIsCalledForPongs() throws Exception {
            try (Site site = Site.of(Programmatic.class, "/ping")) {
                Session session = site.connect(new Client(), "/ping");
                Journal.expect("pong to you");
                session.getBasicRemote().sendPong(ByteBuffer.wrap("unasked".getBytes(UTF_8)));
                Journal.expect("pong unasked");
            }
        }
    }
}
