package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.io.Reader;
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
        MessageReceiver receiver = HandlerTypes.receiver(new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String message) {
                received.add(message);
            }
        });
        assertThat(((MessageReceiver.Text) receiver).receive(SESSION, "x")).isNull();
        assertThat(received).containsExactly("x");
    }

    @Test
    void typeIsFoundInAGenericSuperclass() throws Throwable {
        byte[] bytes = {1, 2};
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        PongMessage pong = () -> buffer;
        assertThat(((MessageReceiver.Text) HandlerTypes.receiver(new Texts())).receive(SESSION, "x"))
                .isNull();
        assertThat(((MessageReceiver.Binary) HandlerTypes.receiver(new Buffers())).receive(SESSION, buffer))
                .isNull();
        assertThat(((MessageReceiver.Binary) HandlerTypes.receiver(new Bytes())).receive(SESSION, buffer))
                .isNull();
        assertThat(((MessageReceiver.Pong) HandlerTypes.receiver(new Pongs())).receive(SESSION, pong))
                .isNull();
        assertThat(received).containsExactly("x", buffer, bytes, pong);
    }

    @Test
    void typeIsFoundInASuperinterface() {
        MessageReceiver receiver = HandlerTypes.receiver(new TextHandler() {
            @Override
            public void run() {}

            @Override
            public void onMessage(String message) {}
        });
        assertThat(receiver).isInstanceOf(MessageReceiver.Text.class);
    }

    @Test
    void handlersHaveNoLimitOfTheirOwn() {
        assertThat(HandlerTypes.receiver(new Texts()).maxMessageSize()).isEqualTo(-1);
    }

    @Test
    void lambdaIsRefusedWithTheWayOut() {
        MessageHandler.Whole<String> lambda = received::add;
        assertThatThrownBy(() -> HandlerTypes.receiver(lambda))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(lambda.getClass().getName())
                .hasMessageContaining("addMessageHandler(Class, MessageHandler.Whole)");
    }

    @Test
    void handlerWithAnOpenTypeVariableIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> HandlerTypes.receiver(new Collecting<String>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("addMessageHandler(Class, MessageHandler.Whole)");
    }

    @Test
    void lambdaIsTakenWithItsType() throws Throwable {
        MessageReceiver text = HandlerTypes.receiver(String.class, received::add);
        MessageReceiver bytes = HandlerTypes.receiver(byte[].class, message -> received.add(message.length));
        ((MessageReceiver.Text) text).receive(SESSION, "x");
        ((MessageReceiver.Binary) bytes).receive(SESSION, ByteBuffer.allocate(3));
        assertThat(received).containsExactly("x", 3);
        assertThat(HandlerTypes.receiver(ByteBuffer.class, received::add)).isInstanceOf(MessageReceiver.Binary.class);
        assertThat(HandlerTypes.receiver(PongMessage.class, received::add)).isInstanceOf(MessageReceiver.Pong.class);
    }

    @Test
    void exceptionOfTheHandlerComesOutUnchanged() {
        IllegalStateException failure = new IllegalStateException();
        MessageReceiver.Text receiver = (MessageReceiver.Text) HandlerTypes.receiver(String.class, message -> {
            throw failure;
        });
        assertThatThrownBy(() -> receiver.receive(SESSION, "x")).isSameAs(failure);
    }

    @Test
    void typeThatNeedsADecoderIsRefused() {
        assertThatThrownBy(() -> HandlerTypes.receiver(Integer.class, received::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("String, ByteBuffer, byte[] or PongMessage")
                .hasMessageContaining("java.lang.Integer needs a decoder");
    }

    @Test
    void streamsAreNotSupported() {
        assertThatThrownBy(() -> HandlerTypes.receiver(Reader.class, received::add))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Reader");
        assertThatThrownBy(() -> HandlerTypes.receiver(InputStream.class, received::add))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("InputStream");
    }

    @Test
    void partsAreNotSupported() {
        MessageHandler.Partial<String> partial = (part, last) -> received.add(part);
        assertThatThrownBy(() -> HandlerTypes.receiver(partial))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("in parts");
    }

    @Test
    void anotherHandlerOrNoneIsRefused() {
        MessageHandler other = new MessageHandler() {};
        assertThatThrownBy(() -> HandlerTypes.receiver(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(other.getClass().getName());
        assertThatThrownBy(() -> HandlerTypes.receiver(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("null");
    }
}
