package io.hawser.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** The clock of an application: one thread, which stands still while there are no connections. */
final class Ticker {

    private static final Logger LOG = System.getLogger(Ticker.class.getPackageName());
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Thread thread;
    private final BooleanSupplier needed;
    private final LongConsumer tick;
    private volatile boolean stopped;

    Ticker(String name, ClassLoader contextClassLoader, BooleanSupplier needed, LongConsumer tick) {
        this.needed = needed;
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
            if (needed.getAsBoolean()) {
                LockSupport.parkNanos(this, PERIOD_NANOS);
                tick();
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void tick() {
        try {
            tick.accept(System.nanoTime());
        } catch (RuntimeException e) {
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
