package io.hawser.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Encodes text as UTF-8 (RFC 6455, section 8.1). Thread-safe. */
public final class Utf8 {

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /**
     * Encodes a text strictly.
     *
     * @param text the text
     * @return its bytes in UTF-8
     * @throws IllegalArgumentException if the text has a lone surrogate, which UTF-8 cannot express; the message names
     *     its index
     */
    public static byte[] encode(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        // getBytes writes '?' for a lone surrogate without a word: only a text with a '?' can have one.
        if (hasQuestionMark(bytes)) {
            requireWellFormed(text);
        }
        return bytes;
    }

    private static boolean hasQuestionMark(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int i = 0;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            // A byte that is '?' becomes zero, and only a zero byte borrows into a high bit that was not set.
            long difference = buffer.getLong(i) ^ '?' * EACH_BYTE;
            if ((difference - EACH_BYTE & ~difference & HIGH_BITS) != 0) {
                return true;
            }
        }
        for (; i < bytes.length; i++) {
            if (bytes[i] == '?') {
                return true;
            }
        }
        return false;
    }

    private static void requireWellFormed(String text) {
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException("Text has a lone surrogate at index " + i);
            }
        }
    }
}
