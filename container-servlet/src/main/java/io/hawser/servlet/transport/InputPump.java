package io.hawser.servlet.transport;

import io.hawser.servlet.quirks.BufferMethods;
import io.hawser.servlet.quirks.PausedInput;
import io.hawser.servlet.quirks.ReadingThread;
import io.hawser.thread.WaterMarks;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the input that the container has, into its own buffers. Pauses if too much input waits to be parsed. After
 * {@code isReady()} has returned false, the stream belongs to the container until it calls. Some containers use the
 * stream before they call: {@link ReadingThread} and {@link PausedInput} determine the thread that may read then. This
 * class relies neither on {@code available()} nor on {@code onAllDataRead}: on some containers {@code available()} is
 * always 0, and {@code onAllDataRead} does not come if a thread other than the container's has read the end.
 */
final class InputPump implements PausedInput.Reading {

    /**
     * A read that fills less than this fraction of its buffer is copied if it has to wait, so that the buffer is not
     * kept.
     */
    private static final int SMALL_PART = 4;
    /** The minimum cost of a read, in bytes: each is a separate event. */
    private static final int MIN_READ_BYTES = 256;

    /** Receives the input. */
    interface Receiver {

        /**
         * Receives bytes that were read.
         *
         * @param bytes the bytes. The buffer belongs to the receiver, which calls {@link InputPump#taken} with its
         *     capacity when they are parsed
         */
        void came(ByteBuffer bytes);

        /** Called once, when the input has ended. */
        void ended();

        /** {@return whether input is dropped instead of parsed} */
        boolean isDiscarding();
    }

    private final Signals signals = new Signals();
    private final ServletInputStream stream;
    private final boolean takesBuffers;
    private final ReadBuffers buffers;
    private final Receiver receiver;
    private final Consumer<Throwable> lost;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean demanded = true;
    /** Whether the container has called, and {@code isReady()} has not returned false since then. */
    private volatile boolean available;

    private final ReadingThread thread = new ReadingThread();
    private final PausedInput paused;
    private volatile boolean allRead;
    private final CloseDetector closeDetector = new CloseDetector();
    private volatile boolean closeReceived;
    private boolean over;
    /** Whether the stream must not be used any more. */
    private volatile boolean retired;

    /**
     * Creates a pump that reads nothing before the container has called.
     *
     * @param stream the stream to read
     * @param buffers the buffers for reads
     * @param receiver receives the bytes that were read
     * @param lost called with the cause when nothing can be read any more
     * @param pausedInput creates the object that handles input that is left unread
     */
    InputPump(
            ServletInputStream stream,
            ReadBuffers buffers,
            Receiver receiver,
            Consumer<Throwable> lost,
            Function<PausedInput.Reading, PausedInput> pausedInput) {
        this.stream = stream;
        this.takesBuffers = BufferMethods.READS_BUFFERS.get(stream.getClass());
        this.buffers = buffers;
        this.receiver = receiver;
        this.lost = lost;
        this.paused = pausedInput.apply(this);
    }

    /** {@return the input that is left unread while this pump pauses} */
    PausedInput paused() {
        return paused;
    }

    /** Reads the input that the container has. Called by the container, or on its thread. */
    void dataAvailable() {
        thread.called();
        available = true;
        paused.called();
        signal();
    }

    @Override
    public void readOn() {
        dataAvailable();
    }

    /**
     * Ends the input, since the container has no more. The receiver gets the bytes that another thread has read first.
     */
    void allRead() {
        allRead = true;
        signal();
    }

    /**
     * Continues to read after a pause.
     *
     * @param otherwise runs the read if any thread may read
     */
    void resume(Executor otherwise) {
        if (!paused.isLeftToCallbacks()) {
            execute(this::signal, otherwise);
        }
    }

    /**
     * Runs a task that uses the stream, or the whole connection, and must not run at the same time as a read.
     *
     * @param task the task
     * @param otherwise runs the task if any thread may read
     */
    void execute(Runnable task, Executor otherwise) {
        thread.execute(task, otherwise);
    }

    /** Turns demand on or off. A call of {@link #resume} has to follow. */
    void demand(boolean on) {
        demanded = on;
    }

    /** Subtracts the bytes of a buffer that is parsed. */
    void taken(int bytes) {
        int before = waiting.getAndAdd(-bytes);
        if (!WaterMarks.isBelowLow(before) && WaterMarks.isBelowLow(before - bytes)) {
            resume(Runnable::run);
        }
    }

    @Override
    public boolean isPaused() {
        return !receiver.isDiscarding() && (!demanded || WaterMarks.isAboveHigh(waiting.get()));
    }

    /** {@return whether the last input that was read looks like a Close frame} */
    boolean isCloseReceived() {
        return closeReceived;
    }

    /** Stops the use of the stream after the pass that runs now: see {@link #isBusy}. */
    void retire() {
        retired = true;
    }

    /** {@return whether the calling thread uses the stream} */
    boolean isMine() {
        return signals.isMine();
    }

    /** {@return whether a thread uses the stream, or is about to} */
    boolean isBusy() {
        return signals.isBusy();
    }

    private void signal() {
        if (signals.request()) {
            do {
                try {
                    pass();
                } catch (Throwable e) {
                    Signals.failed(e);
                }
            } while (signals.isRequestedAgain());
        }
    }

    private void pass() {
        if (!over && allRead) {
            end();
        }
        // Before the container has called, it has no input to ask for.
        if (over || retired || !available) {
            return;
        }
        try {
            while (!over && !retired && !leaves() && isReady()) {
                read();
            }
            if (!over && !retired && stream.isFinished()) {
                end();
            }
        } catch (Throwable e) {
            // The container must not receive it, whatever its type.
            over = true;
            lost.accept(e);
        }
    }

    /** {@return whether input is left unread for now} */
    private boolean leaves() {
        boolean pausing = isPaused();
        if (pausing) {
            paused.left();
        }
        return pausing;
    }

    private boolean isReady() {
        available = false;
        boolean ready = stream.isReady();
        if (ready) {
            available = true;
        }
        return ready;
    }

    private void read() throws IOException {
        ByteBuffer buffer = buffers.take();
        int count = takesBuffers ? stream.read(buffer) : stream.read(buffer.array());
        if (count <= 0) {
            buffers.giveBack(buffer);
            if (count < 0) {
                end();
            }
            return;
        }
        buffer.position(0).limit(count);
        closeReceived = closeDetector.endsWithClose(buffer);
        if (receiver.isDiscarding()) {
            buffers.giveBack(buffer);
        } else {
            ByteBuffer kept = kept(buffer);
            waiting.addAndGet(kept.capacity());
            receiver.came(kept);
        }
    }

    /**
     * {@return the buffer that holds the bytes until they are parsed: a small copy if a peer sends few bytes at a time}
     */
    private ByteBuffer kept(ByteBuffer buffer) {
        int count = buffer.remaining();
        if (waiting.get() == 0 || count > buffer.capacity() / SMALL_PART) {
            return buffer;
        }
        byte[] copy = new byte[Math.max(count, MIN_READ_BYTES)];
        buffer.get(buffer.position(), copy, 0, count);
        buffers.giveBack(buffer);
        return ByteBuffer.wrap(copy).limit(count);
    }

    /** {@return the memory, in bytes, of the input that waits to be parsed} */
    long waiting() {
        return waiting.get();
    }

    private void end() {
        over = true;
        receiver.ended();
    }
}
