package io.hawser.protocol.deflate;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates compressed messages as their bytes come (RFC 7692, section 7.2.2). What was inflated goes on in pieces of a
 * bounded size, each of which the next stage may refuse: no more memory is taken than it allows.
 */
final class Inflating implements FrameSink {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /**
     * What the sender has taken off the end of a message (RFC 7692, section 7.2.1), and an empty last block: a message
     * that is whole ends the stream with it, one that was cut off inside of a block does not.
     */
    private static final byte[] TAIL = {0, 0, -1, -1, 1, 0, 0, -1, -1};

    private final FrameSink next;
    private final ZlibSource zlib;
    /** {@code null} without context takeover. */
    private final History history;

    /** Whether the message under way is compressed: the bit is set on its first frame alone. */
    private boolean compressed;
    /** Whether the frame under way goes on as it is. */
    private boolean asItIs;

    private Opcode opcode;
    private boolean fin;
    private int rsv;
    /** Whether the next stage knows of the frame under way. */
    private boolean begun;

    /** There for as long as a compressed message is under way. */
    private Decompressor decompressor;

    private ByteBuffer room;
    /** Whether the message has any payload until now. */
    private boolean any;
    /** Whether the last block has come (RFC 7692, section 7.2.3.4): others may follow it. */
    private boolean finished;

    Inflating(FrameSink next, ZlibSource zlib, History history) {
        this.next = next;
        this.zlib = zlib;
        this.history = history;
    }

    @Override
    public void begin(Opcode opcode, boolean fin, int rsv, long length) throws ProtocolException {
        boolean marked = (rsv & Deflating.RSV1) != 0;
        if (opcode.isControl() || opcode == Opcode.CONTINUATION) {
            if (marked) {
                // RFC 7692, section 6.
                throw new ProtocolException(
                        CloseStatus.PROTOCOL_ERROR, opcode + " frame with RSV1, which only the first frame may have");
            }
            asItIs = opcode.isControl() || !compressed;
        } else {
            compressed = marked;
            asItIs = !marked;
            if (marked) {
                beginMessage();
            }
        }
        if (asItIs) {
            next.begin(opcode, fin, rsv, length);
        } else {
            this.opcode = opcode;
            this.fin = fin;
            this.rsv = rsv & ~Deflating.RSV1;
            begun = false;
        }
    }

    private void beginMessage() {
        decompressor = zlib.decompressor();
        room = decompressor.room;
        any = false;
        beginStream();
    }

    private void beginStream() {
        finished = false;
        if (history != null) {
            history.restoreTo(decompressor.inflater);
        }
    }

    @Override
    public void payload(ByteBuffer bytes, boolean ascii) throws ProtocolException {
        if (asItIs) {
            next.payload(bytes, ascii);
        } else {
            any = true;
            // zlib moves the position of what it has read.
            inflate(bytes.duplicate());
        }
    }

    @Override
    public void end() throws ProtocolException {
        if (asItIs) {
            next.end();
            return;
        }
        // A message without any payload is empty, though its sender should have sent one byte (section 7.2.3.6).
        if (fin && any && !finished) {
            inflate(ByteBuffer.wrap(TAIL));
            if (!finished) {
                throw broken("it ends inside of a block");
            }
        }
        if (!begun) {
            next.begin(opcode, fin, rsv, room.position());
        }
        if (room.position() > 0) {
            deliver();
        }
        if (fin) {
            // Before the message is delivered, which may take its time.
            close();
        }
        next.end();
    }

    private void inflate(ByteBuffer input) throws ProtocolException {
        Inflater inflater = decompressor.inflater;
        if (finished && !restarts(input)) {
            return;
        }
        try {
            do {
                inflater.setInput(input);
                finished = inflateUntilDry(inflater);
            } while (finished && restarts(input));
        } catch (DataFormatException e) {
            throw broken(e.getMessage());
        }
        // The buffer is the caller's.
        inflater.setInput(NOTHING);
    }

    /** Begins anew behind a last block, if something is there. */
    private boolean restarts(ByteBuffer input) {
        if (!input.hasRemaining()) {
            return false;
        }
        decompressor.inflater.reset();
        beginStream();
        return true;
    }

    /**
     * Inflates what there is. That all input is read does not mean that all output is there: only room that is left
     * does.
     *
     * @return whether the last block has ended
     */
    private boolean inflateUntilDry(Inflater inflater) throws DataFormatException, ProtocolException {
        while (true) {
            int from = room.position();
            int count = inflater.inflate(room.array(), from, room.remaining());
            room.position(from + count);
            if (history != null) {
                history.add(room.array(), from, count);
            }
            if (inflater.finished()) {
                return true;
            }
            if (room.hasRemaining()) {
                return false;
            }
            if (!begun) {
                begun = true;
                next.begin(opcode, fin, rsv, -1);
            }
            deliver();
        }
    }

    private void deliver() throws ProtocolException {
        next.payload(room.flip(), false);
        room.clear();
    }

    private static ProtocolException broken(String reason) {
        return new ProtocolException(
                CloseStatus.INVALID_PAYLOAD, "Compressed message cannot be inflated (RFC 7692): " + reason);
    }

    void close() {
        if (decompressor != null) {
            zlib.giveBack(decompressor);
            decompressor = null;
            room = null;
        }
    }
}
