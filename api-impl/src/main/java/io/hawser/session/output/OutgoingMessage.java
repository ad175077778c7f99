package io.hawser.session.output;

import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.ProtocolException;
import java.nio.ByteBuffer;

/** A message that an application sends, or a part of one. Its content must not change until it is written. */
public sealed interface OutgoingMessage {

    /**
     * Writes the message or part as one frame.
     *
     * @param writer takes it
     * @throws ProtocolException if an extension fails
     */
    void writeTo(MessageWriter writer) throws ProtocolException;

    /**
     * A whole text message.
     *
     * @param utf8 its content, encoded
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares messages
    record Text(byte[] utf8) implements OutgoingMessage {
        @Override
        public void writeTo(MessageWriter writer) throws ProtocolException {
            writer.text(utf8);
        }
    }

    /**
     * A whole binary message.
     *
     * @param data its content, from position to limit
     */
    record Binary(ByteBuffer data) implements OutgoingMessage {
        @Override
        public void writeTo(MessageWriter writer) throws ProtocolException {
            writer.binary(data);
        }
    }

    /**
     * A part of a text message.
     *
     * @param part its content, possibly cut between two surrogates
     * @param last whether it completes the message
     */
    record TextPart(String part, boolean last) implements OutgoingMessage {
        @Override
        public void writeTo(MessageWriter writer) throws ProtocolException {
            writer.textPart(part, last);
        }
    }

    /**
     * A part of a binary message.
     *
     * @param part its content, from position to limit
     * @param last whether it completes the message
     */
    record BinaryPart(ByteBuffer part, boolean last) implements OutgoingMessage {
        @Override
        public void writeTo(MessageWriter writer) throws ProtocolException {
            writer.binaryPart(part, last);
        }
    }
}
