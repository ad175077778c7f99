package io.hawser.servlet;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Buffers to read into, shared by the connections of an application: one that is idle has none. For all threads. */
final class ReadBuffers {

    private static final int BYTES = 16 * 1024;
    private static final int KEPT = 64;

    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

    /** {@return an empty buffer with an array of exactly its size} */
    ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocate(BYTES) : buffer;
    }

    /** Takes a buffer that nobody uses any more. */
    void giveBack(ByteBuffer buffer) {
        free.offer(buffer.clear());
    }
}
