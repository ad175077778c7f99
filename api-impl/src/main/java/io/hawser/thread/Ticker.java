package io.hawser.thread;

import io.hawser.log.Log;
import io.hawser.log.RareLine;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Calls ticks, on one separate thread. The thread parks while no tick is needed, and ends when none was needed for a
 * while. After a tick that throws anything, the next one follows as usual. Safe for all threads.
 *
 * <p>A thread that needs a tick changes the state from which the pause is derived, and then calls {@link #wake} or
 * {@link #hurry}. Both cost one volatile read if the ticks are frequent enough already.
 */
public final class Ticker {

    private final ThreadFactory threads;
    private final long idleNanos;
    private final LongSupplier pause;
    private final LongConsumer tick;
    private final RareLine failed;
    private final RareLine notStarted;
    private volatile boolean stopped;

    /**
     * The current pause between two ticks, in nanoseconds; 0 if the thread parks until it is woken, or does not run.
     */
    private volatile long current;

    /** The running thread, or {@code null}. */
    private Thread thread;

    /**
     * Creates a ticker without a thread.
     *
     * @param threads makes the thread
     * @param idleNanos the time that the thread stays while no tick is needed, in nanoseconds
     * @param pause returns the pause before the next tick, in nanoseconds; 0 to wait for a call of {@link #wake}
     * @param tick called with the time, as of {@link System#nanoTime()}
     * @param log the log for failures
     */
    public Ticker(ThreadFactory threads, long idleNanos, LongSupplier pause, LongConsumer tick, Log log) {
        this.threads = threads;
        this.idleNanos = idleNanos;
        this.pause = pause;
        this.tick = tick;
        this.failed = new RareLine(log, Level.ERROR);
        this.notStarted = new RareLine(log, Level.ERROR);
    }

    /**
     * Starts the thread now, rather than with the first call of {@link #wake}. Does nothing if it runs.
     *
     * @throws OutOfMemoryError if the system has no more threads
     */
    public synchronized void start() {
        if (thread == null && !stopped) {
            Thread made = threads.newThread(this::run);
            made.start();
            thread = made;
        }
    }

    /** Makes ticks begin if there are none, since the pause is not 0 any more. */
    public void wake() {
        if (current == 0) {
            wakeThread();
        }
    }

    /**
     * Makes a tick come now if the current pause is too long. Makes ticks begin if there are none.
     *
     * @param most the longest acceptable pause, in nanoseconds
     */
    public void hurry(long most) {
        long pausing = current;
        if (pausing == 0 || pausing > most) {
            wakeThread();
        }
    }

    /** Wakes or starts the thread. If the system has no more threads, the next call tries again. */
    private synchronized void wakeThread() {
        if (thread != null) {
            LockSupport.unpark(thread);
            return;
        }
        try {
            start();
        } catch (Throwable e) {
            notStarted.tell("the thread that checks for timeouts cannot be started; the next event tries again", e);
        }
    }

    private void run() {
        boolean runs = true;
        while (runs && !stopped) {
            long nanos = pause();
            if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
                guarded(() -> tick.accept(System.nanoTime()));
            } else {
                runs = isNeededAgain();
            }
        }
    }

    private long pause() {
        long nanos = pause.getAsLong();
        if (isLonger(nanos, current)) {
            current = nanos;
            // Calls of wake and hurry before this store had no effect.
            nanos = pause.getAsLong();
        }
        current = nanos;
        return nanos;
    }

    private static boolean isLonger(long nanos, long than) {
        return than > 0 && (nanos == 0 || nanos > than);
    }

    /**
     * {@return whether the thread goes on} Parks until a tick is needed. Returns {@code false} if the thread has to
     * end.
     */
    private boolean isNeededAgain() {
        long begun = System.nanoTime();
        long left = idleNanos;
        while (!stopped && pause.getAsLong() == 0) {
            if (left <= 0) {
                return !hasEnded();
            }
            LockSupport.parkNanos(this, left);
            left = idleNanos - (System.nanoTime() - begun);
        }
        return true;
    }

    /** {@return whether the thread ends} If so, a call of {@link #wake} starts a new one from now on. */
    private synchronized boolean hasEnded() {
        if (pause.getAsLong() > 0) {
            return false;
        }
        thread = null;
        return true;
    }

    /**
     * Runs one of several actions of a tick. Logs a failure once in a while. A failure does not prevent the other
     * actions.
     *
     * @param action the action
     */
    public void guarded(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            failed.tell("the check for timeouts has failed", e);
        }
    }

    /** {@return the thread, which may have ended after {@link #stop}; {@code null} if there is none} */
    public synchronized Thread thread() {
        return thread;
    }

    /** Ends the thread. Does not wait for its end. */
    public synchronized void stop() {
        stopped = true;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Ends the thread, and waits for its end.
     *
     * @param nanos the longest time to wait, in nanoseconds
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void stop(long nanos) throws InterruptedException {
        stop();
        Thread last = thread();
        if (last != null) {
            TimeUnit.NANOSECONDS.timedJoin(last, nanos);
        }
    }
}
