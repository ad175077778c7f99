package io.hawser.servlet;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Reads what the container has, into buffers of its own, and pauses where too much of it waits to be parsed. After
 * {@code isReady()} has said no the stream is the container's, until it calls. Some work at the stream before they
 * call, and nothing would keep another thread from it, for which the stream is ready again already. So Undertow's own
 * thread, which is an executor, does all reading; and Tomcat's is read in its calls alone. Trusts neither
 * {@code available()} nor {@code onAllDataRead}: the one is always 0 on some containers, and the other does not come
 * where another thread than the container's has met the end.
 */
final class InputPump {

    private static final int PAUSE_ABOVE = 256 * 1024;
    private static final int RESUME_BELOW = PAUSE_ABOVE / 2;

    /** What becomes of the input. */
    interface Receiver {

        /** Bytes came; the buffer is the receiver's, which calls {@link InputPump#taken} when they are parsed. */
        void came(ByteBuffer bytes);

        /** There is no more. */
        void ended();

        /** {@return whether nobody wants to know any more what the peer says} */
        boolean isDiscarding();
    }

    private final Signals signals = new Signals(this::pass);
    private final ServletInputStream stream;
    private final boolean takesBuffers;
    private final ReadBuffers buffers;
    private final Receiver receiver;
    private final Consumer<Throwable> broke;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean demanded = true;
    /** The container has called, and {@code isReady()} has not said no since. */
    private volatile boolean available;

    /** The only thread that reads, if there has to be one. */
    private volatile Executor reader;

    private final Runnable makesCall;

    /** A thread of the container that stays in its call. */
    private volatile Thread caller;

    /** Input may be left that no call will come for. */
    private volatile boolean stranded;

    private volatile boolean allRead;
    private final Farewell farewells = new Farewell();
    private volatile boolean farewell;
    private boolean over;
    /** The stream is about to be somebody else's. */
    private volatile boolean retired;

    /**
     * @param stream where to read
     * @param buffers to read into
     * @param receiver has what was read
     * @param broke told why nothing can be read any more
     * @param makesCall makes the container call for output, where it is to be read in calls alone; else {@code null}
     */
    InputPump(
            ServletInputStream stream,
            ReadBuffers buffers,
            Receiver receiver,
            Consumer<Throwable> broke,
            Runnable makesCall) {
        this.stream = stream;
        this.makesCall = makesCall;
        this.takesBuffers = Overridden.READS_BUFFERS.get(stream.getClass());
        this.buffers = buffers;
        this.receiver = receiver;
        this.broke = broke;
    }

    /** The container has input. */
    void dataAvailable() {
        if (Thread.currentThread() instanceof Executor executor) {
            reader = executor;
        }
        available = true;
        signals.signal();
    }

    /** The container has no more: what was read by another thread and is on its way to the receiver comes first. */
    void allRead() {
        allRead = true;
        signals.signal();
    }

    /**
     * Goes on where it had paused.
     *
     * @param otherwise has a thread for it, where the container wants none of its own
     */
    void resume(Executor otherwise) {
        if (makesCall == null) {
            execute(signals::signal, otherwise);
        } else {
            LockSupport.unpark(caller);
            if (stranded) {
                makesCall.run();
            }
        }
    }

    /**
     * Keeps a call of the container where input is left for now, and reads on if it is wanted meanwhile. What is left
     * afterwards lies in the socket, and the container calls for it again and again; but with TLS it may lie in
     * between.
     *
     * @param nanos how long, in nanoseconds
     * @param secure whether there is TLS
     */
    void stay(long nanos, boolean secure) {
        long begun = System.nanoTime();
        caller = Thread.currentThread();
        while (isPaused() && System.nanoTime() - begun < nanos) {
            LockSupport.parkNanos(this, nanos);
            if (!isPaused()) {
                signals.signal();
            }
        }
        caller = null;
        stranded = secure && isPaused();
        if (stranded && !isPaused()) {
            // It was wanted between the two.
            stranded = false;
            signals.signal();
        }
    }

    /** Reads on what may be left, in a call for output. */
    void rescue() {
        if (stranded && !isPaused()) {
            stranded = false;
            dataAvailable();
        }
    }

    /**
     * Has something done to the stream, or to the whole connection, that must not meet a thread that reads.
     *
     * @param task what is done
     * @param otherwise has a thread for it, where any will do
     */
    void execute(Runnable task, Executor otherwise) {
        Executor own = reader;
        if (own == null) {
            otherwise.execute(task);
        } else if (own == Thread.currentThread()) {
            task.run();
        } else {
            try {
                own.execute(task);
            } catch (RuntimeException e) {
                // That thread has ended, and with it all reading.
                otherwise.execute(task);
            }
        }
    }

    /** Turns the wish for input on or off; {@link #resume} has to follow. */
    void demand(boolean on) {
        demanded = on;
    }

    /** Bytes are parsed. */
    void taken(int bytes) {
        int before = waiting.getAndAdd(-bytes);
        if (before >= RESUME_BELOW && before - bytes < RESUME_BELOW) {
            resume(Runnable::run);
        }
    }

    /** {@return whether input is left where it is for now} */
    boolean isPaused() {
        return !receiver.isDiscarding() && (!demanded || waiting.get() > PAUSE_ABOVE);
    }

    /** {@return whether the last that was read looks like the end of what the peer has to say} */
    boolean isFarewell() {
        return farewell;
    }

    /** Leaves the stream alone from the end of what runs now: see {@link #isBusy}. */
    void retire() {
        retired = true;
    }

    /** {@return whether a thread is at work here} */
    boolean isBusy() {
        return signals.isBusy();
    }

    private void pass() {
        if (!over && allRead) {
            end();
        }
        // Before the container has called there is nothing to ask it for.
        if (over || retired || !available) {
            return;
        }
        try {
            while (!over && !retired && !isPaused() && isReady()) {
                read();
            }
            if (!over && !retired && stream.isFinished()) {
                end();
            }
        } catch (Throwable e) {
            // Whatever it is, the container is not the one to be told.
            over = true;
            broke.accept(e);
        }
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
        farewell = farewells.endsWithClose(buffer);
        if (receiver.isDiscarding()) {
            buffers.giveBack(buffer);
        } else {
            waiting.addAndGet(count);
            receiver.came(buffer);
        }
    }

    private void end() {
        over = true;
        receiver.ended();
    }
}
