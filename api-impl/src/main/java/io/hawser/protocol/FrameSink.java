package io.hawser.protocol;

import java.nio.ByteBuffer;

/**
 * Takes frames as a stream: {@code begin}, any number of {@code payload} pieces, {@code end}. Reader, writer,
 * extensions and message assembly are all joined by this one interface. Never used by two threads at once.
 */
public interface FrameSink {

    /**
     * A frame begins. Control frames may come between the frames of a fragmented message, never inside a frame.
     *
     * @param opcode what kind of frame
     * @param fin whether it is the last frame of its message
     * @param rsv the bits RSV1 (4), RSV2 (2) and RSV3 (1) that no earlier stage has taken
     * @param length the payload's length in bytes; -1 where an extension lets a data frame in before it knows how long
     *     it will be
     * @throws ProtocolException where the frame is not allowed here; the connection has to be failed
     */
    void begin(Opcode opcode, boolean fin, int rsv, long length) throws ProtocolException;

    /**
     * A piece of the payload, unmasked.
     *
     * @param bytes from position to limit; valid for the length of the call; neither its bytes nor its position and
     *     limit may be changed, since on the way out it is the buffer of the application
     * @param ascii {@code true} where it is known that every byte is below 0x80; {@code false} says nothing
     * @throws ProtocolException where the bytes are not allowed here; the connection has to be failed
     */
    void payload(ByteBuffer bytes, boolean ascii) throws ProtocolException;

    /**
     * A piece of the payload as the peer has masked it. This unmasks it where it is, and gives it to {@link #payload}.
     * A receiver that copies the payload may do both in one step instead.
     *
     * @param bytes from position to limit; valid for the length of the call; the bytes may be changed, but not its
     *     position and limit
     * @param key the key, whose most significant byte is for the first byte
     * @throws ProtocolException where the bytes are not allowed here; the connection has to be failed
     */
    default void masked(ByteBuffer bytes, int key) throws ProtocolException {
        payload(bytes, Mask.apply(bytes, bytes.position(), bytes.limit(), key));
    }

    /**
     * The frame is complete.
     *
     * @throws ProtocolException where the frame as a whole is not allowed; the connection has to be failed
     */
    void end() throws ProtocolException;
}
