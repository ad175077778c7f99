package io.hawser.servlet.transport;

import io.hawser.transport.WriteBuffer;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A buffer for outgoing bytes on the heap, since every servlet container accepts arrays. */
record HeapBuffer(ByteBuffer bytes) implements WriteBuffer {

    private static final int SMALLEST = 64;

    /** {@return an empty buffer of at least the given number of bytes} */
    static HeapBuffer of(int wanted) {
        return new HeapBuffer(ByteBuffer.allocate(Math.max(wanted, SMALLEST)));
    }

    /** {@return the bytes that were written to the buffer, in an array of exactly their size} */
    byte[] filled() {
        byte[] array = bytes.array();
        return bytes.position() == array.length ? array : Arrays.copyOf(array, bytes.position());
    }

    @Override
    public void release() {
        // The garbage collector frees it.
    }
}
