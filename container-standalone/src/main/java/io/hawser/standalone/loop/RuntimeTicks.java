package io.hawser.standalone.loop;

import io.hawser.log.Log;
import io.hawser.thread.Ticker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The tasks of a runtime's ticker. Each tick checks turns and the pool, and every tenth tick checks timeouts. The
 * ticker is needed while there are connections, while a task waits for a thread, and while nobody leads a loop.
 */
final class RuntimeTicks {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int TICKS_PER_COARSE_TICK = 10;

    private final List<TurnLoop> loops;
    private final Workers workers;
    private final LongConsumer coarse;
    private final Ticker ticker;
    private final AtomicInteger users = new AtomicInteger();

    // Used only by the ticker.
    private int count;
    private long last = System.nanoTime();

    /**
     * Starts the ticker.
     *
     * @param name the name of its thread
     * @param loops called every tick
     * @param workers called every tick
     * @param coarse called with the time every tenth tick
     * @param fresh creates the thread
     */
    RuntimeTicks(String name, List<TurnLoop> loops, Workers workers, LongConsumer coarse, FreshThreads fresh) {
        this.loops = loops;
        this.workers = workers;
        this.coarse = coarse;
        this.ticker = new Ticker(
                task -> thread(fresh, task, name), Long.MAX_VALUE, this::pause, this::tick, Log.of(RuntimeTicks.class));
        ticker.start();
    }

    private static Thread thread(FreshThreads fresh, Runnable task, String name) {
        Thread thread = fresh.make(() -> new Thread(task, name));
        thread.setDaemon(true);
        return thread;
    }

    /** Adds a user: the ticker runs while there are any. */
    void begin() {
        users.getAndIncrement();
        wake();
    }

    /** Removes a user. */
    void end() {
        users.getAndDecrement();
    }

    /** Wakes the ticker, since there may be something to do. */
    void wake() {
        ticker.wake();
    }

    /** {@return the thread of the ticker} */
    Thread thread() {
        return ticker.thread();
    }

    /** Ends the ticker. */
    void stop() {
        ticker.stop();
    }

    private long pause() {
        return users.get() > 0 || workers.isWaiting() || Log.isCounting() || isAnyFree() ? PERIOD_NANOS : 0;
    }

    private boolean isAnyFree() {
        for (TurnLoop loop : loops) {
            if (loop.isFree()) {
                return true;
            }
        }
        return false;
    }

    private void tick(long now) {
        boolean punctual = now - last < 2 * PERIOD_NANOS;
        last = now;
        all(loop -> loop.tick(punctual));
        ticker.guarded(() -> workers.tick(now));
        if (++count % TICKS_PER_COARSE_TICK == 0) {
            all(TurnLoop::checkDeadlines);
            ticker.guarded(() -> coarse.accept(now));
        }
    }

    private void all(Consumer<TurnLoop> action) {
        for (TurnLoop loop : loops) {
            ticker.guarded(() -> action.accept(loop));
        }
    }
}
