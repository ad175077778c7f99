package io.hawser.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** The clock of an application: one thread, which stands still while there are no connections. */
final class Ticker {

    private static final Logger LOG = System.getLogger(Ticker.class.getPackageName());

    private final Thread thread;
    private final LongSupplier pause;
    private final LongConsumer tick;
    private volatile boolean stopped;

    /**
     * @param pause how long the clock waits before it ticks, in nanoseconds; 0 to stand still until it is woken
     * @param tick is told the time
     */
    Ticker(String name, ClassLoader contextClassLoader, LongSupplier pause, LongConsumer tick) {
        this.pause = pause;
        this.tick = tick;
        this.thread = new Thread(null, this::run, name, 0, false);
        thread.setContextClassLoader(contextClassLoader);
        thread.setDaemon(true);
        thread.start();
    }

    /** There is something that wants to know the time. */
    void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!stopped) {
            long nanos = pause.getAsLong();
            if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
                tick();
            } else {
                LockSupport.park(this);
            }
        }
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
        stopped = true;
        wake();
        thread.join(TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
