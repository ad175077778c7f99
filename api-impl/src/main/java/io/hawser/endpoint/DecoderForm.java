package io.hawser.endpoint;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;

/**
 * One of the ways in which a decoder class decodes. A class may implement several of the four interfaces, and has one
 * instance for all of them.
 *
 * @param decoder the position of the decoder in the endpoint's list
 * @param form the interface
 * @param type the type of the decoded object
 */
record DecoderForm(int decoder, Form form, Class<?> type) {

    /** The four interfaces, each with the form of message that it reads. */
    enum Form {
        TEXT(Decoder.Text.class, true),
        TEXT_STREAM(Decoder.TextStream.class, true),
        BINARY(Decoder.Binary.class, false),
        BINARY_STREAM(Decoder.BinaryStream.class, false);

        private final Class<? extends Decoder> api;
        private final boolean text;

        Form(Class<? extends Decoder> api, boolean text) {
            this.api = api;
            this.text = text;
        }

        Class<? extends Decoder> api() {
            return api;
        }
    }

    boolean isText() {
        return form.text;
    }

    boolean isStream() {
        return form == Form.TEXT_STREAM || form == Form.BINARY_STREAM;
    }

    /**
     * Tells whether a decoder takes a message. Decoders of streams cannot be asked.
     *
     * @param decoder an instance of the class
     * @param message the whole message, a String or a ByteBuffer
     */
    boolean takes(Decoder decoder, Object message) {
        return switch (form) {
            case TEXT -> ((Decoder.Text<?>) decoder).willDecode((String) message);
            case BINARY -> ((Decoder.Binary<?>) decoder).willDecode(((ByteBuffer) message).duplicate());
            default -> true;
        };
    }

    /**
     * Decodes a whole message.
     *
     * @param decoder an instance of the class
     * @param message the message, a String or a ByteBuffer
     * @return the decoded object
     */
    Object decode(Decoder decoder, Object message) throws DecodeException, IOException {
        return switch (form) {
            case TEXT -> ((Decoder.Text<?>) decoder).decode((String) message);
            case TEXT_STREAM -> decodeStream(decoder, new StringReader((String) message));
            case BINARY -> ((Decoder.Binary<?>) decoder).decode(((ByteBuffer) message).duplicate());
            case BINARY_STREAM -> decodeStream(decoder, WholeMessages.stream((ByteBuffer) message));
        };
    }

    /**
     * Decodes a message that is a stream.
     *
     * @param decoder an instance of the class
     * @param stream the message, a Reader or an InputStream
     * @return the decoded object
     */
    Object decodeStream(Decoder decoder, Object stream) throws DecodeException, IOException {
        return form == Form.TEXT_STREAM
                ? ((Decoder.TextStream<?>) decoder).decode((Reader) stream)
                : ((Decoder.BinaryStream<?>) decoder).decode((InputStream) stream);
    }
}
