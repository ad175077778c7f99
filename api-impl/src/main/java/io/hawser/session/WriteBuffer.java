package io.hawser.session;

import java.nio.ByteBuffer;

/** Room for outgoing bytes, lent by a {@link Transport}. Owned by one party at a time. */
public interface WriteBuffer {

    /** {@return the room: bytes are put at its position, up to its limit; always the same object} */
    ByteBuffer bytes();

    /** Gives the room back unwritten. */
    void release();
}
