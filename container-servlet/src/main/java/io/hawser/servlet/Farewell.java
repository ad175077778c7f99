package io.hawser.servlet;

import java.nio.ByteBuffer;

/**
 * Guesses whether a peer has said its last, without parsing: whether the bytes end with what could be a client's Close
 * frame (RFC 6455, sections 5.2 and 5.5.1). A wrong guess costs a moment of a thread, and nothing else.
 */
final class Farewell {

    private static final byte FIN_CLOSE = (byte) 0x88;
    private static final int MASKED = 0x80;
    private static final int HEADER_BYTES = 6;
    private static final int LONGEST_PAYLOAD = 125;

    private Farewell() {}

    static boolean endsWithClose(ByteBuffer bytes) {
        int end = bytes.limit();
        int first = Math.max(bytes.position(), end - HEADER_BYTES - LONGEST_PAYLOAD);
        for (int at = end - HEADER_BYTES; at >= first; at--) {
            int payload = end - HEADER_BYTES - at;
            if (bytes.get(at) == FIN_CLOSE && (bytes.get(at + 1) & 0xFF) == (MASKED | payload)) {
                return true;
            }
        }
        return false;
    }
}
