package io.hawser.endpoint;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The conversions of whole messages and objects by the platform itself, without an encoder or a decoder. */
final class WholeMessages {

    private WholeMessages() {}

    /** {@return whether values of a class are sent without an encoder} */
    static boolean isNative(Class<?> type) {
        return type == ByteBuffer.class || type == byte[].class || type == Void.class || TextConversion.supports(type);
    }

    /** {@return the String or ByteBuffer that is sent for an object, if it needs no encoder} */
    static Optional<Object> nativeForm(Object object) {
        if (object instanceof String || object instanceof ByteBuffer) {
            return Optional.of(object);
        }
        if (object instanceof byte[] bytes) {
            return Optional.of(ByteBuffer.wrap(bytes));
        }
        return TextConversion.supports(object.getClass()) ? Optional.of(object.toString()) : Optional.empty();
    }

    /**
     * Gets the bytes of a binary message without a copy.
     *
     * @param message the message as a {@link MessageReceiver.Binary} gets it, backed by an array of exactly its size
     * @return that array
     */
    @SuppressWarnings("ByteBufferBackingArray") // the array begins and ends with the message
    static byte[] bytes(ByteBuffer message) {
        return message.array();
    }

    /** {@return a whole binary message as a stream} */
    static InputStream stream(ByteBuffer message) {
        return new ByteArrayInputStream(bytes(message));
    }
}
