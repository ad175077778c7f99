package io.hawser.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntFunction;

/** The kinds of buffers in which bytes may arrive. */
enum Memory {
    HEAP(ByteBuffer::allocate),
    DIRECT(ByteBuffer::allocateDirect),
    HEAP_LITTLE_ENDIAN(size -> ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN)),
    DIRECT_LITTLE_ENDIAN(size -> ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN)),
    SLICE_WITH_ARRAY_OFFSET(size -> ByteBuffer.allocate(size + 5).position(3).slice());

    private static final int BEFORE = 3;
    private static final int BEHIND = 9;
    private static final byte GUARD = 0x55;

    private final IntFunction<ByteBuffer> allocator;

    Memory(IntFunction<ByteBuffer> allocator) {
        this.allocator = allocator;
    }

    /** An empty buffer with exactly this capacity. */
    ByteBuffer room(int size) {
        return allocator.apply(size).limit(size);
    }

    /** A buffer with these bytes between its position and its limit, and guards around them. */
    ByteBuffer of(byte[] bytes) {
        ByteBuffer buffer = allocator.apply(BEFORE + bytes.length + BEHIND);
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, GUARD);
        }
        return buffer.put(BEFORE, bytes).limit(BEFORE + bytes.length).position(BEFORE);
    }

    /** Whether the guards of a buffer from {@link #of} are unchanged. */
    static boolean guardsAreIntact(ByteBuffer buffer, int size) {
        for (int i = 0; i < BEFORE + size + BEHIND; i++) {
            boolean guard = i < BEFORE || i >= BEFORE + size;
            if (guard && buffer.duplicate().clear().get(i) != GUARD) {
                return false;
            }
        }
        return true;
    }
}
