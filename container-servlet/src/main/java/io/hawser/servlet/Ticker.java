package io.hawser.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The clock of an application: one thread, which comes with the first connection and goes when there were none for a
 * while. Nobody tells an application that has failed to start of its end, so that none may wait for it.
 */
final class Ticker {

    /** Longer than most pauses between connections, so that not every one of them costs a thread. */
    static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Logger LOG = System.getLogger(Ticker.class.getPackageName());

    private final String name;
    private final ClassLoader contextClassLoader;
    private final long idleNanos;
    private final LongSupplier pause;
    private final LongConsumer tick;
    private volatile boolean stopped;

    /** The one that runs, or {@code null}. */
    private Thread thread;

    /**
     * @param idleNanos how long the thread stays while the clock stands still, in nanoseconds
     * @param pause how long the clock waits before it ticks, in nanoseconds; 0 to stand still until it is woken
     * @param tick is told the time
     */
    Ticker(String name, ClassLoader contextClassLoader, long idleNanos, LongSupplier pause, LongConsumer tick) {
        this.name = name;
        this.contextClassLoader = contextClassLoader;
        this.idleNanos = idleNanos;
        this.pause = pause;
        this.tick = tick;
    }

    /** There is something that wants to know the time: the pause is not 0 any more. */
    synchronized void wake() {
        if (thread != null) {
            LockSupport.unpark(thread);
        } else if (!stopped) {
            thread = new Thread(null, this::run, name, 0, false);
            thread.setContextClassLoader(contextClassLoader);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        long idleUntil = 0;
        while (!stopped) {
            long nanos = pause.getAsLong();
            long now = System.nanoTime();
            if (nanos > 0) {
                idleUntil = 0;
                LockSupport.parkNanos(this, nanos);
                tick();
            } else if (idleUntil == 0) {
                idleUntil = now + idleNanos | 1;
            } else if (idleUntil - now > 0) {
                LockSupport.parkNanos(this, idleUntil - now);
            } else if (hasEnded()) {
                return;
            }
        }
    }

    /** {@return whether the thread has nothing to do; whoever wakes the clock from now on gets a new one} */
    private synchronized boolean hasEnded() {
        if (pause.getAsLong() > 0) {
            return false;
        }
        thread = null;
        return true;
    }

    private void tick() {
        try {
            tick.accept(System.nanoTime());
        } catch (Throwable e) {
            // A clock that stands still is worse than whatever it is.
            LOG.log(Level.WARNING, "looking for what has taken too long has failed", e);
        }
    }

    /** Ends the thread, and waits for it for a time, in nanoseconds. */
    void stop(long nanos) throws InterruptedException {
        Thread last;
        synchronized (this) {
            stopped = true;
            last = thread;
        }
        if (last != null) {
            LockSupport.unpark(last);
            last.join(TimeUnit.NANOSECONDS.toMillis(nanos));
        }
    }
}
