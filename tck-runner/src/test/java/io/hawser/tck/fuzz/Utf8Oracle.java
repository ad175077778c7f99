package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;

/** The result of the JDK's strict decoder. */
final class Utf8Oracle {

    /** One of these completes every beginning of a code point, with the lowest or the highest bytes. */
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

    /** {@return the index of the first byte that makes the bytes invalid UTF-8; -1 if there is none} */
    static int firstWrong(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length), true);
        if (!result.isMalformed()) {
            return -1;
        }
        // The bytes before the position are complete code points.
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
