package io.hawser.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One selector, and one buffer into which all its channels are read. */
final class Loop implements AutoCloseable {

    /** What works when its channel is ready. */
    interface Ready {

        /** Reads through {@code input}, which is empty, and writes. */
        void ready(ByteBuffer input) throws IOException;
    }

    private static final int INPUT_SIZE = 256 * 1024;

    private final Selector selector = Selector.open();
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_SIZE);

    Loop() throws IOException {}

    SelectionKey register(SelectableChannel channel, int operations, Ready ready) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, operations, ready);
    }

    /**
     * Works until something is so, or until it is late.
     *
     * @param done asked after each turn
     * @param deadline as of {@link System#nanoTime()}
     * @return whether it is so
     * @throws IOException where a connection fails
     */
    boolean until(BooleanSupplier done, long deadline) throws IOException {
        while (!done.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            turn(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
        return true;
    }

    private void turn(long millis) throws IOException {
        try {
            selector.select(this::work, millis);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void work(SelectionKey key) {
        try {
            ((Ready) key.attachment()).ready(input.clear());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
