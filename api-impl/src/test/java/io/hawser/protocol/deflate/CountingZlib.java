package io.hawser.protocol.deflate;

import java.util.ArrayDeque;
import java.util.Deque;

/** Counts the objects that are lent and not returned, and lends returned objects again. */
final class CountingZlib implements ZlibSource {

    private final ZlibSource source = ZlibSource.unpooled();
    private final Deque<Decompressor> idle = new ArrayDeque<>();
    private final Deque<Compressor> idleCompressors = new ArrayDeque<>();
    int compressors;
    int decompressors;
    int everLent;

    @Override
    public Compressor compressor(int level) {
        compressors++;
        everLent++;
        Compressor again = idleCompressors.poll();
        if (again != null && again.level() == level) {
            return again;
        }
        if (again != null) {
            source.giveBack(again);
        }
        return source.compressor(level);
    }

    @Override
    public Decompressor decompressor() {
        decompressors++;
        everLent++;
        return idle.isEmpty() ? source.decompressor() : idle.poll();
    }

    @Override
    public void giveBack(Compressor compressor) {
        compressors--;
        compressor.reset();
        idleCompressors.add(compressor);
    }

    @Override
    public void giveBack(Decompressor decompressor) {
        decompressors--;
        if (idle.isEmpty()) {
            decompressor.reset();
            idle.add(decompressor);
        } else {
            source.giveBack(decompressor);
        }
    }
}
