package io.hawser.tck.autobahn;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Checks UTF-8 in pieces for the testsuite with the decoder of the JDK, in place of the testsuite's Python code. */
public final class Utf8Check {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer ignored = CharBuffer.allocate(8192);
    private ByteBuffer begun = ByteBuffer.allocate(0);

    /** {@return how many octets of the next piece are valid, including those that begin an incomplete character} */
    public int goodOctets(byte[] piece) {
        ByteBuffer all = ByteBuffer.allocate(begun.remaining() + piece.length)
                .put(begun)
                .put(piece)
                .flip();
        CoderResult result;
        do {
            ignored.clear();
            result = decoder.decode(all, ignored, false);
        } while (result.isOverflow());
        begun = all;
        return result.isError() ? Math.max(0, piece.length - all.remaining()) : piece.length;
    }

    /** {@return whether the last piece ends with a complete character} */
    public boolean isWhole() {
        return !begun.hasRemaining();
    }
}
