package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnMessage;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 2.1.3: Receiving Messages. */
class Section213ReceivingMessagesTest {

    private static void tell(Session session, String text) {
        session.getAsyncRemote().sendText(text);
    }

    /** Has one handler of each kind, and tries to add more. */
    public static class OneOfEach extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(
                    String.class, (MessageHandler.Whole<String>) text -> tell(session, "text " + text));
            session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>)
                    data -> tell(session, "binary " + data.remaining()));
            session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>)
                    pong -> tell(session, "pong " + pong.getApplicationData().remaining()));
            attempt("text", () -> session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {}));
            attempt("reader", () -> session.addMessageHandler(Reader.class, (MessageHandler.Whole<Reader>) text -> {}));
            attempt(
                    "text parts",
                    () -> session.addMessageHandler(String.class, (MessageHandler.Partial<String>) (text, last) -> {}));
            attempt("binary", () -> session.addMessageHandler(byte[].class, (MessageHandler.Whole<byte[]>) data -> {}));
            attempt(
                    "stream",
                    () -> session.addMessageHandler(InputStream.class, (MessageHandler.Whole<InputStream>) data -> {}));
            attempt(
                    "binary parts",
                    () -> session.addMessageHandler(
                            ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) (data, last) -> {}));
            attempt(
                    "pong",
                    () -> session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> {}));
            Journal.add("handlers " + session.getMessageHandlers().size());
        }

        private static void attempt(String kind, Runnable registration) {
            try {
                registration.run();
                Journal.add(kind + " accepted");
            } catch (IllegalStateException e) {
                Journal.add(kind + " refused");
            }
        }
    }

    @Test
    @Proves("2.1.3-1")
    void sessionHasOneHandlerForEachKindOfMessage() throws Exception {
        try (Site site = Site.of(OneOfEach.class, "/each")) {
            Client client = new Client();
            Session session = site.connect(client, "/each");
            session.getBasicRemote().sendText("a");
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(2));
            session.getBasicRemote().sendPong(ByteBuffer.allocate(3));
            client.expect("text text a", "text binary 2", "text pong 3");
        }
    }

    @Test
    @Proves({"2.1.3-1", "2.1.3-2"})
    void secondHandlerOfOneKindIsAnError() throws Exception {
        try (Site site = Site.of(OneOfEach.class, "/each")) {
            Client client = new Client();
            Session session = site.connect(client, "/each");
            Journal.expect(
                    "text refused",
                    "reader refused",
                    "text parts refused",
                    "binary refused",
                    "stream refused",
                    "binary parts refused",
                    "pong refused",
                    "handlers 3");
            session.getBasicRemote().sendText("the first handler stays");
            client.expect("text text the first handler stays");
        }
    }

    /** Has a method for text messages already. */
    @ServerEndpoint("/annotated")
    public static class Annotated {
        @OnMessage
        public String message(String text, Session session) {
            OneOfEach.attempt(
                    "text",
                    () -> session.addMessageHandler(String.class, (MessageHandler.Whole<String>) ignored -> {}));
            OneOfEach.attempt(
                    "binary",
                    () -> session.addMessageHandler(
                            ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) ignored -> {}));
            return text;
        }
    }

    @Test
    @Proves("2.1.3-2")
    void handlerBesideAnAnnotatedMethodOfItsKindIsAnError() throws Exception {
        try (Site site = Site.of(Annotated.class)) {
            Client client = new Client();
            site.connect(client, "/annotated").getBasicRemote().sendText("a");
            client.expect("text a");
            Journal.expect("text refused", "binary accepted");
        }
    }

    /** Replaces its handler during a message. */
    public static class Changing extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(new MessageHandler.Partial<String>() {
                @Override
                public void onMessage(String part, boolean last) {
                    Journal.add("first " + part + " " + last);
                    if (session.getMessageHandlers().contains(this)) {
                        session.removeMessageHandler(this);
                        session.addMessageHandler(
                                String.class, (MessageHandler.Whole<String>) text -> Journal.add("second " + text));
                    }
                }
            });
        }
    }

    @Test
    @Proves("2.1.3")
    void handlerThatGotTheFirstPartGetsTheWholeMessage() throws Exception {
        try (Site site = Site.of(Changing.class, "/change");
                RawPeer peer = RawPeer.connect(site, "/change")) {
            peer.send(RawPeer.TEXT, "a");
            Journal.expect("first a false");
            peer.send(RawPeer.CONTINUATION, "b").send(RawPeer.CONTINUATION | RawPeer.FIN, "c");
            Journal.expect("first b false", "first c true");
            peer.send(RawPeer.TEXT | RawPeer.FIN, "d");
            Journal.expect("second d");
        }
    }

    /** Removes its handler at the first message. */
    public static class Once extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(new MessageHandler.Whole<String>() {
                @Override
                public void onMessage(String text) {
                    Journal.add("heard " + text);
                    session.removeMessageHandler(this);
                }
            });
            session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>)
                    data -> Journal.add("binary " + data.remaining()));
        }
    }

    @Test
    @Proves("2.1.3")
    void removedHandlerGetsNoMoreMessages() throws Exception {
        try (Site site = Site.of(Once.class, "/once")) {
            Session session = site.connect(new Client(), "/once");
            session.getBasicRemote().sendText("a");
            session.getBasicRemote().sendText("b");
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(1));
            Journal.expect("heard a", "binary 1");
            assertThat(Journal.lines()).hasSize(2);
        }
    }

    /** Adds handlers whose classes declare the type, and one whose class does not. */
    public static class Typed extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(new MessageHandler.Whole<String>() {
                @Override
                public void onMessage(String text) {
                    Journal.add("whole " + text);
                }
            });
            session.addMessageHandler(new MessageHandler.Partial<ByteBuffer>() {
                @Override
                public void onMessage(ByteBuffer part, boolean last) {
                    Journal.add("part " + part.remaining() + " " + last);
                }
            });
            MessageHandler.Whole<PongMessage> lambda = pong -> {};
            try {
                session.addMessageHandler(lambda);
                Journal.add("lambda accepted");
            } catch (IllegalArgumentException e) {
                Journal.add("lambda refused");
            }
        }
    }

    @Test
    @Proves("2.1.3")
    void typeOfAnAnonymousHandlerIsFoundAndThatOfALambdaIsNot() throws Exception {
        try (Site site = Site.of(Typed.class, "/typed")) {
            Session session = site.connect(new Client(), "/typed");
            Journal.expect("lambda refused");
            session.getBasicRemote().sendText("a");
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(1), false);
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(2), true);
            Journal.expect("whole a", "part 1 false", "part 2 true");
        }
    }
}
