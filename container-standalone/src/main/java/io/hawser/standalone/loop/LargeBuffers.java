package io.hawser.standalone.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Direct buffers for large reads and large output, which all channels of the process share. Netty's pool gives a chunk
 * back to the operating system as soon as no buffer of it is in use. A few large buffers are a whole chunk, so chunks
 * would come and go with messages. Safe for all threads.
 */
public final class LargeBuffers {

    /** The size of a buffer, in bytes. A message of 64 KiB fits in with its header. */
    public static final int BYTES = 80 * 1024;
    /** The size, in bytes, above which a buffer is large. Netty's pool keeps smaller ones for each thread. */
    static final int SMALLER_BYTES = 32 * 1024;

    private static final int MOST = 400;
    /** The part of the direct memory that these buffers may have. */
    private static final int DIVISOR = 64;

    private static final LargeBuffers OF_PROCESS =
            new LargeBuffers((int) Math.min(MOST, PlatformDependent.maxDirectMemory() / DIVISOR / BYTES));

    private final int most;
    /** The buffer that came back last is the first to be used again: it may still be in a cache of the processor. */
    private final Deque<ByteBuf> free = new ArrayDeque<>();

    private int made;

    /**
     * Creates an empty collection.
     *
     * @param most the most buffers that it creates, and keeps
     */
    LargeBuffers(int most) {
        this.most = most;
    }

    /**
     * Allocates a direct buffer.
     *
     * @param size the wanted capacity in bytes
     * @param otherwise a pool, which allocates the buffer if it has another size, or if all large ones are in use
     * @return the buffer, of at least that size. Any thread may release it
     */
    public static ByteBuf allocate(int size, ByteBufAllocator otherwise) {
        ByteBuf large = size > SMALLER_BYTES && size <= BYTES ? OF_PROCESS.take() : null;
        return large == null ? otherwise.directBuffer(size) : large;
    }

    /** {@return an empty buffer, or {@code null} if all are in use} */
    synchronized ByteBuf take() {
        if (free.isEmpty() && made < most) {
            made++;
            return new Large();
        }
        return free.poll();
    }

    private synchronized void giveBack(Large buffer) {
        free.push(buffer);
    }

    /** A buffer that comes back when it is released. */
    private final class Large extends UnpooledDirectByteBuf {

        Large() {
            super(UnpooledByteBufAllocator.DEFAULT, BYTES, BYTES);
        }

        @Override
        protected void deallocate() {
            clear();
            resetRefCnt();
            giveBack(this);
        }
    }
}
