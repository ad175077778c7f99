package io.hawser.servlet;

import io.hawser.session.OutputSource;
import io.hawser.session.OutputSource.Output;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Writes what a connection has to say to the container's output stream, as fast as the container takes it. Nothing is
 * written or flushed but after {@code isReady()} has said yes, and after it has said no everything waits for
 * {@code onWritePossible} (Servlet 6.0, {@code ServletOutputStream}); so it does from the beginning until the container
 * has called for the first time. The thread that has something to write writes it.
 */
final class OutputPump {

    private static final byte[] PONG = {(byte) 0x8A, 0};
    private static final int MOST_PADDING = 1 << 18;

    private final Signals signals = new Signals(this::pass);
    private final ServletOutputStream stream;
    private final boolean takesBuffers;
    private final Consumer<Throwable> broke;
    private final Consumer<Ending> drained;
    private volatile OutputSource source;
    private final AtomicReference<Ending> ending = new AtomicReference<>(Ending.NONE);
    private volatile Throwable failure;
    /** The container has called since {@code isReady()} was asked last. */
    private volatile boolean possible;

    /** {@code isReady()} has said no, or was never asked. Read by others as a hint. */
    private volatile boolean waiting = true;

    /** Given to the stream, which may use its bytes until it is ready again. */
    private Output inFlight;

    private boolean unflushed;

    private volatile boolean nudging;
    /** The stream is about to be somebody else's. */
    private volatile boolean retired;

    /**
     * @param stream where to write
     * @param broke told why nothing can be written any more
     * @param drained told that everything is written and that the ending, which is not NONE, can be carried out
     */
    OutputPump(ServletOutputStream stream, Consumer<Throwable> broke, Consumer<Ending> drained) {
        this.stream = stream;
        this.takesBuffers = Overridden.WRITES_BUFFERS.get(stream.getClass());
        this.broke = broke;
        this.drained = drained;
    }

    /** Says where the output comes from. */
    void begin(OutputSource from) {
        source = from;
        signal();
    }

    /** There is something to write, or to end. */
    void signal() {
        // Sockets of java.nio are closed under a thread that is interrupted, and an interrupt is not meant for them.
        boolean interrupted = Thread.interrupted();
        try {
            signals.signal();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The container can take more. */
    void writePossible() {
        possible = true;
        signal();
    }

    /** Ends the output, once everything is written. */
    void end(Ending wanted) {
        ending.accumulateAndGet(wanted, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        signal();
    }

    /**
     * Makes the container call {@code onWritePossible}, by giving it so much that it is not ready any more; for
     * containers that close a connection in a callback only. What is given are empty pongs, which mean nothing (RFC
     * 6455, section 5.5.3), byte by byte: the container's buffer has to be full to the last byte.
     */
    void nudge() {
        nudging = true;
        signal();
    }

    /** What is not written yet will not be. */
    void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        signal();
    }

    /** Leaves the stream alone from the end of what runs now: see {@link #isBusy}. */
    void retire() {
        retired = true;
    }

    /** {@return how it ends} */
    Ending ending() {
        return ending.get();
    }

    /** {@return whether a thread is at work here} */
    boolean isBusy() {
        return signals.isBusy();
    }

    /** {@return whether nothing can be written before the container has called} */
    boolean isWaiting() {
        return waiting;
    }

    private void pass() {
        if (source == null) {
            return;
        }
        if (nudging) {
            pad();
        }
        if (failure != null || retired || ending.get() == Ending.ABORT) {
            discard();
            return;
        }
        if (waiting && !possible) {
            return;
        }
        try {
            if (write() && ending.get() != Ending.NONE) {
                drained.accept(ending.get());
            }
        } catch (Throwable e) {
            // Whatever it is, the container is not the one to be told.
            failure = e;
            broke.accept(e);
            discard();
        }
    }

    private void pad() {
        nudging = false;
        try {
            for (int i = 0; !waiting && i < MOST_PADDING && isReady(); i++) {
                stream.write(PONG[i % PONG.length]);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** {@return whether everything is written} */
    private boolean write() throws IOException {
        while (!retired && isReady()) {
            taken();
            Output output = failure == null && ending.get() != Ending.ABORT ? source.next() : null;
            if (output != null) {
                inFlight = output;
                unflushed = true;
                put((HeapBuffer) output.buffer());
            } else if (unflushed) {
                unflushed = false;
                stream.flush();
            } else {
                return !source.isComing();
            }
        }
        return false;
    }

    private boolean isReady() {
        possible = false;
        boolean ready = stream.isReady();
        waiting = !ready;
        return ready;
    }

    private void put(HeapBuffer buffer) throws IOException {
        if (takesBuffers) {
            ByteBuffer bytes = buffer.bytes();
            stream.write(bytes.flip());
        } else {
            stream.write(buffer.filled());
        }
    }

    /** The container has taken what it was given. */
    private void taken() {
        Output output = inFlight;
        if (output != null) {
            inFlight = null;
            output.buffer().release();
            if (output.reportsCompletion()) {
                output.written();
            }
        }
    }

    /** Gives back what the source offers: nobody will see it. */
    private void discard() {
        Output output = inFlight == null ? source.next() : inFlight;
        inFlight = null;
        while (output != null) {
            output.buffer().release();
            if (output.reportsCompletion()) {
                output.failed(failure == null ? new IOException("the connection was aborted") : failure);
            }
            output = source.next();
        }
    }
}
