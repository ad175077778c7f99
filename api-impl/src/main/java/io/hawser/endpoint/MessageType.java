package io.hawser.endpoint;

import jakarta.websocket.DecodeException;
import jakarta.websocket.PongMessage;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way in which messages reach user code that takes them as objects of one type. It has the native messages and the
 * decoders. The endpoint's own decoders come first, in their order. The conversion by the platform comes last.
 */
sealed interface MessageType {

    /** {@return the native kinds of messages that are taken: text, binary, pong} */
    Set<String> kinds();

    /**
     * Makes the receivers of one session: one for each kind.
     *
     * @param maxMessageSize the largest whole message in bytes, or -1
     * @param codecs the session's decoders
     * @param user takes the objects
     * @return the receivers
     */
    List<MessageReceiver> receivers(long maxMessageSize, SessionCodecs codecs, MessageReceiver.Call<Object> user);

    /**
     * Finds the way in which whole messages become objects of a type.
     *
     * @param type the type
     * @param codecs the endpoint's decoders
     * @return the way; empty if there is none
     */
    static Optional<MessageType> whole(Class<?> type, Codecs codecs) {
        if (type == PongMessage.class) {
            return Optional.of(new Pong());
        }
        List<DecoderForm> text = new ArrayList<>();
        List<DecoderForm> binary = new ArrayList<>();
        Class<?> boxed = TextConversion.box(type);
        for (DecoderForm form : codecs.decoders()) {
            if (boxed.isAssignableFrom(form.type())) {
                (form.isText() ? text : binary).add(form);
            }
        }
        Whole whole = new Whole(type, List.copyOf(text), List.copyOf(binary));
        return whole.kinds().isEmpty() ? Optional.empty() : Optional.of(whole);
    }

    /**
     * Finds the way in which parts of messages become objects of a type.
     *
     * @param type the type
     * @return the way; empty if parts do not come as this type
     */
    static Optional<MessageType> parts(Class<?> type) {
        return type == String.class || type == ByteBuffer.class || type == byte[].class
                ? Optional.of(new Parts(type))
                : Optional.empty();
    }

    /** Pongs. */
    record Pong() implements MessageType {
        @Override
        public Set<String> kinds() {
            return Set.of("pong");
        }

        @Override
        public List<MessageReceiver> receivers(
                long maxMessageSize, SessionCodecs codecs, MessageReceiver.Call<Object> user) {
            return List.of(new MessageReceiver.Pong(maxMessageSize, user));
        }
    }

    /**
     * Parts of messages.
     *
     * @param type String, ByteBuffer or byte array
     */
    record Parts(Class<?> type) implements MessageType {
        @Override
        public Set<String> kinds() {
            return Set.of(type == String.class ? "text" : "binary");
        }

        @Override
        public List<MessageReceiver> receivers(
                long maxMessageSize, SessionCodecs codecs, MessageReceiver.Call<Object> user) {
            if (type == String.class) {
                return List.of(new MessageReceiver.TextParts(user));
            }
            if (type == ByteBuffer.class) {
                return List.of(new MessageReceiver.BinaryParts(user));
            }
            return List.of(new MessageReceiver.BinaryParts((session, part) -> user.call(
                    session, new MessageReceiver.Part(WholeMessages.bytes((ByteBuffer) part.content()), part.last()))));
        }
    }

    /**
     * Whole messages.
     *
     * @param type the type of the objects
     * @param text the endpoint's decoders that make such objects from text
     * @param binary the endpoint's decoders that make such objects from binary messages
     */
    record Whole(Class<?> type, List<DecoderForm> text, List<DecoderForm> binary) implements MessageType {

        @Override
        public Set<String> kinds() {
            if (isOfText() && isOfBinary()) {
                return Set.of("text", "binary");
            }
            return isOfText() ? Set.of("text") : isOfBinary() ? Set.of("binary") : Set.of();
        }

        private boolean isOfText() {
            return !text.isEmpty() || type == Reader.class || TextConversion.supports(type);
        }

        private boolean isOfBinary() {
            return !binary.isEmpty() || type == InputStream.class || type == ByteBuffer.class || type == byte[].class;
        }

        @Override
        public List<MessageReceiver> receivers(
                long maxMessageSize, SessionCodecs codecs, MessageReceiver.Call<Object> user) {
            List<MessageReceiver> receivers = new ArrayList<>(1);
            if (isOfText()) {
                receivers.add(textReceiver(maxMessageSize, codecs, user));
            }
            if (isOfBinary()) {
                receivers.add(binaryReceiver(maxMessageSize, codecs, user));
            }
            return receivers;
        }

        private MessageReceiver textReceiver(long max, SessionCodecs codecs, MessageReceiver.Call<Object> user) {
            if (!text.isEmpty() && text.get(0).isStream()) {
                DecoderForm form = text.get(0);
                return new MessageReceiver.TextStream(
                        (session, stream) -> user.call(session, codecs.decodeStream(form, stream)));
            }
            if (text.isEmpty() && type == Reader.class) {
                return new MessageReceiver.TextStream(user);
            }
            if (text.isEmpty() && type == String.class) {
                return new MessageReceiver.Text(max, user);
            }
            Fallback own = ownText();
            return new MessageReceiver.Text(
                    max, (session, message) -> user.call(session, decode(text, codecs, message, own)));
        }

        private Fallback ownText() {
            if (type == Reader.class) {
                return message -> new StringReader((String) message);
            }
            if (!TextConversion.supports(type)) {
                return this::refused;
            }
            TextConversion conversion = new TextConversion(type, "The text message");
            return message -> conversion.convert((String) message);
        }

        private MessageReceiver binaryReceiver(long max, SessionCodecs codecs, MessageReceiver.Call<Object> user) {
            if (!binary.isEmpty() && binary.get(0).isStream()) {
                DecoderForm form = binary.get(0);
                return new MessageReceiver.BinaryStream(
                        (session, stream) -> user.call(session, codecs.decodeStream(form, stream)));
            }
            if (binary.isEmpty() && type == InputStream.class) {
                return new MessageReceiver.BinaryStream(user);
            }
            if (binary.isEmpty() && type == ByteBuffer.class) {
                return new MessageReceiver.Binary(max, user);
            }
            Fallback own = ownBinary();
            return new MessageReceiver.Binary(
                    max, (session, message) -> user.call(session, decode(binary, codecs, message, own)));
        }

        private Fallback ownBinary() {
            if (type == InputStream.class) {
                return message -> WholeMessages.stream((ByteBuffer) message);
            }
            if (type == byte[].class) {
                return message -> WholeMessages.bytes((ByteBuffer) message);
            }
            return type == ByteBuffer.class ? message -> message : this::refused;
        }

        private static Object decode(List<DecoderForm> forms, SessionCodecs codecs, Object message, Fallback own)
                throws Throwable {
            for (DecoderForm form : forms) {
                if (codecs.takes(form, message)) {
                    return codecs.decode(form, message);
                }
            }
            return own.decode(message);
        }

        private Object refused(Object message) throws DecodeException {
            String rule = "None of the endpoint's decoders decodes the message to " + type.getName() + ".";
            throw message instanceof String said
                    ? new DecodeException(said, rule)
                    : new DecodeException((ByteBuffer) message, rule);
        }
    }

    /** The conversion by the platform, for a message that no decoder has taken. */
    @FunctionalInterface
    interface Fallback {
        Object decode(Object message) throws DecodeException;
    }
}
