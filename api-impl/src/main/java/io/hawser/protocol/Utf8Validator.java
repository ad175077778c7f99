package io.hawser.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks that bytes are UTF-8, piece by piece, and finds the first wrong byte as soon as it arrives (Unicode, table
 * 3-7: overlong forms, surrogates and everything above U+10FFFF show at the second byte at the latest).
 */
final class Utf8Validator {

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** The number of bytes of the incomplete code point so far, and the number of missing bytes. */
    private int seen;

    private int missing;

    /** The range in which its next byte has to be. */
    private int lowest;

    private int highest;

    /**
     * Takes the next bytes.
     *
     * @param bytes where they are
     * @param from the index of the first one
     * @param to the index after the last one
     * @return whether all bytes until now are UTF-8 or the beginning of it; after {@code false} it is of no more use
     */
    boolean accepts(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (missing == 0) {
                while (i <= to - Long.BYTES && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
                    i += Long.BYTES;
                }
                if (i < to && bytes[i] < 0 && !lead(bytes[i] & 0xFF)) {
                    return false;
                }
            } else if (!continuation(bytes[i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /** {@return how many bytes at the end, 0 to 3, belong to a code point that is not complete} */
    int pending() {
        return missing == 0 ? 0 : seen;
    }

    private boolean lead(int b) {
        seen = 1;
        lowest = 0x80;
        highest = 0xBF;
        if (b < 0xC2 || b > 0xF4) {
            return false;
        }
        if (b < 0xE0) {
            missing = 1;
        } else if (b < 0xF0) {
            missing = 2;
            if (b == 0xE0) {
                lowest = 0xA0; // below it is overlong
            } else if (b == 0xED) {
                highest = 0x9F; // above it are the surrogates
            }
        } else {
            missing = 3;
            if (b == 0xF0) {
                lowest = 0x90; // below it is overlong
            } else if (b == 0xF4) {
                highest = 0x8F; // above it is no Unicode
            }
        }
        return true;
    }

    private boolean continuation(int b) {
        if (b < lowest || b > highest) {
            return false;
        }
        lowest = 0x80;
        highest = 0xBF;
        seen++;
        missing--;
        return true;
    }
}
