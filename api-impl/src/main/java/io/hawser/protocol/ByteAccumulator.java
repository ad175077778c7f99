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
    /** How many bytes there is memory for, at most, for each byte that has arrived of those that were announced. */
    private static final long AHEAD = 16;

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
     * {@return the capacity that is needed for more bytes} It is the announced size as soon as a part of that is here,
     * so that a peer has to send what it wants to occupy.
     *
     * @param count how many bytes come now
     * @param announced how many bytes there will be in all, these included, as far as the peer has said; 0 if it has
     *     not
     * @param most how many bytes there will be in all at most
     */
    int capacityWith(int count, long announced, long most) {
        int needed = size + count;
        if (needed <= bytes.length) {
            return bytes.length;
        }
        long ahead = Math.max(INITIAL_BYTES, Math.max(2L * bytes.length, Math.min(announced, AHEAD * needed)));
        return (int) Math.max(Math.min(most, ahead), needed);
    }

    /**
     * Adds a piece.
     *
     * @param piece from position to limit; not changed
     * @param key the key with which it is masked, or 0 if it is not masked
     * @param capacity how many bytes there has to be memory for, as {@link #capacityWith} says
     */
    void append(ByteBuffer piece, int key, int capacity) {
        if (capacity > bytes.length) {
            bytes = Arrays.copyOf(bytes, capacity);
        }
        size = Mask.copy(piece, bytes, size, key);
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
