package io.hawser.protocol.deflate;

import java.nio.ByteBuffer;
import java.util.zip.Inflater;

/**
 * A raw DEFLATE decompressor, and the room for what comes of it. Holds about 40 kB outside of the heap until it is
 * ended.
 */
public final class Decompressor {

    /** The size of the output buffer. A message of fewer bytes is passed on in one piece. */
    static final int OUTPUT_BYTES = 16 * 1024;

    final Inflater inflater = new Inflater(true);
    final ByteBuffer room = ByteBuffer.allocate(OUTPUT_BYTES);

    /** Makes a decompressor. */
    public Decompressor() {}

    /** Forgets what it has seen. */
    public void reset() {
        inflater.reset();
        room.clear();
    }

    /** Frees its memory; it cannot be used any more. */
    public void end() {
        inflater.end();
    }
}
