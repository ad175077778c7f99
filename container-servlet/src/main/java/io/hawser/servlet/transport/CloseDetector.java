package io.hawser.servlet.transport;

import java.nio.ByteBuffer;

/**
 * Guesses, without parsing, whether the last bytes of a peer are a Close frame of a client (RFC 6455, sections 5.2 and
 * 5.5.1), independent of how they are split. The only effect of a wrong guess is that a thread is kept for a moment.
 * Used by one thread at a time.
 */
final class CloseDetector {

    private static final byte FIN_CLOSE = (byte) 0x88;
    private static final int MASKED = 0x80;
    private static final int HEADER_BYTES = 6;
    private static final int LONGEST_PAYLOAD = 125;
    private static final int LONGEST = HEADER_BYTES + LONGEST_PAYLOAD;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The end of the bytes that have arrived, if it may be the beginning of a Close frame. */
    private ByteBuffer begun = NOTHING;

    /**
     * {@return whether the bytes of the peer, with these bytes after the earlier ones, end with a possible Close frame}
     */
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

    /**
     * {@return the number of bytes that a Close frame still lacks; negative if it is no Close frame, or ends earlier}
     */
    private static int missing(ByteBuffer bytes, int at) {
        if (at + 1 == bytes.limit()) {
            return 1;
        }
        int payload = (bytes.get(at + 1) & 0xFF) - MASKED;
        return payload < 0 || payload > LONGEST_PAYLOAD ? -1 : at + HEADER_BYTES + payload - bytes.limit();
    }

    /** {@return a copy of the bytes from an index, since the caller uses its buffer again} */
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
