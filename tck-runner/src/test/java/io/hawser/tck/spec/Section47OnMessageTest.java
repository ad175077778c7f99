package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Jakarta WebSocket 2.2, section 4.7: {@code @OnMessage}. {@link Section47RefusedTest} has the methods that are
 * refused.
 */
class Section47OnMessageTest {

    /** Receives whole messages. */
    @ServerEndpoint("/whole")
    public static class Whole {
        @OnMessage
        public String text(String text) {
            return "text " + text;
        }

        @OnMessage
        public String binary(byte[] bytes) {
            return "bytes " + bytes.length;
        }

        @OnMessage
        public String pong(PongMessage pong) {
            return "pong " + pong.getApplicationData().remaining();
        }
    }

    /** Receives parts, with parameters in any order. */
    @ServerEndpoint("/parts")
    public static class Parts {
        @OnMessage
        public String text(boolean last, Session session, String part) {
            return "text " + part + " " + last;
        }

        @OnMessage
        public String binary(ByteBuffer part, boolean last) {
            return "binary " + part.remaining() + " " + last;
        }
    }

    /** Receives streams. */
    @ServerEndpoint("/streams")
    public static class Streams {
        @OnMessage
        public String text(Reader reader) throws IOException {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return "read " + text;
        }

        @OnMessage
        public String binary(InputStream stream) throws IOException {
            return "streamed " + stream.readAllBytes().length;
        }
    }

    @Test
    @Proves("4.7")
    void wholeMessagesOfEveryKindAreTaken() throws Exception {
        try (Site site = Site.of(Whole.class, Echo.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/whole");
            session.getBasicRemote().sendText("a");
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(2));
            session.getBasicRemote().sendPong(ByteBuffer.allocate(3));
            client.expect("text text a", "text bytes 2", "text pong 3");
            Client echoed = new Client();
            site.connect(echoed, "/echo").getBasicRemote().sendBinary(ByteBuffer.wrap("b".getBytes(UTF_8)));
            echoed.expect("binary b");
        }
    }

    @Test
    @Proves("4.7")
    void messagesAreTakenInParts() throws Exception {
        try (Site site = Site.of(Parts.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/parts");
            session.getBasicRemote().sendText("a", false);
            session.getBasicRemote().sendText("b", true);
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(1), false);
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(2), true);
            client.expect("text text a false", "text text b true", "text binary 1 false", "text binary 2 true");
        }
    }

    @Test
    @Proves("4.7")
    void messagesAreTakenAsStreams() throws Exception {
        try (Site site = Site.of(Streams.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/streams");
            session.getBasicRemote().sendText("a", false);
            session.getBasicRemote().sendText("b", true);
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(3));
            client.expect("text read ab", "text streamed 3");
        }
    }

    @ServerEndpoint("/boolean")
    public static class OfBoolean {
        @OnMessage
        public boolean message(boolean value) {
            return !value;
        }
    }

    @ServerEndpoint("/byte")
    public static class OfByte {
        @OnMessage
        public byte message(byte value) {
            return ++value;
        }
    }

    @ServerEndpoint("/char")
    public static class OfChar {
        @OnMessage
        public char message(char value) {
            return ++value;
        }
    }

    @ServerEndpoint("/short")
    public static class OfShort {
        @OnMessage
        public short message(short value) {
            return ++value;
        }
    }

    @ServerEndpoint("/int")
    public static class OfInt {
        @OnMessage
        public int message(int value) {
            return value + 1;
        }

        @OnError
        public void error(Throwable error) {
            Journal.add(error instanceof DecodeException decode ? "cannot decode " + decode.getText() : "" + error);
        }
    }

    @ServerEndpoint("/long")
    public static class OfLong {
        @OnMessage
        public long message(long value) {
            return value + 1;
        }
    }

    @ServerEndpoint("/float")
    public static class OfFloat {
        @OnMessage
        public float message(float value) {
            return value + 1;
        }
    }

    @ServerEndpoint("/double")
    public static class OfDouble {
        @OnMessage
        public double message(double value) {
            return value + 1;
        }
    }

    @ServerEndpoint("/Boolean")
    public static class OfBooleanBox {
        @OnMessage
        public Boolean message(Boolean value) {
            return !value;
        }
    }

    @ServerEndpoint("/Character")
    public static class OfCharacterBox {
        @OnMessage
        public Character message(Character value) {
            return (char) (value + 1);
        }
    }

    @ServerEndpoint("/Integer")
    public static class OfIntegerBox {
        @OnMessage
        public Integer message(Integer value) {
            return value == 0 ? null : value + 1;
        }
    }

    @ServerEndpoint("/Double")
    public static class OfDoubleBox {
        @OnMessage
        public Double message(Double value) {
            return value + 1;
        }
    }

    @Test
    @Proves({"4.7-2", "4.7-3"})
    void primitivesAndBoxesAreReadAndWrittenAsText() throws Exception {
        try (Site site = Site.of(
                OfBoolean.class,
                OfByte.class,
                OfChar.class,
                OfShort.class,
                OfInt.class,
                OfLong.class,
                OfFloat.class,
                OfDouble.class,
                OfBooleanBox.class,
                OfCharacterBox.class,
                OfIntegerBox.class,
                OfDoubleBox.class)) {
            assertAnswers(site, "/boolean", "true", "false");
            assertAnswers(site, "/boolean", "anything else", "true");
            assertAnswers(site, "/byte", "-128", "-127");
            assertAnswers(site, "/char", "a", "b");
            assertAnswers(site, "/short", "255", "256");
            assertAnswers(site, "/int", "-1", "0");
            assertAnswers(site, "/long", "9000000000", "9000000001");
            assertAnswers(site, "/float", "0.5", "1.5");
            assertAnswers(site, "/double", "1e10", "1.0000000001E10");
            assertAnswers(site, "/Boolean", "TRUE", "false");
            assertAnswers(site, "/Character", "y", "z");
            assertAnswers(site, "/Integer", "+41", "42");
            assertAnswers(site, "/Double", "NaN", "NaN");
        }
    }

    private static void assertAnswers(Site site, String path, String message, String answer) throws Exception {
        Client client = new Client();
        site.connect(client, path).getBasicRemote().sendText(message);
        assertThat(client.next()).as(path + " " + message).isEqualTo("text " + answer);
    }

    @Test
    @Proves("4.7-2")
    void textThatIsNoNumberIsADecodeException() throws Exception {
        try (Site site = Site.of(OfInt.class)) {
            Session session = site.connect(new Client(), "/int");
            session.getBasicRemote().sendText("one");
            Journal.expect("cannot decode one");
            session.getBasicRemote().sendText("2147483648");
            Journal.expect("cannot decode 2147483648");
            session.getBasicRemote().sendText("");
            Journal.expect("cannot decode ");
        }
    }

    @Test
    @Proves("4.7-3")
    void nullIsNotSent() throws Exception {
        try (Site site = Site.of(OfIntegerBox.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/Integer");
            session.getBasicRemote().sendText("0");
            session.getBasicRemote().sendText("1");
            client.expect("text 2");
        }
    }

    /** Receives small messages. */
    @ServerEndpoint("/small")
    @ClientEndpoint
    public static class Small {

        @OnMessage(maxMessageSize = 4)
        public void text(String text) {
            Journal.add("text " + text);
        }

        @OnMessage(maxMessageSize = 6)
        public void binary(ByteBuffer bytes) {
            Journal.add("binary " + bytes.remaining());
        }

        @OnClose
        public void close(CloseReason reason) {
            Journal.add("close " + reason.getCloseCode().getCode());
        }

        @OnError
        public void error(Throwable error) {
            Journal.add("error");
        }
    }

    @Nested
    class S471MaxMessageSize {

        @Test
        @Proves("4.7.1-1")
        void messagesUpToTheMaximumAreTaken() throws Exception {
            try (Site site = Site.of(Small.class)) {
                Session session = site.connect(new Client(), "/small");
                session.getBasicRemote().sendText("abcd");
                session.getBasicRemote().sendText("\u00e9\u00e9");
                session.getBasicRemote().sendBinary(ByteBuffer.allocate(6));
                Journal.expect("text abcd", "text \u00e9\u00e9", "binary 6");
            }
        }

        @Test
        @Proves("4.7.1-1")
        void largerMessagesCloseTheConnectionWith1009() throws Exception {
            try (Site site = Site.of(Small.class)) {
                Client text = new Client();
                site.connect(text, "/small").getBasicRemote().sendText("abcde");
                text.expect("close 1009");
                Journal.expect("error", "close 1009");
                Client bytes = new Client();
                // Three characters, and six bytes.
                site.connect(bytes, "/small").getBasicRemote().sendText("\u00e9\u00e9\u00e9");
                bytes.expect("close 1009");
                Journal.expect("error", "close 1009");
                Client binary = new Client();
                site.connect(binary, "/small").getBasicRemote().sendBinary(ByteBuffer.allocate(7));
                binary.expect("close 1009");
                Journal.expect("error", "close 1009");
            }
        }

        @Test
        @Proves("4.7.1-1")
        void fragmentsOfALargerMessageCloseItToo() throws Exception {
            try (Site site = Site.of(Small.class);
                    RawPeer peer = RawPeer.connect(site, "/small")) {
                peer.send(RawPeer.TEXT, "abc").send(RawPeer.CONTINUATION, "de");
                assertThat(peer.next().closeCode()).isEqualTo(1009);
                Journal.expect("error", "close 1009");
            }
        }

        @Test
        @Proves("4.7.1-1")
        void maximumOfAClientCounts() throws Exception {
            try (Site site = Site.of(Echo.class)) {
                Session session = site.connect(new Small(), "/echo");
                session.getBasicRemote().sendText("abcd");
                session.getBasicRemote().sendText("abcde");
                Journal.await("close 1009");
                assertThat(Journal.lines()).first().isEqualTo("text abcd");
            }
        }

        @Test
        @Proves("4.7.1")
        void withoutAMaximumTheSessionsOwnCounts() throws Exception {
            assertThat(OnMessage.class.getMethod("maxMessageSize").getDefaultValue())
                    .isEqualTo(-1L);
            try (Site site = Site.of(Echo.class)) {
                Client client = new Client();
                String text = "x".repeat(5_000);
                site.connect(client, "/echo").getBasicRemote().sendText(text);
                client.expect("text " + text);
            }
        }
    }
}
