package io.hawser.standalone;

import io.hawser.session.WriteBuffer;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** Room for outgoing bytes in a buffer of Netty's. */
final class LentBuffer implements WriteBuffer {

    private final ByteBuf buffer;
    private final ByteBuffer bytes;

    /**
     * Takes over a buffer.
     *
     * @param buffer an empty buffer
     */
    LentBuffer(ByteBuf buffer) {
        this.buffer = buffer;
        this.bytes = buffer.nioBuffer(0, buffer.capacity());
    }

    @Override
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void release() {
        buffer.release();
    }

    /** {@return what was put, in Netty's terms; whoever gets it has to release it} */
    ByteBuf taken() {
        return buffer.writerIndex(bytes.position());
    }
}
