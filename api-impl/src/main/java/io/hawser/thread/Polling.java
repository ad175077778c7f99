package io.hawser.thread;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Waits for conditions that nobody reports, such as the end of the last connection at shutdown. */
public final class Polling {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Polling() {}

    /**
     * Waits until a condition is met. Returns at once if the thread is interrupted, and leaves it interrupted.
     *
     * @param condition the condition
     * @param nanos the longest time to wait, in nanoseconds
     * @return whether the condition is met
     */
    public static boolean await(BooleanSupplier condition, long nanos) {
        return await(condition, nanos, System::nanoTime, LockSupport::parkNanos);
    }

    /** Does the same with the given clock. */
    static boolean await(BooleanSupplier condition, long nanos, LongSupplier clock, LongConsumer park) {
        long begun = clock.getAsLong();
        boolean met = condition.getAsBoolean();
        while (!met
                && clock.getAsLong() - begun < nanos
                && !Thread.currentThread().isInterrupted()) {
            park.accept(PERIOD_NANOS);
            met = condition.getAsBoolean();
        }
        return met;
    }
}
