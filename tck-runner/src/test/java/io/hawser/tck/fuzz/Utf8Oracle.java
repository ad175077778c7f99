package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;

/** What the JDK's strict decoder says about bytes. */
final class Utf8Oracle {

    /** With one of these, every beginning of a code point becomes a whole one: by the lowest or the highest bytes. */
    private static final byte[][] COMPLETIONS = {
        {},
        {(byte) 0x80},
        {(byte) 0xBF},
        {(byte) 0x80, (byte) 0x80},
        {(byte) 0xBF, (byte) 0xBF},
        {(byte) 0x80, (byte) 0x80, (byte) 0x80},
        {(byte) 0xBF, (byte) 0xBF, (byte) 0xBF}
    };

    private Utf8Oracle() {}

    /** {@return the index of the first byte with which the bytes can no longer become UTF-8; -1 if there is none} */
    static int firstWrong(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length), true);
        if (!result.isMalformed()) {
            return -1;
        }
        // What is before the position is whole code points.
        for (int end = in.position() + 1; end <= bytes.length; end++) {
            if (!isBeginning(bytes, in.position(), end)) {
                return end - 1;
            }
        }
        return -1;
    }

    /** {@return the text of the bytes; null if they are not UTF-8} */
    static String decode(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isBeginning(byte[] bytes, int from, int to) {
        for (byte[] completion : COMPLETIONS) {
            ByteBuffer completed = ByteBuffer.allocate(to - from + completion.length)
                    .put(bytes, from, to - from)
                    .put(completion);
            if (decode(completed.array()) != null) {
                return true;
            }
        }
        return false;
    }
}
