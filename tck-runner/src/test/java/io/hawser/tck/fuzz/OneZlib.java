package io.hawser.tck.fuzz;

import io.hawser.protocol.deflate.Compressor;
import io.hawser.protocol.deflate.Decompressor;
import io.hawser.protocol.deflate.ZlibSource;

/** Lends the same memory repeatedly, and counts the lent objects. */
final class OneZlib implements ZlibSource {

    private static final Compressor[] COMPRESSORS = new Compressor[10];
    private static final Decompressor DECOMPRESSOR = new Decompressor();

    private int compressorsOut;
    private int decompressorsOut;

    @Override
    public Compressor compressor(int level) {
        Check.that(++compressorsOut == 1, "a second compressor");
        if (COMPRESSORS[level] == null) {
            COMPRESSORS[level] = new Compressor(level);
        }
        COMPRESSORS[level].reset();
        return COMPRESSORS[level];
    }

    @Override
    public Decompressor decompressor() {
        Check.that(++decompressorsOut == 1, "a second decompressor");
        DECOMPRESSOR.reset();
        return DECOMPRESSOR;
    }

    @Override
    public void giveBack(Compressor compressor) {
        Check.that(--compressorsOut == 0, "a compressor that is given back twice");
    }

    @Override
    public void giveBack(Decompressor decompressor) {
        Check.that(--decompressorsOut == 0, "a decompressor that is given back twice");
    }

    /** Called after the extension was closed. */
    void requireAllBack() {
        Check.that(compressorsOut == 0 && decompressorsOut == 0, "zlib's memory leaks");
    }
}
