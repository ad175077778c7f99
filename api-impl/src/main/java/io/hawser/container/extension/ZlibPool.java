package io.hawser.container.extension;

import io.hawser.protocol.deflate.Compressor;
import io.hawser.protocol.deflate.Decompressor;
import io.hawser.protocol.deflate.ZlibSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Keeps a few compressors and decompressors that were given back, for the next connection that needs one. Safe for all
 * threads.
 */
final class ZlibPool implements ZlibSource, AutoCloseable {

    private static final int HIGHEST_LEVEL = 9;

    private final int maxIdle;
    private final AtomicInteger open = new AtomicInteger();
    /** The compressors by level. */
    private final List<Idle<Compressor>> compressors = new ArrayList<>();

    private final Idle<Decompressor> decompressors = new Idle<>(Decompressor::end);
    private volatile boolean closed;

    /** Makes a pool that keeps about as many of each as threads may work at the same time. */
    ZlibPool() {
        this(Runtime.getRuntime().availableProcessors() + 2);
    }

    /**
     * Makes a pool.
     *
     * @param maxIdle the most decompressors, and the most compressors of each level, that are kept
     */
    ZlibPool(int maxIdle) {
        this.maxIdle = maxIdle;
        for (int level = 0; level <= HIGHEST_LEVEL; level++) {
            compressors.add(new Idle<>(Compressor::end));
        }
    }

    /**
     * {@return the number of compressors and decompressors that hold memory outside of the heap, including idle ones}
     */
    int open() {
        return open.get();
    }

    /** Frees the idle ones now, and each other one when it is given back. */
    @Override
    public void close() {
        closed = true;
        decompressors.drain();
        compressors.forEach(Idle::drain);
    }

    @Override
    public Compressor compressor(int level) {
        Compressor idle = compressors.get(level).poll();
        return idle == null ? made(new Compressor(level)) : idle;
    }

    @Override
    public Decompressor decompressor() {
        Decompressor idle = decompressors.poll();
        return idle == null ? made(new Decompressor()) : idle;
    }

    private <T> T made(T codec) {
        open.incrementAndGet();
        return codec;
    }

    @Override
    public void giveBack(Compressor compressor) {
        compressor.reset();
        compressors.get(compressor.level()).offer(compressor);
    }

    @Override
    public void giveBack(Decompressor decompressor) {
        decompressor.reset();
        decompressors.offer(decompressor);
    }

    /** The idle objects of one kind, which wait for the next connection. */
    private final class Idle<T> {

        private final Consumer<T> end;
        private final Deque<T> codecs = new ArrayDeque<>();

        Idle(Consumer<T> end) {
            this.end = end;
        }

        synchronized T poll() {
            return codecs.pollFirst();
        }

        void offer(T codec) {
            if (!keep(codec)) {
                end(codec);
            }
        }

        private synchronized boolean keep(T codec) {
            return !closed && codecs.size() < maxIdle && codecs.offerFirst(codec);
        }

        void drain() {
            for (T codec = poll(); codec != null; codec = poll()) {
                end(codec);
            }
        }

        private void end(T codec) {
            end.accept(codec);
            open.decrementAndGet();
        }
    }
}
