package io.hawser.endpoint;

import static io.hawser.endpoint.AnnotatedEndpointTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnMessage;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageMethodTest {

    private static final Session SESSION = Sessions.untouchable();

    static class Texts {
        @OnMessage
        String echo(String message) {
            return message;
        }
    }

    static class Ints {
        @OnMessage
        int increment(int message) {
            return message + 1;
        }
    }

    static class Longs {
        @OnMessage
        Long increment(Long message) {
            return message + 1;
        }
    }

    static class Booleans {
        @OnMessage
        boolean negate(boolean message) {
            return !message;
        }
    }

    static class Characters {
        @OnMessage
        char next(Character message) {
            return (char) (message + 1);
        }
    }

    @Test
    void wholeTextIsPassedAsStringPrimitiveOrWrapper() throws Throwable {
        assertThat(text(new Texts()).whole(SESSION, "x")).isEqualTo("x");
        assertThat(text(new Ints()).whole(SESSION, "41")).isEqualTo(42);
        assertThat(text(new Longs()).whole(SESSION, "41")).isEqualTo(42L);
        assertThat(text(new Booleans()).whole(SESSION, "true")).isEqualTo(false);
        assertThat(text(new Characters()).whole(SESSION, "a")).isEqualTo('b');
    }

    @Test
    void textThatIsNoSuchValueFails() throws Throwable {
        assertThatThrownBy(() -> text(new Ints()).whole(SESSION, "many"))
                .isInstanceOf(DecodeException.class)
                .hasMessage("The text message is not of the type int.")
                .extracting(e -> ((DecodeException) e).getText())
                .isEqualTo("many");
    }

    static class Buffers {
        @OnMessage
        ByteBuffer echo(ByteBuffer message) {
            return message;
        }
    }

    static class Bytes {
        @OnMessage
        byte[] echo(byte[] message) {
            return message;
        }
    }

    static class VariableBytes {
        @OnMessage
        byte[] echo(byte... message) {
            return message;
        }
    }

    @Test
    void wholeBinaryMessageIsPassedAsBufferOrArrayWithoutACopy() throws Throwable {
        byte[] bytes = {1, 2, 3};
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        assertThat(binary(new Buffers()).whole(SESSION, buffer)).isSameAs(buffer);
        assertThat(binary(new Bytes()).whole(SESSION, buffer)).isSameAs(bytes);
        assertThat(binary(new VariableBytes()).whole(SESSION, buffer)).isSameAs(bytes);
    }

    static class Pongs {
        @OnMessage
        ByteBuffer data(PongMessage message, Session session) {
            return message.getApplicationData();
        }
    }

    @Test
    void pongIsPassedAsPongMessage() throws Throwable {
        ByteBuffer data = ByteBuffer.allocate(4);
        PongMessage pong = () -> data;
        MessageReceiver.Pong receiver = (MessageReceiver.Pong) receiver(new Pongs());
        assertThat(receiver.receive(SESSION, pong)).isSameAs(data);
    }

    static class Silent {
        @OnMessage
        void swallow(String message) {}
    }

    @Test
    void methodWithoutResultReturnsNull() throws Throwable {
        assertThat(text(new Silent()).whole(SESSION, "x")).isNull();
    }

    static class Limited {
        @OnMessage(maxMessageSize = 5)
        void limited(String message) {}
    }

    static class LimitedToNothing {
        @OnMessage(maxMessageSize = 0)
        void limited(byte[] message) {}
    }

    static class LimitedToTheMost {
        @OnMessage(maxMessageSize = Integer.MAX_VALUE)
        void limited(byte[] message) {}
    }

    @Test
    void largestMessageIsCarried() throws Throwable {
        assertThat(receiver(new Texts()).maxMessageSize()).isEqualTo(-1);
        assertThat(receiver(new Limited()).maxMessageSize()).isEqualTo(5);
        assertThat(receiver(new LimitedToNothing()).maxMessageSize()).isZero();
        assertThat(receiver(new LimitedToTheMost()).maxMessageSize()).isEqualTo(Integer.MAX_VALUE);
    }

    static class LimitedTooHigh {
        @OnMessage(maxMessageSize = 1L << 31)
        void limited(String message) {}
    }

    static class LimitedTooLow {
        @OnMessage(maxMessageSize = -2)
        void limited(String message) {}
    }

    @Test
    void limitThatNoMessageCanHaveIsRefused() {
        assertRefused(LimitedTooHigh.class, "limited", "maxMessageSize", "0 to 2147483647", "not 2147483648");
        assertRefused(LimitedTooLow.class, "limited", "maxMessageSize", "-1 for none", "not -2");
    }

    static class Hidden {
        @OnMessage
        @SuppressWarnings("UnusedMethod") // found by reflection
        private String echo(String message) {
            return message;
        }
    }

    static class Static {
        @OnMessage
        static String echo(String message, @PathParam("room") String room) {
            return room + message;
        }
    }

    @Test
    void privateAndStaticMethodsAreCalled() throws Throwable {
        assertThat(text(new Hidden()).whole(SESSION, "x")).isEqualTo("x");
        assertThat(text(new Static()).whole(SESSION, "x")).isEqualTo("lobbyx");
    }

    static class NoMessage {
        @OnMessage
        void method(Session session, @PathParam("room") String room) {}
    }

    @Test
    void methodWithoutAMessageIsRefused() {
        assertRefused(NoMessage.class, "method", "@OnMessage", "has to have a parameter for the message");
    }

    static class TextAndInt {
        @OnMessage
        void method(String message, int number) {}
    }

    static class BufferAndInt {
        @OnMessage
        void method(ByteBuffer message, int number) {}
    }

    static class PongAndBoolean {
        @OnMessage
        void method(PongMessage message, boolean last) {}
    }

    static class ReaderAndBoolean {
        @OnMessage
        void method(Reader message, boolean last) {}
    }

    static class InputStreamAndBoolean {
        @OnMessage
        void method(InputStream message, boolean last) {}
    }

    static class TextAndConfig {
        @OnMessage
        void method(String message, EndpointConfig config) {}
    }

    static class TwoBooleans {
        @OnMessage
        void method(boolean message, boolean last) {}
    }

    static class TextAndTwo {
        @OnMessage
        void method(String message, boolean last, boolean again) {}
    }

    @Test
    void partsOfAnotherTypeAreRefused() {
        assertRefused(
                PongAndBoolean.class, "method", "parts of messages as String", "not as " + PongMessage.class.getName());
        assertRefused(ReaderAndBoolean.class, "method", "parts of messages as String", "not as java.io.Reader");
        assertRefused(InputStreamAndBoolean.class, "method", "as byte[]", "not as java.io.InputStream");
        assertRefused(TwoBooleans.class, "method", "beside the boolean", "not as boolean");
    }

    @Test
    void twoMessagesInOneMethodAreRefused() {
        for (Class<?> type : List.of(TextAndInt.class, BufferAndInt.class, TextAndConfig.class, TextAndTwo.class)) {
            assertRefused(type, "method", "@OnMessage", "takes one message", "there are parameters of the types");
        }
        assertRefused(TextAndInt.class, "method(java.lang.String, int)", "of the types java.lang.String, int.");
    }

    static class TextParts {
        @OnMessage
        String method(String part, boolean last) {
            return part + last;
        }
    }

    static class BufferParts {
        @OnMessage
        String method(boolean last, Session session, ByteBuffer part) {
            return part.remaining() + " of " + session + " " + last;
        }
    }

    static class ByteParts {
        @OnMessage
        String method(byte[] part, @PathParam("room") String room, boolean last) {
            return part.length + " in " + room + " " + last;
        }
    }

    @Test
    void partsComeWithTheSessionAndPathParametersInAnyOrder() throws Throwable {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[3]);
        MessageReceiver.TextParts text = (MessageReceiver.TextParts) receiver(new TextParts());
        assertThat(text.receive(SESSION, "x", false)).isEqualTo("xfalse");
        assertThat(text.whole(SESSION, "x")).isEqualTo("xtrue");
        assertThat(((MessageReceiver.BinaryParts) receiver(new BufferParts())).receive(SESSION, bytes, true))
                .isEqualTo("3 of session true");
        assertThat(((MessageReceiver.BinaryParts) receiver(new ByteParts())).receive(SESSION, bytes, false))
                .isEqualTo("3 in lobby false");
    }

    static class EveryPathParameter {
        @OnMessage
        List<Object> method(
                @PathParam("n") byte b,
                @PathParam("n") Byte boxedB,
                @PathParam("n") short s,
                @PathParam("n") Short boxedS,
                @PathParam("n") int i,
                @PathParam("n") Integer boxedI,
                @PathParam("n") long l,
                @PathParam("n") Long boxedL,
                String part,
                @PathParam("n") float f,
                @PathParam("n") Float boxedF,
                @PathParam("n") double d,
                @PathParam("n") Double boxedD,
                @PathParam("n") char c,
                @PathParam("n") Character boxedC,
                boolean last,
                @PathParam("yes") boolean yes,
                @PathParam("yes") Boolean boxedYes,
                @PathParam("n") String text) {
            return List.of(
                    b, boxedB, s, boxedS, i, boxedI, l, boxedL, part, f, boxedF, d, boxedD, c, boxedC, last, yes,
                    boxedYes, text);
        }
    }

    @Test
    void pathParametersOfEveryTypeStandBesideAPart() throws Throwable {
        AnnotatedMethod method = AnnotatedMethods.of(EveryPathParameter.class)
                .all(OnMessage.class)
                .get(0);
        Codecs codecs = Codecs.of(List.of(AnyList.class), List.of(), Deployed.INSTANCES);
        MessageReceiver.TextParts receiver =
                (MessageReceiver.TextParts) MessageMethod.of(method, Set.of("n", "yes"), codecs)
                        .bind(new EveryPathParameter(), Map.of("n", "7", "yes", "true"), SessionCodecs.NONE)
                        .get(0);
        assertThat(receiver.receive(SESSION, "part", true))
                .isEqualTo(List.of(
                        (byte) 7, (byte) 7, (short) 7, (short) 7, 7, 7, 7L, 7L, "part", 7f, 7f, 7d, 7d, '7', '7', true,
                        true, true, "7"));
    }

    /** Encodes lists. */
    public static class AnyList implements Encoder.Text<List<?>> {
        @Override
        public String encode(List<?> object) {
            return object.toString();
        }
    }

    static class TextStream {
        @OnMessage
        int method(Reader message) throws IOException {
            return message.read();
        }
    }

    static class BinaryStream {
        @OnMessage
        int method(InputStream message, Session session) throws IOException {
            return message.read();
        }
    }

    @Test
    void messagesComeAsStreams() throws Throwable {
        MessageReceiver.TextStream text = (MessageReceiver.TextStream) receiver(new TextStream());
        MessageReceiver.BinaryStream binary = (MessageReceiver.BinaryStream) receiver(new BinaryStream());
        assertThat(text.receive(SESSION, new StringReader("a"))).isEqualTo((int) 'a');
        assertThat(text.whole(SESSION, "b")).isEqualTo((int) 'b');
        assertThat(binary.whole(SESSION, ByteBuffer.wrap(new byte[] {-1}))).isEqualTo(255);
        assertThat(binary.whole(SESSION, ByteBuffer.allocate(0))).isEqualTo(-1);
    }

    static class Decimals {
        @OnMessage
        void method(BigDecimal message) {}
    }

    static class Unbound<T> {
        @OnMessage
        void method(T message) {}
    }

    @Test
    void typeWithoutADecoderIsRefused() {
        assertRefused(Decimals.class, "method", "java.math.BigDecimal, for which the endpoint has no decoder");
        assertRefused(Unbound.class, "method", "java.lang.Object, for which the endpoint has no decoder");
    }

    static class ReturningList {
        @OnMessage
        List<String> method(String message) {
            return List.of(message);
        }
    }

    @Test
    void resultWithoutAnEncoderIsRefused() {
        assertRefused(
                ReturningList.class,
                "method",
                "returns the type java.util.List, for which the endpoint has no encoder");
    }

    private static MessageReceiver.Text text(Object endpoint) throws Exception {
        return (MessageReceiver.Text) receiver(endpoint);
    }

    private static MessageReceiver.Binary binary(Object endpoint) throws Exception {
        return (MessageReceiver.Binary) receiver(endpoint);
    }

    private static MessageReceiver receiver(Object endpoint) throws Exception {
        AnnotatedMethod method =
                AnnotatedMethods.of(endpoint.getClass()).all(OnMessage.class).get(0);
        return MessageMethod.of(method, Set.of("room"), Codecs.NONE)
                .bind(endpoint, Map.of("room", "lobby"), SessionCodecs.NONE)
                .get(0);
    }
}
