package io.hawser.endpoint;

import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;

/**
 * One of the ways in which an encoder class encodes. A class may implement several of the four interfaces, and has one
 * instance for all of them.
 *
 * @param encoder the position of the encoder in the endpoint's list
 * @param form the interface
 * @param type the type of the objects that it encodes
 */
record EncoderForm(int encoder, Form form, Class<?> type) {

    /** The four interfaces. */
    enum Form {
        TEXT(Encoder.Text.class),
        TEXT_STREAM(Encoder.TextStream.class),
        BINARY(Encoder.Binary.class),
        BINARY_STREAM(Encoder.BinaryStream.class);

        private final Class<? extends Encoder> api;

        Form(Class<? extends Encoder> api) {
            this.api = api;
        }

        Class<? extends Encoder> api() {
            return api;
        }
    }

    /**
     * Encodes a whole object, so that an encoder that fails has sent nothing.
     *
     * @param encoder an instance of the class
     * @param object the object, of this form's type
     * @return a String or a ByteBuffer; {@code null} if the encoder returns it
     */
    @SuppressWarnings("unchecked") // the object is of the type that the class says it encodes
    Object encode(Encoder encoder, Object object) throws EncodeException, IOException {
        return switch (form) {
            case TEXT -> ((Encoder.Text<Object>) encoder).encode(object);
            case BINARY -> ((Encoder.Binary<Object>) encoder).encode(object);
            case TEXT_STREAM -> {
                StringWriter writer = new StringWriter();
                ((Encoder.TextStream<Object>) encoder).encode(object, writer);
                yield writer.toString();
            }
            case BINARY_STREAM -> {
                ByteArrayOutputStream stream = new ByteArrayOutputStream();
                ((Encoder.BinaryStream<Object>) encoder).encode(object, stream);
                yield ByteBuffer.wrap(stream.toByteArray());
            }
        };
    }
}
