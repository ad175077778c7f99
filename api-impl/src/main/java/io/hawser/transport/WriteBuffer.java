package io.hawser.transport;

import java.nio.ByteBuffer;

/** A buffer for outgoing bytes, lent by a {@link Transport}. It has one owner at a time. */
public interface WriteBuffer {

    /** {@return the buffer: bytes are put at its position, up to its limit; always the same object} */
    ByteBuffer bytes();

    /** Returns the buffer to the transport without writing it. */
    void release();
}
