package io.hawser.protocol;

import java.nio.ByteBuffer;

/**
 * Reads frames from the bytes of a peer as they arrive. It checks each frame against RFC 6455, section 5, as early as
 * its bytes allow. Payload is handed on in the buffer in which it came, and unmasked there unless the receiver copies
 * it anyway: nothing is copied or allocated here, and between two buffers only numbers are kept.
 *
 * <p>After a Close frame, after a failure, and after {@link #discard()} all bytes are ignored (RFC 6455, section
 * 5.5.1).
 */
public final class FrameReader {

    private enum Stage {
        START,
        LENGTH_16,
        LENGTH_64,
        KEY,
        PAYLOAD,
        DISCARD
    }

    private final boolean masked;
    private final int rsvMask;
    private final FrameSink next;
    private final long maxFrameSize;

    private Stage stage = Stage.START;

    /** The header's number that is being read, and how many of its bytes were read. */
    private long number;

    private int numberBytes;

    private Opcode opcode;
    private boolean fin;
    private int rsv;
    private int key;

    /** The length of the payload, then how much of it is still to come. */
    private long left;

    /** Whether a fragmented message is under way. */
    private boolean fragmented;

    /**
     * Makes a reader.
     *
     * @param role which end this is: a server takes masked frames only, a client unmasked ones only
     * @param rsvMask the bits RSV1 (4), RSV2 (2) and RSV3 (1) that extensions use
     * @param maxFrameSize the longest payload of a data frame in bytes, or -1 for no limit
     * @param next takes the frames
     */
    public FrameReader(Role role, int rsvMask, long maxFrameSize, FrameSink next) {
        this.masked = role == Role.SERVER;
        this.rsvMask = rsvMask;
        this.next = next;
        this.maxFrameSize = maxFrameSize;
    }

    /** Ignores every byte from now on. May be called by the sink in the middle of {@link #read}. */
    public void discard() {
        stage = Stage.DISCARD;
    }

    /**
     * Reads bytes from the peer.
     *
     * @param in the bytes from position to limit, on heap or direct, of either byte order; consumed whole, and changed
     *     where they are masked
     * @throws ProtocolException if the connection has to be failed; this, like anything else that the sink throws,
     *     makes the reader ignore all further bytes
     */
    public void read(ByteBuffer in) throws ProtocolException {
        int limit = in.limit();
        boolean failed = true;
        try {
            readFrames(in, limit);
            failed = false;
        } finally {
            if (failed) {
                discard();
            }
            in.limit(limit).position(limit);
        }
    }

    private void readFrames(ByteBuffer in, int limit) throws ProtocolException {
        while (true) {
            switch (stage) {
                case START -> {
                    if (!readNumber(in, 2)) {
                        return;
                    }
                    start((int) takeNumber());
                }
                case LENGTH_16 -> {
                    if (!readNumber(in, 2)) {
                        return;
                    }
                    length(takeNumber(), 126);
                }
                case LENGTH_64 -> {
                    if (!readNumber(in, 8)) {
                        return;
                    }
                    length(takeNumber(), 0x10000);
                }
                case KEY -> {
                    if (!readNumber(in, 4)) {
                        return;
                    }
                    key = (int) takeNumber();
                    begin();
                }
                case PAYLOAD -> {
                    if (left == 0) {
                        end();
                    } else if (in.hasRemaining()) {
                        payload(in, limit);
                    } else {
                        return;
                    }
                }
                default -> {
                    return;
                }
            }
        }
    }

    /** Reads a number of the header, whose bytes may be spread over buffers; says whether it is complete. */
    private boolean readNumber(ByteBuffer in, int size) {
        while (numberBytes < size && in.hasRemaining()) {
            number = number << Byte.SIZE | in.get() & 0xFF;
            numberBytes++;
        }
        return numberBytes == size;
    }

    private long takeNumber() {
        long taken = number;
        number = 0;
        numberBytes = 0;
        return taken;
    }

    private void start(int bits) throws ProtocolException {
        fin = (bits & 0x8000) != 0;
        rsv = bits >> 12 & 7;
        opcode = Opcode.of(bits >> 8 & 0xF);
        int shortLength = bits & 0x7F;
        if ((rsv & ~rsvMask) != 0) {
            throw broken("Frame with an RSV bit that no extension uses");
        }
        if (opcode == null) {
            throw broken("Frame with reserved opcode " + (bits >> 8 & 0xF));
        }
        if ((bits & 0x80) != 0 != masked) {
            throw broken(masked ? "Frame from a client is not masked" : "Frame from a server is masked");
        }
        if (opcode.isControl()) {
            if (!fin) {
                throw broken(opcode + " frame is fragmented");
            }
            if (shortLength > 125) {
                throw broken(opcode + " frame is longer than 125 bytes");
            }
        } else {
            if (opcode == Opcode.CONTINUATION != fragmented) {
                throw broken(
                        fragmented
                                ? opcode + " frame inside a fragmented message"
                                : "CONTINUATION frame without a message to continue");
            }
            fragmented = !fin;
        }
        switch (shortLength) {
            case 126 -> stage = Stage.LENGTH_16;
            case 127 -> stage = Stage.LENGTH_64;
            default -> length(shortLength, 0);
        }
    }

    private void length(long length, int smallest) throws ProtocolException {
        if (length < 0) {
            throw broken("Frame length with the most significant bit set");
        }
        if (length < smallest) {
            throw broken("Frame length " + length + " is not in its shortest form");
        }
        if (maxFrameSize >= 0 && length > maxFrameSize && !opcode.isControl()) {
            throw new ProtocolException(
                    CloseStatus.TOO_BIG, "Frame of " + length + " bytes exceeds maxFrameSize " + maxFrameSize);
        }
        left = length;
        if (masked) {
            stage = Stage.KEY;
        } else {
            begin();
        }
    }

    // The stage is set before the sink is called, so that a discard() by the sink is not undone.

    private void begin() throws ProtocolException {
        stage = Stage.PAYLOAD;
        next.begin(opcode, fin, rsv, left);
    }

    private void payload(ByteBuffer in, int limit) throws ProtocolException {
        int from = in.position();
        int count = (int) Math.min(left, limit - from);
        left -= count;
        in.limit(from + count);
        if (masked) {
            int first = key;
            key = Mask.advance(first, count);
            next.masked(in, first);
        } else {
            next.payload(in, false);
        }
        in.limit(limit).position(from + count);
    }

    private void end() throws ProtocolException {
        stage = opcode == Opcode.CLOSE ? Stage.DISCARD : Stage.START;
        next.end();
    }

    private static ProtocolException broken(String message) {
        return new ProtocolException(CloseStatus.PROTOCOL_ERROR, message);
    }
}
