package io.hawser.endpoint;

import jakarta.websocket.MessageHandler;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;

/** Makes receivers of the {@link MessageHandler}s that user code adds to a session. */
public final class HandlerTypes {

    private static final TypeVariable<?> WHOLE = MessageHandler.Whole.class.getTypeParameters()[0];
    private static final TypeVariable<?> PARTIAL = MessageHandler.Partial.class.getTypeParameters()[0];

    private HandlerTypes() {}

    /**
     * Makes receivers for a handler. The type of message is found in the handler's class, as with
     * {@code Whole<String>}, which the class itself or a supertype implements.
     *
     * @param handler the handler
     * @param codecs the decoders of the session
     * @return the receivers, one for each kind of message, which return {@code null} for every message
     * @throws IllegalArgumentException if the class does not have the type, as with a lambda, or if messages do not
     *     come as this type
     */
    public static List<MessageReceiver> receivers(MessageHandler handler, SessionCodecs codecs) {
        List<MessageReceiver> receivers = new ArrayList<>(1);
        if (handler instanceof MessageHandler.Whole<?> whole) {
            receivers.addAll(unchecked(type(handler, WHOLE, "Whole"), whole, codecs));
        }
        if (handler instanceof MessageHandler.Partial<?> partial) {
            receivers.addAll(unchecked(type(handler, PARTIAL, "Partial"), partial));
        }
        if (isTwofold(receivers, MessageReceiver.OfText.class)
                || isTwofold(receivers, MessageReceiver.OfBinary.class)) {
            throw new IllegalArgumentException("The class " + handler.getClass().getName()
                    + " takes the same kind of messages both whole and in parts.");
        }
        if (receivers.isEmpty()) {
            throw new IllegalArgumentException("A message handler has to be a MessageHandler.Whole or a"
                    + " MessageHandler.Partial, which "
                    + (handler == null ? "null" : handler.getClass().getName())
                    + " is not.");
        }
        return receivers;
    }

    private static boolean isTwofold(List<MessageReceiver> receivers, Class<?> kind) {
        return receivers.stream().filter(kind::isInstance).count() > 1;
    }

    private static Class<?> type(MessageHandler handler, TypeVariable<?> variable, String form) {
        return TypeBindings.of(handler.getClass())
                .resolve(variable)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The class " + handler.getClass().getName()
                                + " does not declare the type of its messages; a lambda never does: use"
                                + " addMessageHandler(Class, MessageHandler." + form + ")."));
    }

    // The class of the handler says that it takes this type.
    @SuppressWarnings("unchecked")
    private static <T> List<MessageReceiver> unchecked(
            Class<T> type, MessageHandler.Whole<?> handler, SessionCodecs codecs) {
        return receivers(type, (MessageHandler.Whole<T>) handler, codecs);
    }

    @SuppressWarnings("unchecked")
    private static <T> List<MessageReceiver> unchecked(Class<T> type, MessageHandler.Partial<?> handler) {
        return receivers(type, (MessageHandler.Partial<T>) handler);
    }

    /**
     * Makes receivers of whole messages of a given type.
     *
     * @param type a type that messages come as, or for which the session has a decoder
     * @param handler the handler, possibly a lambda
     * @param codecs the decoders of the session
     * @param <T> the type of the message
     * @return the receivers, one for each kind of message, which return {@code null} for every message
     * @throws IllegalArgumentException if messages do not come as this type
     */
    public static <T> List<MessageReceiver> receivers(
            Class<T> type, MessageHandler.Whole<T> handler, SessionCodecs codecs) {
        return MessageType.whole(type, codecs.definition())
                .orElseThrow(() -> new IllegalArgumentException("A message handler cannot take messages of the type "
                        + type.getTypeName() + ", for which the endpoint has no decoder."))
                .receivers(-1, codecs, (session, message) -> {
                    handler.onMessage(cast(type, message));
                    return null;
                });
    }

    /**
     * Makes receivers of parts of messages.
     *
     * @param type String, ByteBuffer or byte[]
     * @param handler the handler, possibly a lambda
     * @param <T> the type of the parts
     * @return the receivers, which return {@code null} for every part
     * @throws IllegalArgumentException if parts of messages do not come as this type
     */
    public static <T> List<MessageReceiver> receivers(Class<T> type, MessageHandler.Partial<T> handler) {
        return MessageType.parts(type)
                .orElseThrow(() -> new IllegalArgumentException("A partial message handler takes String, ByteBuffer or"
                        + " byte[], but not " + type.getTypeName() + "."))
                .receivers(-1, SessionCodecs.NONE, (session, message) -> {
                    MessageReceiver.Part part = (MessageReceiver.Part) message;
                    handler.onMessage(cast(type, part.content()), part.last());
                    return null;
                });
    }

    // The class of a primitive cannot cast anything, not even its box.
    @SuppressWarnings("unchecked")
    private static <T> T cast(Class<T> type, Object message) {
        return type.isPrimitive() ? (T) message : type.cast(message);
    }
}
