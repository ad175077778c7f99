package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.transport.ConnectionHandle;
import io.hawser.transport.HeldBytes;
import io.hawser.transport.OutputSource;
import io.hawser.transport.Transport;
import io.hawser.transport.TransportFacts;
import io.hawser.transport.WriteBuffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A transport without a socket and threads. The test drives it: {@link #write} is its I/O context, {@link #runEvents}
 * runs its events, and {@link #runCallbacks} runs completion handlers. A test calls these methods one after the other,
 * or each on its own thread.
 *
 * <p>After {@link #writeAtOnce} its I/O context is the thread that requests a write.
 *
 * <p>It is strict: it writes only after a request, counts the buffers that it lends, and records the exceptions of
 * events.
 */
public final class MemoryTransport implements Transport {

    private volatile boolean demanded = true;

    private static final AtomicInteger NAMES = new AtomicInteger();

    private enum Ending {
        NONE,
        CLOSE,
        DONE
    }

    private final TransportFacts facts;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> callbacks = new ConcurrentLinkedQueue<>();
    private final ReentrantLock eventContext = new ReentrantLock();
    private final ReentrantLock outputContext = new ReentrantLock();
    private final AtomicBoolean writeWanted = new AtomicBoolean();
    private final AtomicInteger flushes = new AtomicInteger();
    private final AtomicInteger lent = new AtomicInteger();
    private final AtomicLong lentBytes = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    /** Near the overflow, which a clock of nanoseconds may reach. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);

    private final AtomicLong window = new AtomicLong(Long.MAX_VALUE);
    private final Queue<OutputSource.Output> unreported = new ArrayDeque<>();
    private final List<Integer> pieces = new CopyOnWriteArrayList<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean();

    private volatile Runnable work = () -> {};
    private volatile Callable<Void> onBeforeBlocking = () -> null;
    private volatile Wire wire;
    private volatile ConnectionHandle connection;
    private volatile Ending ending = Ending.NONE;
    private volatile Throwable failure;
    private volatile int pieceSize = Integer.MAX_VALUE;
    private volatile int loanSize = Integer.MAX_VALUE;
    private volatile boolean holdsReports;
    private volatile boolean lingers;
    private volatile boolean writesAtOnce;
    private volatile BooleanSupplier placeless = () -> false;
    private volatile OutOfMemoryError exhausted;
    /** The memory that it reports as held. */
    public final Held held = new Held();

    /** Creates a transport with a given id. */
    public MemoryTransport() {
        SocketAddress address = InetSocketAddress.createUnresolved("memory", 1);
        facts = new TransportFacts("memory-" + NAMES.incrementAndGet(), address, address, false, null, null);
    }

    // Settings of a test.

    /** Advances the clock. */
    void passMillis(long millis) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Sets the receiver of the output. */
    public void join(Wire wire) {
        this.wire = wire;
    }

    /** Sets the task to run when work is waiting. */
    void onWork(Runnable work) {
        this.work = work;
    }

    /** Sets the connection, which the current event or the test has opened. */
    public void attach(ConnectionHandle connection) {
        this.connection = connection;
        if (failure != null) {
            connection.signals().lost(failure);
        }
        requestWrite(true);
    }

    /** Splits input into pieces of this size, each of which is a separate event. */
    public void splitInput(int size) {
        pieceSize = size;
    }

    /** Limits the size of lent buffers, but not below the minimum of the contract. */
    void lendAtMost(int size) {
        loanSize = size;
    }

    /** Fails all further loans. */
    void exhaust() {
        exhausted = new OutOfMemoryError("no memory to lend");
    }

    /** The peer does not read from now on, so no output is pulled. */
    public void stall() {
        window.set(0);
    }

    /** The peer reads this many more bytes, in complete pieces. */
    void readMore(long bytes) {
        window.addAndGet(bytes);
        writable();
    }

    /** The peer reads without limits again. */
    public void resume() {
        window.set(Long.MAX_VALUE);
        writable();
    }

    private void writable() {
        writeWanted.set(true);
        if (writesAtOnce && connection != null) {
            checkNoLockIsHeld();
            write();
        }
        work.run();
    }

    /** Pulls output on the thread that requests a write from now on, as the contract allows. */
    void writeAtOnce() {
        writesAtOnce = true;
    }

    /** A lock that another thread can acquire at once is not held by this one. */
    private void checkNoLockIsHeld() {
        Connection held = (Connection) connection;
        try {
            CompletableFuture.runAsync(() -> {
                        held.outbound().waitingBytes();
                        held.pings().unanswered();
                    })
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            faults.add(new AssertionError("a lock of the connection is held where output may be pulled", e));
        }
    }

    /** Pulls output from now on without reporting it as written. */
    void holdReports() {
        holdsReports = true;
    }

    /** Reports the output that was not reported. */
    void report() {
        holdsReports = false;
        outputContext.lock();
        try {
            for (OutputSource.Output output = unreported.poll(); output != null; output = unreported.poll()) {
                output.written();
            }
        } finally {
            outputContext.unlock();
        }
    }

    /** Sets whether a thread is free for messages that are read as streams. */
    void placeless(boolean without) {
        placeless(() -> without);
    }

    /** Sets a function that returns each time whether a thread is free for messages that are read as streams. */
    void placeless(BooleanSupplier without) {
        placeless = without;
    }

    /** Sets the task to run when a thread announces that it will wait. */
    void onBeforeBlocking(Callable<Void> action) {
        onBeforeBlocking = action;
    }

    /** The time for the last output is over. */
    void expireLinger() {
        broke(new IOException("the linger is over"));
    }

    // Input and its end.

    /** Bytes arrive from the peer. */
    public void arrive(byte[] bytes) {
        if (failure != null || ending == Ending.DONE) {
            return;
        }
        if (connection != null) {
            connection.signals().inputArrived();
        }
        for (int from = 0; from < bytes.length; ) {
            int to = (int) Math.min(bytes.length, (long) from + pieceSize);
            byte[] piece = Arrays.copyOfRange(bytes, from, to);
            post(() -> connection.received(ByteBuffer.wrap(piece)));
            from = to;
        }
    }

    /** The peer ends its output. */
    public void arriveEnd() {
        if (failure == null && ending != Ending.DONE) {
            if (connection != null) {
                connection.signals().inputOver();
            }
            post(() -> connection.inputEnded());
        }
    }

    /** The connection is lost. */
    public void broke(Throwable cause) {
        if (broken.compareAndSet(false, true)) {
            failure = cause;
            if (connection != null) {
                connection.signals().lost(cause);
            }
            post(() -> {
                // The end of a transport whose handshake was not accepted is not reported.
                if (connection != null) {
                    connection.failed(cause);
                }
            });
            writable();
        }
    }

    private void post(Runnable event) {
        events.add(event);
        work.run();
    }

    // The three contexts.

    /** Runs the waiting events; {@return whether any event was waiting} */
    public boolean runEvents() {
        return run(events, eventContext);
    }

    /** Runs the waiting completion handlers; {@return whether any was waiting} */
    public boolean runCallbacks() {
        return run(callbacks, new ReentrantLock());
    }

    /** No event starts while another one runs, on this thread's stack or on another thread. */
    private boolean run(Queue<Runnable> tasks, ReentrantLock context) {
        if (context.isHeldByCurrentThread() || !context.tryLock()) {
            return false;
        }
        try {
            Runnable task = tasks.poll();
            boolean any = task != null;
            for (; task != null; task = tasks.poll()) {
                try {
                    task.run();
                } catch (Throwable e) {
                    faults.add(e);
                    abort();
                }
            }
            return any;
        } finally {
            context.unlock();
        }
    }

    /** Writes the output if a write was requested; {@return whether one was requested} */
    public boolean write() {
        if (outputContext.isHeldByCurrentThread() || !outputContext.tryLock()) {
            return false;
        }
        try {
            if (connection == null || !writeWanted.getAndSet(false)) {
                return false;
            }
            if (failure == null && pull()) {
                end();
            }
            if (failure != null) {
                discard();
            }
            return true;
        } finally {
            outputContext.unlock();
        }
    }

    /** {@return whether everything was written} */
    private boolean pull() {
        while (failure == null && window.get() > 0) {
            OutputSource.Output output = connection.next();
            if (output == null) {
                return !connection.isComing();
            }
            put(output);
        }
        return false;
    }

    private void put(OutputSource.Output output) {
        ByteBuffer bytes = output.buffer().bytes();
        byte[] copy = new byte[bytes.position()];
        bytes.get(0, copy);
        output.buffer().release();
        assertThat(ending).as("output after its end").isIn(Ending.NONE, Ending.CLOSE);
        assertThat(copy).as("a piece of output").isNotEmpty();
        pieces.add(copy.length);
        if (window.get() != Long.MAX_VALUE) {
            window.addAndGet(-copy.length);
        }
        wire.bytes(copy);
        if (output.reportsCompletion()) {
            if (holdsReports) {
                unreported.add(output);
            } else {
                output.written();
            }
        }
    }

    private void end() {
        if (ending == Ending.CLOSE) {
            ending = Ending.DONE;
            wire.ended();
            broke(new ClosedChannelException());
        }
    }

    private void discard() {
        for (OutputSource.Output output = unreported.poll(); output != null; output = unreported.poll()) {
            output.failed(failure);
        }
        for (OutputSource.Output output = connection.next(); output != null; output = connection.next()) {
            output.buffer().release();
            if (output.reportsCompletion()) {
                output.failed(failure);
            }
        }
    }

    // Results for a test.

    /** {@return the sizes of the pieces that were written} */
    List<Integer> pieces() {
        return pieces;
    }

    /** {@return how many bytes were lent so far} */
    long lentBytes() {
        return lentBytes.get();
    }

    /** {@return how often an immediate write was requested} */
    int flushes() {
        return flushes.get();
    }

    /** {@return the number of waiting callbacks} */
    public int waitingCallbacks() {
        return callbacks.size();
    }

    /** {@return how many threads have announced that they will wait} */
    int waiting() {
        return waiting.get();
    }

    /** {@return whether the connection has closed or aborted this transport} */
    public boolean isEnded() {
        return failure != null || ending != Ending.NONE;
    }

    /** {@return the argument {@code peerMaySend} of the close} */
    boolean lingers() {
        return lingers;
    }

    /** Asserts that every lent buffer was released and no event has thrown. */
    public void assertClean() {
        assertThat(faults).as("what events have thrown").isEmpty();
        assertThat(lent).as("buffers still lent").hasValue(0);
    }

    // Transport.

    @Override
    public WriteBuffer lend(int wanted) {
        OutOfMemoryError error = exhausted;
        if (error != null) {
            throw error;
        }
        lent.incrementAndGet();
        return new Loan(Math.max(Math.min(wanted, 64), Math.min(wanted, loanSize)));
    }

    @Override
    public void requestWrite(boolean endOfTurn) {
        if (!endOfTurn) {
            flushes.incrementAndGet();
        }
        writable();
    }

    @Override
    public void demand(boolean on) {
        demanded = on;
    }

    @Override
    public boolean isInputPaused() {
        return false;
    }

    @Override
    public HeldBytes held() {
        return held;
    }

    /** {@return whether the connection wants more input} */
    boolean isDemanded() {
        return demanded;
    }

    @Override
    public void close(boolean peerMaySend) {
        lingers = peerMaySend;
        if (ending != Ending.DONE) {
            ending = Ending.CLOSE;
        }
        writable();
    }

    @Override
    public void abort() {
        if (!broken.get()) {
            wire.reset();
            broke(new ClosedChannelException());
        }
    }

    @Override
    public void execute(Runnable task) {
        post(task);
    }

    @Override
    public boolean stream(Runnable task) {
        if (placeless.getAsBoolean()) {
            return false;
        }
        completion(task);
        return true;
    }

    @Override
    public void completion(Runnable task) {
        callbacks.add(task);
        work.run();
    }

    @Override
    public void beforeBlocking() {
        waiting.incrementAndGet();
        try {
            onBeforeBlocking.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public TransportFacts facts() {
        return facts;
    }

    /** Facts that this transport does not have. */
    static final class Held implements HeldBytes {

        volatile long input;
        volatile long output;
        volatile long progress;
        /** A task that runs before each call of {@code input}. */
        volatile Runnable whenAsked = () -> {};

        @Override
        public long input() {
            whenAsked.run();
            return input;
        }

        @Override
        public long output() {
            return output;
        }

        @Override
        public long progress() {
            return progress;
        }
    }

    private final class Loan implements WriteBuffer {

        private final ByteBuffer bytes;
        private final AtomicBoolean released = new AtomicBoolean();

        Loan(int size) {
            bytes = ByteBuffer.allocateDirect(size);
            lentBytes.addAndGet(size);
        }

        @Override
        public ByteBuffer bytes() {
            assertThat(released).as("a buffer that was given back").isFalse();
            return bytes;
        }

        @Override
        public void release() {
            assertThat(released.compareAndSet(false, true))
                    .as("a buffer is given back once")
                    .isTrue();
            lent.decrementAndGet();
        }
    }
}
