package io.hawser.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Masks and unmasks payload. Both are the same operation (RFC 6455, section 5.3). */
final class Mask {

    private static final long HIGH_BITS = 0x8080808080808080L;

    private Mask() {}

    /**
     * Masks bytes where they are, eight at a time.
     *
     * @param bytes the buffer, of either byte order; its position and limit are left alone
     * @param from the index of the first byte
     * @param to the index after the last byte
     * @param key the key, whose most significant byte is for the first byte
     * @return whether every byte is now ASCII
     */
    static boolean apply(ByteBuffer bytes, int from, int to, int key) {
        long wide = (key & 0xFFFFFFFFL) << Integer.SIZE | key & 0xFFFFFFFFL;
        long ordered = bytes.order() == ByteOrder.BIG_ENDIAN ? wide : Long.reverseBytes(wide);
        long seen = 0;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long plain = bytes.getLong(i) ^ ordered;
            bytes.putLong(i, plain);
            seen |= plain;
        }
        for (; i < to; i++) {
            wide = Long.rotateLeft(wide, Byte.SIZE);
            byte plain = (byte) (bytes.get(i) ^ wide);
            bytes.put(i, plain);
            seen |= plain;
        }
        return (seen & HIGH_BITS) == 0;
    }

    /** {@return the key for the bytes that follow {@code count} bytes masked with {@code key}} */
    static int advance(int key, int count) {
        return Integer.rotateLeft(key, Byte.SIZE * (count & 3));
    }
}
