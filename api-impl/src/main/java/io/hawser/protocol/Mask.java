package io.hawser.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Masks and unmasks payload. Both are the same operation (RFC 6455, section 5.3). The loops take eight bytes at a time,
 * in the byte order of most processors: the JIT compiler turns them into loops over vectors, which it does not where
 * bytes have to be swapped.
 */
final class Mask {

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Mask() {}

    /**
     * Masks bytes where they are.
     *
     * @param bytes the buffer, of either byte order; its position, limit and order are left alone
     * @param from the index of the first byte
     * @param to the index after the last byte
     * @param key the key, whose most significant byte is for the first byte
     * @return whether every byte is now ASCII
     */
    static boolean apply(ByteBuffer bytes, int from, int to, int key) {
        if (bytes.hasArray()) {
            return apply(bytes.array(), bytes.arrayOffset() + from, bytes.arrayOffset() + to, key);
        }
        ByteOrder order = bytes.order();
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        long wide = wide(key);
        long seen = 0;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long plain = bytes.getLong(i) ^ wide;
            bytes.putLong(i, plain);
            seen |= plain;
        }
        bytes.order(order);
        for (; i < to; i++) {
            byte plain = (byte) (bytes.get(i) ^ wide);
            bytes.put(i, plain);
            seen |= plain;
            wide >>>= Byte.SIZE;
        }
        return (seen & HIGH_BITS) == 0;
    }

    private static boolean apply(byte[] bytes, int from, int to, int key) {
        long wide = wide(key);
        long seen = 0;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long plain = (long) LONGS.get(bytes, i) ^ wide;
            LONGS.set(bytes, i, plain);
            seen |= plain;
        }
        for (; i < to; i++) {
            byte plain = (byte) (bytes[i] ^ wide);
            bytes[i] = plain;
            seen |= plain;
            wide >>>= Byte.SIZE;
        }
        return (seen & HIGH_BITS) == 0;
    }

    /**
     * Copies bytes and masks the copy.
     *
     * @param bytes from position to limit; not changed
     * @param copy where they go
     * @param at the index of the first byte there
     * @param key the key, whose most significant byte is for the first byte; with 0 the copy is like the bytes
     * @return the index after the last byte there
     */
    static int copy(ByteBuffer bytes, byte[] copy, int at, int key) {
        int count = bytes.remaining();
        bytes.get(bytes.position(), copy, at, count);
        if (key != 0) {
            apply(copy, at, at + count, key);
        }
        return at + count;
    }

    /** {@return the key for the bytes that follow {@code count} bytes masked with {@code key}} */
    static int advance(int key, int count) {
        return Integer.rotateLeft(key, Byte.SIZE * (count & 3));
    }

    /** {@return the key twice, so that its byte for the first byte is the least significant one} */
    private static long wide(int key) {
        return Long.reverseBytes((key & 0xFFFFFFFFL) << Integer.SIZE | key & 0xFFFFFFFFL);
    }
}
