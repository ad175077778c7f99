package io.hawser.servlet.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Buffers for reads, which the connections of an application share. An idle connection has no buffer. Safe for all
 * threads.
 */
final class ReadBuffers {

    private static final int BYTES = 16 * 1024;
    private static final int KEPT = 64;

    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

    /** {@return an empty buffer with an array of exactly its size} */
    ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocate(BYTES) : buffer;
    }

    /** Takes back a buffer that is not used any more. A buffer of another size is dropped. */
    void giveBack(ByteBuffer buffer) {
        if (buffer.capacity() == BYTES) {
            free.offer(buffer.clear());
        }
    }
}
