package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerTypesTest {

    private static final Session SESSION = Sessions.untouchable();

    private final List<Object> received = new ArrayList<>();

    private class Collecting<T> implements MessageHandler.Whole<T> {
        @Override
        public void onMessage(T message) {
            received.add(message);
        }
    }

    private final class Texts extends Collecting<String> {}

    private class Swapped<A, B> extends Collecting<B> {}

    private final class Buffers extends Swapped<String, ByteBuffer> {}

    private final class Bytes extends Collecting<byte[]> {}

    private final class Pongs extends Collecting<PongMessage> {}

    private interface TextHandler extends Runnable, MessageHandler.Whole<String> {}

    @Test
    void typeIsFoundInAnAnonymousClass() throws Throwable {
        MessageReceiver receiver = receiver(new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String message) {
                received.add(message);
            }
        });
        assertThat(((MessageReceiver.Text) receiver).whole(SESSION, "x")).isNull();
        assertThat(received).containsExactly("x");
    }

    @Test
    void typeIsFoundInAGenericSuperclass() throws Throwable {
        byte[] bytes = {1, 2};
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        PongMessage pong = () -> buffer;
        assertThat(((MessageReceiver.Text) receiver(new Texts())).whole(SESSION, "x"))
                .isNull();
        assertThat(((MessageReceiver.Binary) receiver(new Buffers())).whole(SESSION, buffer))
                .isNull();
        assertThat(((MessageReceiver.Binary) receiver(new Bytes())).whole(SESSION, buffer))
                .isNull();
        assertThat(((MessageReceiver.Pong) receiver(new Pongs())).receive(SESSION, pong))
                .isNull();
        assertThat(received).containsExactly("x", buffer, bytes, pong);
    }

    @Test
    void typeIsFoundInASuperinterface() {
        MessageReceiver receiver = receiver(new TextHandler() {
            @Override
            public void run() {}

            @Override
            public void onMessage(String message) {}
        });
        assertThat(receiver).isInstanceOf(MessageReceiver.Text.class);
    }

    @Test
    void handlersHaveNoLimitOfTheirOwn() {
        assertThat(receiver(new Texts()).maxMessageSize()).isEqualTo(-1);
    }

    @Test
    void lambdaIsRefusedWithTheWayOut() {
        MessageHandler.Whole<String> lambda = received::add;
        assertThatThrownBy(() -> receiver(lambda))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(lambda.getClass().getName())
                .hasMessageContaining("addMessageHandler(Class, MessageHandler.Whole)");
    }

    @Test
    void handlerWithAnOpenTypeVariableIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> receiver(new Collecting<String>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("addMessageHandler(Class, MessageHandler.Whole)");
    }

    @Test
    void lambdaIsTakenWithItsType() throws Throwable {
        MessageReceiver text = receiver(String.class, received::add);
        MessageReceiver bytes = receiver(byte[].class, message -> received.add(message.length));
        ((MessageReceiver.Text) text).whole(SESSION, "x");
        ((MessageReceiver.Binary) bytes).whole(SESSION, ByteBuffer.allocate(3));
        assertThat(received).containsExactly("x", 3);
        assertThat(receiver(ByteBuffer.class, received::add)).isInstanceOf(MessageReceiver.Binary.class);
        assertThat(receiver(PongMessage.class, received::add)).isInstanceOf(MessageReceiver.Pong.class);
    }

    @Test
    void theExceptionOfTheHandlerIsThrownUnchanged() {
        IllegalStateException failure = new IllegalStateException();
        MessageReceiver.Text receiver = (MessageReceiver.Text) receiver(String.class, message -> {
            throw failure;
        });
        assertThatThrownBy(() -> receiver.whole(SESSION, "x")).isSameAs(failure);
    }

    @Test
    void typeWithoutADecoderIsRefused() {
        assertThatThrownBy(() -> receiver(List.class, received::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.util.List, for which the endpoint has no decoder");
    }

    @Test
    void textIsTakenAsAPrimitiveToo() throws Throwable {
        ((MessageReceiver.Text) receiver(int.class, received::add)).whole(SESSION, "42");
        ((MessageReceiver.Text) receiver(Boolean.class, received::add)).whole(SESSION, "true");
        assertThat(received).containsExactly(42, true);
    }

    @Test
    void streamsAreTakenAsStreamsAndAWholeMessageIsMadeOne() throws Throwable {
        MessageReceiver.TextStream text =
                (MessageReceiver.TextStream) receiver(Reader.class, reader -> received.add(read(reader)));
        MessageReceiver.BinaryStream binary =
                (MessageReceiver.BinaryStream) receiver(InputStream.class, stream -> received.add(read(stream)));
        text.receive(SESSION, new StringReader("reader"));
        text.whole(SESSION, "whole");
        binary.receive(SESSION, new ByteArrayInputStream(new byte[] {1}));
        binary.whole(SESSION, ByteBuffer.wrap(new byte[] {2, 3}));
        assertThat(received).containsExactly("reader", "whole", List.of(1), List.of(2, 3));
    }

    private static String read(Reader reader) {
        StringWriter all = new StringWriter();
        try {
            reader.transferTo(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    private static List<Integer> read(InputStream stream) {
        List<Integer> all = new ArrayList<>();
        try {
            for (byte b : stream.readAllBytes()) {
                all.add((int) b);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private class Parts<T> implements MessageHandler.Partial<T> {
        @Override
        public void onMessage(T part, boolean last) {
            received.add(part);
            received.add(last);
        }
    }

    private final class TextParts extends Parts<String> {}

    private final class BufferParts extends Parts<ByteBuffer> {}

    private final class ByteParts extends Parts<byte[]> {}

    private final class PongParts extends Parts<PongMessage> {}

    @Test
    void partsComeAsTheyAre() throws Throwable {
        byte[] bytes = {1, 2};
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        ((MessageReceiver.TextParts) receiver(new TextParts())).receive(SESSION, "x", false);
        ((MessageReceiver.BinaryParts) receiver(new BufferParts())).receive(SESSION, buffer, true);
        ((MessageReceiver.BinaryParts) receiver(new ByteParts())).receive(SESSION, buffer, false);
        ((MessageReceiver.TextParts) receiver(new TextParts())).whole(SESSION, "whole");
        assertThat(received).containsExactly("x", false, buffer, true, bytes, false, "whole", true);
    }

    @Test
    void aLambdaTakesPartsWithItsType() throws Throwable {
        MessageHandler.Partial<String> lambda = (part, last) -> received.add(part + last);
        assertThatThrownBy(() -> receiver(lambda))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("addMessageHandler(Class, MessageHandler.Partial)");
        List<MessageReceiver> receivers = HandlerTypes.receivers(String.class, lambda);
        ((MessageReceiver.TextParts) receivers.get(0)).receive(SESSION, "x", true);
        assertThat(received).containsExactly("xtrue");
    }

    @Test
    void partsOfAnyOtherTypeAreRefused() {
        assertThatThrownBy(() -> receiver(new PongParts()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes String, ByteBuffer or byte[], but not jakarta.websocket.PongMessage");
    }

    private static final class Both implements MessageHandler.Whole<String>, MessageHandler.Partial<byte[]> {
        @Override
        public void onMessage(String message) {}

        @Override
        public void onMessage(byte[] part, boolean last) {}
    }

    private static final class Twice implements MessageHandler.Whole<byte[]>, MessageHandler.Partial<ByteBuffer> {
        @Override
        public void onMessage(byte[] message) {}

        @Override
        public void onMessage(ByteBuffer part, boolean last) {}
    }

    @Test
    void oneHandlerMayTakeOneKindWholeAndAnotherInPartsButNotOneInBothForms() {
        assertThat(HandlerTypes.receivers(new Both(), SessionCodecs.NONE))
                .hasSize(2)
                .hasAtLeastOneElementOfType(MessageReceiver.Text.class)
                .hasAtLeastOneElementOfType(MessageReceiver.BinaryParts.class);
        assertThatThrownBy(() -> HandlerTypes.receivers(new Twice(), SessionCodecs.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Twice.class.getName())
                .hasMessageContaining("both whole and in parts");
    }

    @Test
    void anotherHandlerOrNoneIsRefused() {
        MessageHandler other = new MessageHandler() {};
        assertThatThrownBy(() -> receiver(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(other.getClass().getName());
        assertThatThrownBy(() -> receiver(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("null");
    }

    private static MessageReceiver receiver(MessageHandler handler) {
        return only(HandlerTypes.receivers(handler, SessionCodecs.NONE));
    }

    private static <T> MessageReceiver receiver(Class<T> type, MessageHandler.Whole<T> handler) {
        return only(HandlerTypes.receivers(type, handler, SessionCodecs.NONE));
    }

    private static MessageReceiver only(List<MessageReceiver> receivers) {
        assertThat(receivers).hasSize(1);
        return receivers.get(0);
    }
}
