package io.hawser.protocol.deflate;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * A raw DEFLATE compressor, and the room for what comes of it. Holds about 270 kB outside of the heap until it is
 * ended.
 */
public final class Compressor {

    static final int OUTPUT_BYTES = 64 * 1024;

    final Deflater deflater;
    final ByteBuffer room = ByteBuffer.allocate(OUTPUT_BYTES);
    private final int level;

    /**
     * Makes a compressor.
     *
     * @param level how hard it compresses, from 1 (fast) to 9 (small)
     */
    public Compressor(int level) {
        this.level = checkedLevel(level);
        this.deflater = new Deflater(level, true);
    }

    static int checkedLevel(int level) {
        if (level < 1 || level > Deflater.BEST_COMPRESSION) {
            throw new IllegalArgumentException("the compression level must be from 1 to 9, not " + level);
        }
        return level;
    }

    /** {@return how hard it compresses, from 1 (fast) to 9 (small)} */
    public int level() {
        return level;
    }

    /** Forgets what it has seen. */
    public void reset() {
        deflater.reset();
        room.clear();
    }

    /** Frees its memory; it cannot be used any more. */
    public void end() {
        deflater.end();
    }
}
