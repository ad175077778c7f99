package io.hawser.tck.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to split bytes into buffers.
 *
 * @param sizes the sizes of the buffers, used cyclically; empty for one buffer with all bytes
 * @param kind the kind of buffer: heap or direct, of either byte order
 */
record Pieces(byte[] sizes, int kind) {

    static final Pieces WHOLE = new Pieces(new byte[0], 0);
    static final Pieces SINGLE_BYTES = new Pieces(new byte[] {1}, 0);

    /** {@return the bytes in separate buffers, which are empty only if a size is 0} */
    List<ByteBuffer> of(byte[] bytes) {
        List<ByteBuffer> pieces = new ArrayList<>();
        int turn = 0;
        for (int at = 0; at < bytes.length; turn++) {
            // Two zeros in a row would cause an endless loop.
            int size = sizes.length == 0 ? bytes.length : Math.max(sizes[turn % sizes.length] & 0xFF, turn & 1);
            int count = Math.min(size, bytes.length - at);
            pieces.add(buffer(bytes, at, count));
            at += count;
        }
        return pieces;
    }

    /** {@return a buffer with one more byte before its position and one after its limit} */
    private ByteBuffer buffer(byte[] bytes, int from, int count) {
        ByteBuffer buffer = (kind & 1) == 0 ? ByteBuffer.allocate(count + 2) : ByteBuffer.allocateDirect(count + 2);
        return buffer.order((kind & 2) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .position(1)
                .put(bytes, from, count)
                .limit(count + 1)
                .position(1);
    }
}
