package io.hawser.servlet;

import java.nio.ByteBuffer;

/**
 * Guesses whether a peer has said its last, without parsing: whether its bytes end with what could be a client's Close
 * frame (RFC 6455, sections 5.2 and 5.5.1), however they are split. A wrong guess costs a moment of a thread, and
 * nothing else. Used by one thread at a time.
 */
final class Farewell {

    private static final byte FIN_CLOSE = (byte) 0x88;
    private static final int MASKED = 0x80;
    private static final int HEADER_BYTES = 6;
    private static final int LONGEST_PAYLOAD = 125;
    private static final int LONGEST = HEADER_BYTES + LONGEST_PAYLOAD;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** What may be the begin of a Close frame, at the end of what has come. */
    private ByteBuffer begun = NOTHING;

    /** {@return whether the peer's bytes, with these that came last, end with what could be a Close frame} */
    boolean endsWithClose(ByteBuffer came) {
        ByteBuffer bytes = begun.hasRemaining() && came.remaining() < LONGEST ? joined(came) : came;
        begun = NOTHING;
        int end = bytes.limit();
        for (int at = Math.max(bytes.position(), end - LONGEST); at < end; at++) {
            int missing = bytes.get(at) == FIN_CLOSE ? missing(bytes, at) : -1;
            if (missing == 0) {
                return true;
            }
            if (missing > 0 && !begun.hasRemaining()) {
                begun = copy(bytes, at);
            }
        }
        return false;
    }

    /** {@return how many bytes of a Close frame are still to come; less than 0 where it is none, or ends before} */
    private static int missing(ByteBuffer bytes, int at) {
        if (at + 1 == bytes.limit()) {
            return 1;
        }
        int payload = (bytes.get(at + 1) & 0xFF) - MASKED;
        return payload < 0 || payload > LONGEST_PAYLOAD ? -1 : at + HEADER_BYTES + payload - bytes.limit();
    }

    /** The caller's buffer is used again. */
    private static ByteBuffer copy(ByteBuffer bytes, int at) {
        int size = bytes.limit() - at;
        return ByteBuffer.allocate(size).put(0, bytes, at, size);
    }

    private ByteBuffer joined(ByteBuffer came) {
        return ByteBuffer.allocate(begun.remaining() + came.remaining())
                .put(begun)
                .put(came.duplicate())
                .flip();
    }
}
