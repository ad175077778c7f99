package io.hawser.standalone;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** The clock of a runtime: one thread, which stands still while there are no connections. */
final class Ticker {

    private static final Logger LOG = System.getLogger(Ticker.class.getPackageName());
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int TICKS_PER_COARSE_TICK = 10;

    private final Thread thread;
    private final List<TurnLoop> loops;
    private final LongConsumer coarse;
    private final AtomicInteger users = new AtomicInteger();
    private volatile boolean stopped;

    /**
     * @param name the name of the thread
     * @param loops what ticks with every tick
     * @param coarse what ticks with every tenth tick; hears the time
     * @param fresh makes the thread
     */
    Ticker(String name, List<TurnLoop> loops, LongConsumer coarse, FreshThreads fresh) {
        this.loops = loops;
        this.coarse = coarse;
        this.thread = fresh.make(() -> new Thread(this::run, name));
        thread.setDaemon(true);
        thread.start();
    }

    /** There is one more connection. */
    void begin() {
        if (users.getAndIncrement() == 0) {
            LockSupport.unpark(thread);
        }
    }

    /** There is one connection less. */
    void end() {
        users.getAndDecrement();
    }

    Thread thread() {
        return thread;
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        int count = 0;
        long last = System.nanoTime();
        while (!stopped) {
            if (users.get() == 0) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, PERIOD_NANOS);
            }
            long now = System.nanoTime();
            boolean punctual = now - last < 2 * PERIOD_NANOS;
            last = now;
            loops.forEach(loop -> loop.tick(punctual));
            if (++count % TICKS_PER_COARSE_TICK == 0) {
                coarse(now);
            }
        }
    }

    private void coarse(long now) {
        loops.forEach(TurnLoop::checkDeadlines);
        try {
            coarse.accept(now);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "looking for what has taken too long has failed", e);
        }
    }
}
