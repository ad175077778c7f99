package io.hawser.protocol.deflate;

/**
 * Lends compressors and decompressors. Each is used by one connection at a time, which gives it back in whatever state
 * it is.
 */
public interface ZlibSource {

    /** {@return a source that makes each anew and frees it when it is given back; safe for all threads} */
    static ZlibSource unpooled() {
        return new ZlibSource() {
            @Override
            public Compressor compressor(int level) {
                return new Compressor(level);
            }

            @Override
            public Decompressor decompressor() {
                return new Decompressor();
            }

            @Override
            public void giveBack(Compressor compressor) {
                compressor.end();
            }

            @Override
            public void giveBack(Decompressor decompressor) {
                decompressor.end();
            }
        };
    }

    /**
     * Lends a compressor.
     *
     * @param level how hard it compresses, from 1 (fast) to 9 (small)
     * @return one that is new or was {@linkplain Compressor#reset() reset}
     */
    Compressor compressor(int level);

    /** {@return a decompressor that is new or was {@linkplain Decompressor#reset() reset}} */
    Decompressor decompressor();

    /**
     * Takes a compressor back.
     *
     * @param compressor one of {@link #compressor(int)}, to be reset or ended
     */
    void giveBack(Compressor compressor);

    /**
     * Takes a decompressor back.
     *
     * @param decompressor one of {@link #decompressor()}, to be reset or ended
     */
    void giveBack(Decompressor decompressor);
}
