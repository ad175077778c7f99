package io.hawser.servlet.transport;

import io.hawser.servlet.quirks.BufferMethods;
import io.hawser.servlet.quirks.PongPadding;
import io.hawser.thread.Ending;
import io.hawser.transport.OutputSource;
import io.hawser.transport.OutputSource.Output;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Writes the output of a connection to the container's output stream, as fast as the container takes it. Writes and
 * flushes only after {@code isReady()} has returned true. After it has returned false, all output waits for
 * {@code onWritePossible} (Servlet 6.0, {@code ServletOutputStream}). The same is the case from the beginning until the
 * container has called for the first time. The thread that has output writes it.
 */
final class OutputPump {

    private final Signals signals = new Signals();
    private final ServletOutputStream stream;
    private final boolean takesBuffers;
    /**
     * Created with this object: a container may still call when the class loader of an ended application finds no
     * classes.
     */
    private final PongPadding padding;

    private final Consumer<Throwable> lost;
    private final Consumer<Ending> drained;
    private volatile OutputSource source;
    private final AtomicReference<Ending> ending = new AtomicReference<>(Ending.NONE);
    private volatile Throwable failure;
    /** Whether the container has called since the last call of {@code isReady()}. */
    private volatile boolean possible;

    /** Whether {@code isReady()} has returned false, or was never called. Other threads read this as a hint. */
    private volatile boolean waiting = true;

    /** The output that was given to the stream. The stream may use its bytes until it is ready again. */
    private volatile Output inFlight;

    private volatile long written;

    private boolean unflushed;

    /** Whether the container has to be made to call. */
    private volatile boolean provoking;
    /** Whether the last bytes that the stream was given are a part of a frame without its end. */
    private boolean insideFrame;
    /** Whether the stream must not be used any more. */
    private volatile boolean retired;

    /**
     * Creates a pump that writes nothing before it has a source, and the container has called.
     *
     * @param stream the stream to write to
     * @param lost called with the cause when nothing can be written any more
     * @param drained called with the ending, which is not NONE, when everything is written and the connection can end
     */
    OutputPump(ServletOutputStream stream, Consumer<Throwable> lost, Consumer<Ending> drained) {
        this.stream = stream;
        this.padding = new PongPadding(stream, this::isStillReady);
        this.takesBuffers = BufferMethods.WRITES_BUFFERS.get(stream.getClass());
        this.lost = lost;
        this.drained = drained;
    }

    /** Sets the source of the output. */
    void begin(OutputSource from) {
        source = from;
        signal();
    }

    /** Writes the output that there is, or ends. */
    void signal() {
        if (signals.request()) {
            runPasses();
        }
    }

    private void runPasses() {
        // An interrupted thread closes a channel of java.nio that it uses. The interrupt is not meant for the channel.
        boolean interrupted = Thread.interrupted();
        try {
            do {
                try {
                    pass();
                } catch (Throwable e) {
                    Signals.failed(e);
                }
            } while (signals.isRequestedAgain());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Continues to write, since the container has called. */
    void writePossible() {
        possible = true;
        signal();
    }

    /** Ends the output after everything is written. */
    void end(Ending wanted) {
        wanted.replace(ending);
        signal();
    }

    /**
     * Makes the container call {@code onWritePossible}, by writing until the stream is not ready any more. This is for
     * containers that close a connection only in a callback.
     */
    void provokeCallback() {
        provoking = true;
        signal();
    }

    /** Drops the output that is not written yet. */
    void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        signal();
    }

    /** Stops the use of the stream after the pass that runs now: see {@link #isBusy}. */
    void retire() {
        retired = true;
    }

    /** {@return the ending of the output} */
    Ending ending() {
        return ending.get();
    }

    /** {@return whether the calling thread uses the stream} */
    boolean isMine() {
        return signals.isMine();
    }

    /** {@return whether a thread uses the stream, or is about to} */
    boolean isBusy() {
        return signals.isBusy();
    }

    /** {@return whether nothing can be written before the container has called} */
    boolean isWaiting() {
        return waiting;
    }

    /** {@return the number of bytes that the container was given and has not taken} Safe for all threads. */
    long unwritten() {
        Output output = inFlight;
        return output == null ? 0 : output.buffer().bytes().capacity();
    }

    /** {@return the number of pieces that the container has taken} Safe for all threads. */
    long written() {
        return written;
    }

    private void pass() {
        if (source == null) {
            return;
        }
        padIfMay();
        if (failure != null || retired || ending.get() == Ending.ABORT) {
            discard();
            return;
        }
        if (waiting && !possible) {
            return;
        }
        try {
            // Read first: the output that came before this ending is then written before the connection ends. Another
            // thread may add the last output and the ending after this pass has found no output.
            Ending wanted = ending.get();
            boolean all = write();
            padIfMay();
            if (all && wanted != Ending.NONE) {
                drained.accept(wanted);
            }
        } catch (Throwable e) {
            // The container must not receive it, whatever its type.
            failure = e;
            lost.accept(e);
            discard();
        }
    }

    /** Writes padding, but not within a frame. If a callback is due anyway, this writes nothing. */
    private void padIfMay() {
        if (provoking && (waiting || !insideFrame)) {
            pad();
        }
    }

    private void pad() {
        provoking = false;
        try {
            padding.fill();
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** {@return whether everything is written} */
    private boolean write() throws IOException {
        while (!retired && isReady()) {
            taken();
            if (padding.isBegun()) {
                unflushed = true;
                padding.end();
                continue;
            }
            Output output = failure == null && ending.get() != Ending.ABORT ? source.next() : null;
            if (output != null) {
                inFlight = output;
                unflushed = true;
                insideFrame = !output.endsFrame();
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

    private boolean isStillReady() {
        return !waiting && isReady();
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

    /** Reports the output that the container has taken. */
    private void taken() {
        Output output = inFlight;
        if (output != null) {
            inFlight = null;
            long more = written + 1;
            written = more;
            output.buffer().release();
            if (output.reportsCompletion()) {
                output.written();
            }
        }
    }

    /** Releases the output that the source offers, without writing it. */
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
