package io.hawser.servlet.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Buffers for reads, which the connections of an application share. Large buffers are for connections on which much
 * arrives. An idle connection has no buffer. Safe for all threads.
 */
final class ReadBuffers {

    /** The size of a small buffer, in bytes. */
    static final int SMALL = 16 * 1024;

    private static final int LARGE = 64 * 1024;
    private static final int KEPT_SMALL = 64;
    private static final int KEPT_LARGE = 16;

    private final BlockingQueue<ByteBuffer> small = new ArrayBlockingQueue<>(KEPT_SMALL);
    private final BlockingQueue<ByteBuffer> large = new ArrayBlockingQueue<>(KEPT_LARGE);

    /**
     * {@return an empty buffer with an array of exactly its size}
     *
     * @param much whether much is expected to arrive
     */
    ByteBuffer take(boolean much) {
        ByteBuffer buffer = much ? large.poll() : small.poll();
        return buffer == null ? ByteBuffer.allocate(much ? LARGE : SMALL) : buffer;
    }

    /** Takes back a buffer that is not used any more. A buffer of another size is dropped. */
    void giveBack(ByteBuffer buffer) {
        switch (buffer.capacity()) {
            case SMALL -> small.offer(buffer.clear());
            case LARGE -> large.offer(buffer.clear());
            default -> {}
        }
    }
}
