package io.hawser.protocol;

import java.nio.ByteBuffer;

/**
 * Writes messages as frames. Each method writes one frame, or throws before it writes anything when the arguments are
 * not allowed. Payload is read where it is, and neither its bytes nor its position and limit are changed.
 *
 * <p>Control frames may be written at any time; messages only one after the other.
 */
public final class MessageWriter {

    private final FrameSink first;

    /** The kind of message of which parts were written, {@code null} between messages. */
    private Opcode partial;

    /** The high surrogate at the end of the last text part: its code point is sent with the next part. */
    private String held = "";

    /**
     * Makes a writer.
     *
     * @param first takes the frames: a {@link FrameWriter}, or the extension that comes first on the way to it
     */
    public MessageWriter(FrameSink first) {
        this.first = first;
    }

    /** {@return whether a message was begun in parts and is not complete} */
    public boolean inMessage() {
        return partial != null;
    }

    /**
     * Writes a whole text message.
     *
     * @param message the message
     * @throws IllegalArgumentException if it has a lone surrogate
     * @throws IllegalStateException if a message in parts is not complete
     * @throws ProtocolException if an extension fails
     */
    public void text(String message) throws ProtocolException {
        text(Utf8.encode(message));
    }

    /**
     * Writes a whole text message that is encoded already.
     *
     * @param utf8 the message as {@link Utf8#encode} gave it; not checked
     * @throws IllegalStateException if a message in parts is not complete
     * @throws ProtocolException if an extension fails
     */
    public void text(byte[] utf8) throws ProtocolException {
        requireNoPartial();
        write(Opcode.TEXT, true, ByteBuffer.wrap(utf8));
    }

    /**
     * Writes a part of a text message. The parts may be cut between the two surrogates of a code point: the first of
     * them is held until the next part.
     *
     * @param part the part, may be empty
     * @param last whether it completes the message
     * @throws IllegalArgumentException if it has a lone surrogate; an index counts the held one, if there is one
     * @throws IllegalStateException if a binary message in parts is not complete
     * @throws ProtocolException if an extension fails
     */
    public void textPart(String part, boolean last) throws ProtocolException {
        Opcode opcode = opcodeOfPart(Opcode.TEXT);
        String known = held.concat(part);
        int end = known.length();
        if (!last && end > 0 && Character.isHighSurrogate(known.charAt(end - 1))) {
            end--;
        }
        byte[] utf8 = Utf8.encode(known.substring(0, end));
        held = known.substring(end);
        partial = last ? null : Opcode.TEXT;
        write(opcode, last, ByteBuffer.wrap(utf8));
    }

    /**
     * Writes a whole binary message.
     *
     * @param message the message from position to limit
     * @throws IllegalStateException if a message in parts is not complete
     * @throws ProtocolException if an extension fails
     */
    public void binary(ByteBuffer message) throws ProtocolException {
        requireNoPartial();
        write(Opcode.BINARY, true, message);
    }

    /**
     * Writes a part of a binary message.
     *
     * @param part the part from position to limit, may be empty
     * @param last whether it completes the message
     * @throws IllegalStateException if a text message in parts is not complete
     * @throws ProtocolException if an extension fails
     */
    public void binaryPart(ByteBuffer part, boolean last) throws ProtocolException {
        Opcode opcode = opcodeOfPart(Opcode.BINARY);
        partial = last ? null : Opcode.BINARY;
        write(opcode, last, part);
    }

    /**
     * Writes a ping.
     *
     * @param payload at most 125 bytes from position to limit
     * @throws IllegalArgumentException if it is longer
     * @throws ProtocolException if an extension fails
     */
    public void ping(ByteBuffer payload) throws ProtocolException {
        writeControl(Opcode.PING, payload);
    }

    /**
     * Writes a pong.
     *
     * @param payload at most 125 bytes from position to limit
     * @throws IllegalArgumentException if it is longer
     * @throws ProtocolException if an extension fails
     */
    public void pong(ByteBuffer payload) throws ProtocolException {
        writeControl(Opcode.PONG, payload);
    }

    /**
     * Writes a Close frame, after which nothing may be written (RFC 6455, section 5.5.1).
     *
     * @param status the code and reason; {@link CloseStatus#NO_STATUS} makes an empty frame
     * @throws IllegalStateException if the code must not be sent
     * @throws ProtocolException if an extension fails
     */
    public void close(CloseStatus status) throws ProtocolException {
        writeControl(Opcode.CLOSE, status.encode());
    }

    private void requireNoPartial() {
        if (partial != null) {
            throw new IllegalStateException("A partial " + partial + " message is not complete");
        }
    }

    private Opcode opcodeOfPart(Opcode kind) {
        if (partial == kind) {
            return Opcode.CONTINUATION;
        }
        requireNoPartial();
        return kind;
    }

    private void writeControl(Opcode opcode, ByteBuffer payload) throws ProtocolException {
        if (payload.remaining() > 125) {
            throw new IllegalArgumentException(
                    opcode + " payload of " + payload.remaining() + " bytes, at most 125 are allowed");
        }
        write(opcode, true, payload);
    }

    private void write(Opcode opcode, boolean fin, ByteBuffer payload) throws ProtocolException {
        first.begin(opcode, fin, 0, payload.remaining());
        if (payload.hasRemaining()) {
            first.payload(payload, false);
        }
        first.end();
    }
}
