package io.hawser.protocol.deflate;

import io.hawser.protocol.FrameSink;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * Deflates messages (RFC 7692, section 7.2.1). A frame becomes one frame, or several where much comes of it.
 *
 * <p>The window of the JDK's zlib is always 2^15 bytes. For a smaller one the compressor forgets everything after that
 * many bytes, so that no reference is longer.
 */
final class Deflating implements FrameSink {

    /** "Per-Message Compressed" is RSV1 (RFC 7692, section 6). */
    static final int RSV1 = 4;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The length of the end of a flush, {@code 00 00 FF FF}, which is removed from the end of a message. */
    private static final int TAIL_BYTES = 4;

    /** The least free space for a flush: with less, zlib may write the end of the flush twice. */
    private static final int MIN_FREE_BYTES = 16;

    /** The bytes that are compressed to try a message. Their output fits into the buffer even if it grows. */
    private static final int SAMPLE_BYTES = Compressor.OUTPUT_BYTES - Compressor.OUTPUT_BYTES / 16;

    private final FrameSink next;
    private final ZlibSource zlib;
    private final int level;
    private final long threshold;
    private final long window;
    private final boolean takeover;
    private boolean exempt;

    /** Whether the message under way is compressed. */
    private boolean compressing;
    /** Whether the frame under way goes on as it is. */
    private boolean asItIs;

    private Opcode opcode;
    private boolean fin;
    private int rsv;
    private long length;
    /** Whether the message may still go on as it is. */
    private boolean revocable;

    /** There while a message is under way; with takeover from the first one on. */
    private Compressor compressor;

    private ByteBuffer room;
    /** How many bytes the compressor remembers. */
    private long remembered;

    Deflating(FrameSink next, ZlibSource zlib, int level, long threshold, int windowBits, boolean takeover) {
        this.next = next;
        this.zlib = zlib;
        this.level = level;
        this.threshold = threshold;
        this.window = windowBits == DeflateParameters.MAX_WINDOW_BITS ? Long.MAX_VALUE : 1L << windowBits;
        this.takeover = takeover;
    }

    void exempt(boolean exempt) {
        this.exempt = exempt;
    }

    @Override
    public void begin(Opcode opcode, boolean fin, int rsv, long length) throws ProtocolException {
        if (!opcode.isControl() && opcode != Opcode.CONTINUATION) {
            // A bit that is set belongs to an extension that was there before.
            compressing = !exempt && (rsv & RSV1) == 0 && !(fin && length < threshold);
        }
        asItIs = opcode.isControl() || !compressing;
        if (asItIs) {
            next.begin(opcode, fin, rsv, length);
            return;
        }
        this.opcode = opcode;
        this.fin = fin;
        this.rsv = opcode == Opcode.CONTINUATION ? rsv : rsv | RSV1;
        this.length = length;
        // With takeover the peer has to see whatever the compressor has seen.
        revocable = fin && opcode != Opcode.CONTINUATION && !takeover;
        if (compressor == null) {
            compressor = zlib.compressor(level);
            room = compressor.room;
            remembered = 0;
        }
    }

    @Override
    public void payload(ByteBuffer bytes, boolean ascii) throws ProtocolException {
        if (asItIs) {
            next.payload(bytes, ascii);
            return;
        }
        int from = bytes.position();
        if (revocable && bytes.remaining() == length) {
            from = Math.min(from + SAMPLE_BYTES, bytes.limit());
            if (!shrinks(bytes, from)) {
                close();
                compressing = false;
                asItIs = true;
                next.begin(opcode, true, rsv & ~RSV1, length);
                next.payload(bytes, ascii);
                return;
            }
        }
        revocable = false;
        deflate(bytes, from, bytes.limit());
        compressor.deflater.setInput(NOTHING);
    }

    /** Deflates the beginning of a message, and lets nothing out; {@return whether it is worth it} */
    private boolean shrinks(ByteBuffer bytes, int to) throws ProtocolException {
        deflate(bytes, bytes.position(), to);
        drain(Deflater.SYNC_FLUSH);
        return room.position() - TAIL_BYTES < to - bytes.position();
    }

    @Override
    public void end() throws ProtocolException {
        if (asItIs) {
            next.end();
            return;
        }
        drain(Deflater.SYNC_FLUSH);
        if (!fin) {
            emit(false, room.position());
        } else if (room.position() == 0) {
            // Nothing came and everything was flushed before: an empty block without its tail (section 7.2.3.6).
            room.put((byte) 0);
            emit(true, 1);
        } else {
            emit(true, room.position() - TAIL_BYTES);
        }
        room.clear();
        if (fin && !takeover) {
            close();
        }
    }

    private void deflate(ByteBuffer bytes, int from, int to) throws ProtocolException {
        ByteBuffer input = bytes.duplicate();
        for (int at = from; at < to; at = input.limit()) {
            if (remembered == window) {
                drain(Deflater.FULL_FLUSH);
                remembered = 0;
            }
            int count = (int) Math.min(to - at, window - remembered);
            remembered += count;
            input.limit(at + count).position(at);
            compressor.deflater.setInput(input);
            drain(Deflater.NO_FLUSH);
        }
    }

    /** Lets the compressor write what it has. Room that it has left says that there is no more. */
    private void drain(int flush) throws ProtocolException {
        do {
            if (room.remaining() < MIN_FREE_BYTES) {
                emitFull();
            }
            int from = room.position();
            int count = compressor.deflater.deflate(room.array(), from, room.remaining(), flush);
            room.position(from + count);
        } while (!room.hasRemaining());
    }

    /** Lets a frame out of which more comes. What may be the tail stays. */
    private void emitFull() throws ProtocolException {
        int size = room.position() - TAIL_BYTES;
        emit(false, size);
        room.limit(size + TAIL_BYTES).position(size);
        room.compact();
        opcode = Opcode.CONTINUATION;
        rsv = 0;
    }

    private void emit(boolean last, int size) throws ProtocolException {
        next.begin(opcode, last, rsv, size);
        if (size > 0) {
            next.payload(room.duplicate().limit(size).position(0), false);
        }
        next.end();
    }

    void close() {
        if (compressor != null) {
            zlib.giveBack(compressor);
            compressor = null;
            room = null;
        }
    }
}
