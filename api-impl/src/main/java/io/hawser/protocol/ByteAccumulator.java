package io.hawser.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Accumulates bytes that arrive in pieces. It allocates memory as they arrive, and frees it when they are taken out.
 */
final class ByteAccumulator {

    private static final byte[] NONE = {};
    private static final int INITIAL_BYTES = 8 * 1024;

    private byte[] bytes = NONE;
    private int size;

    /** {@return how many bytes are here} */
    int size() {
        return size;
    }

    /** {@return how many bytes there is memory for} */
    int capacity() {
        return bytes.length;
    }

    /**
     * {@return the capacity that is needed for more bytes}
     *
     * @param count how many they are
     * @param most how many bytes there will be in the end at most, these included
     */
    int capacityWith(int count, long most) {
        if (size + count <= bytes.length) {
            return bytes.length;
        }
        return (int) Math.max(Math.min(most, Math.max(INITIAL_BYTES, 2L * bytes.length)), size + count);
    }

    /**
     * Adds a piece.
     *
     * @param piece from position to limit; not changed
     * @param most how many bytes there will be in the end at most, the piece included
     */
    void append(ByteBuffer piece, long most) {
        int count = piece.remaining();
        int capacity = capacityWith(count, most);
        if (capacity > bytes.length) {
            bytes = Arrays.copyOf(bytes, capacity);
        }
        piece.get(piece.position(), bytes, size, count);
        size += count;
    }

    /**
     * Shows the bytes that were added last to a validator.
     *
     * @param utf8 has seen all bytes before them
     * @param count how many they are
     * @return whether it accepts them
     */
    boolean lastAreAcceptedBy(Utf8Validator utf8, int count) {
        return utf8.accepts(bytes, size - count, size);
    }

    /** {@return all bytes, as an array of exactly their size} */
    byte[] take() {
        byte[] taken = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        discard();
        return taken;
    }

    /** Lets all bytes go. */
    void discard() {
        bytes = NONE;
        size = 0;
    }

    /**
     * Takes all bytes but the last few out as text.
     *
     * @param kept how many bytes at the end to keep
     * @return the text; the bytes are known to be UTF-8
     */
    String takeText(int kept) {
        String taken = new String(bytes, 0, size - kept, UTF_8);
        bytes = kept == 0 ? NONE : Arrays.copyOfRange(bytes, size - kept, size);
        size = kept;
        return taken;
    }
}
