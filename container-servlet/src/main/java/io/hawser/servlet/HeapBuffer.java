package io.hawser.servlet;

import io.hawser.session.WriteBuffer;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Room for outgoing bytes on the heap, as arrays are what every servlet container takes. */
record HeapBuffer(ByteBuffer bytes) implements WriteBuffer {

    private static final int SMALLEST = 64;

    static HeapBuffer of(int wanted) {
        return new HeapBuffer(ByteBuffer.allocate(Math.max(wanted, SMALLEST)));
    }

    /** {@return the bytes that were put, in an array of exactly their size} */
    byte[] filled() {
        byte[] array = bytes.array();
        return bytes.position() == array.length ? array : Arrays.copyOf(array, bytes.position());
    }

    @Override
    public void release() {
        // The garbage collector's.
    }
}
