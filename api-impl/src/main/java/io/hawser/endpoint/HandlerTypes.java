package io.hawser.endpoint;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.TypeVariable;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Makes receivers of the {@link MessageHandler}s that a programmatic endpoint adds to its session. */
public final class HandlerTypes {

    private static final TypeVariable<?> WHOLE_MESSAGE =
            MessageHandler.Whole.class.getTypeParameters()[0];

    private HandlerTypes() {}

    /**
     * Makes a receiver whose type of message is found in the handler's class: {@code Whole<String>},
     * {@code Whole<ByteBuffer>}, {@code Whole<byte[]>} or {@code Whole<PongMessage>}, implemented by the class itself
     * or by a supertype.
     *
     * @param handler the handler
     * @return the receiver, which returns {@code null} for every message
     * @throws IllegalArgumentException where the class does not say the type, as with a lambda, or where messages do
     *     not come as this type
     * @throws UnsupportedOperationException where the handler takes messages in parts or as streams
     */
    public static MessageReceiver receiver(MessageHandler handler) {
        if (handler instanceof MessageHandler.Partial<?>) {
            throw new UnsupportedOperationException("Hawser does not support message handlers that take messages in"
                    + " parts, such as " + handler.getClass().getName() + ".");
        }
        if (handler instanceof MessageHandler.Whole<?> whole) {
            Optional<Class<?>> type = TypeBindings.of(handler.getClass()).resolve(WHOLE_MESSAGE);
            return unchecked(
                    type.orElseThrow(() -> new IllegalArgumentException("The class "
                            + handler.getClass().getName() + " does not say which type of message it takes, as is so"
                            + " with lambdas: use addMessageHandler(Class, MessageHandler.Whole).")),
                    whole);
        }
        throw new IllegalArgumentException("A message handler has to be a MessageHandler.Whole, which "
                + (handler == null ? "null" : handler.getClass().getName()) + " is not.");
    }

    // The class of the handler says that it takes this type.
    @SuppressWarnings("unchecked")
    private static <T> MessageReceiver unchecked(Class<T> type, MessageHandler.Whole<?> handler) {
        return receiver(type, (MessageHandler.Whole<T>) handler);
    }

    /**
     * Makes a receiver for a given type of message.
     *
     * @param type String, ByteBuffer, byte[] or PongMessage
     * @param handler the handler, possibly a lambda
     * @param <T> the type of the message
     * @return the receiver, which returns {@code null} for every message
     * @throws IllegalArgumentException where messages do not come as this type
     * @throws UnsupportedOperationException where the type is Reader or InputStream
     */
    public static <T> MessageReceiver receiver(Class<T> type, MessageHandler.Whole<T> handler) {
        if (type == String.class) {
            return new Reception.Text(-1, (session, message) -> handle(handler, type.cast(message)));
        }
        if (type == ByteBuffer.class) {
            return new Reception.Binary(-1, (session, message) -> handle(handler, type.cast(message)));
        }
        if (type == byte[].class) {
            return new Reception.Binary(-1, (session, message) -> handle(handler, type.cast(Reception.bytes(message))));
        }
        if (type == PongMessage.class) {
            return new Reception.Pong(-1, (session, message) -> handle(handler, type.cast(message)));
        }
        if (type == Reader.class || type == InputStream.class) {
            throw new UnsupportedOperationException(
                    "Hawser does not support message handlers that take messages as " + type.getSimpleName() + ".");
        }
        throw new IllegalArgumentException("A message handler takes String, ByteBuffer, byte[] or PongMessage; "
                + type.getTypeName() + " needs a decoder, and Hawser does not support decoders.");
    }

    private static <T> Object handle(MessageHandler.Whole<T> handler, T message) {
        handler.onMessage(message);
        return null;
    }
}
