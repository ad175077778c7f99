package io.hawser.standalone.channel;

import io.hawser.transport.WriteBuffer;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** A buffer for output, on a {@link ByteBuf}. */
final class NettyWriteBuffer implements WriteBuffer {

    private final ByteBuf buffer;
    private final ByteBuffer bytes;

    /**
     * Creates a write buffer.
     *
     * @param buffer an empty buffer, which this object releases or passes on
     */
    NettyWriteBuffer(ByteBuf buffer) {
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

    /** {@return the bytes that were written to the buffer; the caller releases the buffer} */
    ByteBuf taken() {
        return buffer.writerIndex(bytes.position());
    }
}
