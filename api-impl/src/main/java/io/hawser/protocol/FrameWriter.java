package io.hawser.protocol;

import java.nio.ByteBuffer;
import java.util.function.IntSupplier;

/**
 * Writes frames (RFC 6455, section 5.2). Header and payload of a frame go into the same room as far as it reaches, so
 * that they leave in one packet; payload is masked in that room, never where it came from. Nothing is allocated.
 */
public final class FrameWriter implements FrameSink {

    private static final int MAX_HEADER = 14;

    private final boolean masked;
    private final IntSupplier maskKeys;
    private final FrameOutput out;

    /** The room for the frame under way, its key, and how much of its payload is still to come. */
    private ByteBuffer room;

    private int key;
    private long left;

    /**
     * Makes a writer.
     *
     * @param role which end this is: a client masks its frames
     * @param maskKeys gives a new key for each frame; not asked by a server
     * @param out takes the bytes
     */
    public FrameWriter(Role role, IntSupplier maskKeys, FrameOutput out) {
        this.masked = role == Role.CLIENT;
        this.maskKeys = maskKeys;
        this.out = out;
    }

    /**
     * Writes the header.
     *
     * @param length the payload's length in bytes, known
     */
    @Override
    public void begin(Opcode opcode, boolean fin, int rsv, long length) {
        left = length;
        room = out.room((int) Math.min(MAX_HEADER + length, Integer.MAX_VALUE));
        room.put((byte) ((fin ? 0x80 : 0) | rsv << 4 | opcode.code()));
        int maskBit = masked ? 0x80 : 0;
        if (length < 126) {
            room.put((byte) (maskBit | length));
        } else if (length < 0x10000) {
            room.put((byte) (maskBit | 126));
            putNumber(length, 2);
        } else {
            room.put((byte) (maskBit | 127));
            putNumber(length, 8);
        }
        if (masked) {
            key = maskKeys.getAsInt();
            putNumber(key, 4);
        }
    }

    @Override
    public void payload(ByteBuffer bytes, boolean ascii) {
        int end = bytes.limit();
        for (int at = bytes.position(); at < end; ) {
            if (!room.hasRemaining()) {
                room = out.room((int) Math.min(left, Integer.MAX_VALUE));
            }
            int start = room.position();
            int count = Math.min(end - at, room.remaining());
            room.put(start, bytes, at, count);
            room.position(start + count);
            if (masked) {
                Mask.apply(room, start, start + count, key);
                key = Mask.advance(key, count);
            }
            at += count;
            left -= count;
        }
    }

    @Override
    public void end() {
        room = null;
    }

    /** Byte by byte, since the room may be of either byte order. */
    private void putNumber(long number, int size) {
        for (int shift = Byte.SIZE * (size - 1); shift >= 0; shift -= Byte.SIZE) {
            room.put((byte) (number >> shift));
        }
    }
}
