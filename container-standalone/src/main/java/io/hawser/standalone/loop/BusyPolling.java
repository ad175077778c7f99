package io.hawser.standalone.loop;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.function.BooleanSupplier;

/**
 * Polls again for a short time before the thread of a loop goes to sleep. A peer that answers at once is served without
 * a sleep and a wake-up, which take longer and cost more than a small message.
 *
 * <p>After a time in vain, the next polls sleep at once, twice as many as before. So a loop that waits for longer than
 * that costs next to nothing.
 */
final class BusyPolling implements SelectStrategy {

    /** The longest time to poll again, in nanoseconds: about as long as a wake-up on both sides takes. */
    private static final long BUSY_NANOS = 50_000;
    /** The most polls in a row that sleep at once. */
    private static final int MOST_ASLEEP = 255;

    private final BooleanSupplier hasTasks;
    private final BooleanSupplier worthIt;
    /** The number of polls that sleep at once after the next time in vain. */
    private int asleep;
    /** The number of polls that still sleep at once. */
    private int left;

    /**
     * Creates the strategy of one loop.
     *
     * @param hasTasks tests whether there is something to do for the thread of the loop, which calls this
     * @param worthIt tests whether no other thread needs the processor more
     */
    BusyPolling(BooleanSupplier hasTasks, BooleanSupplier worthIt) {
        this.hasTasks = hasTasks;
        this.worthIt = worthIt;
    }

    @Override
    public int calculateStrategy(IntSupplier poll, boolean mustNotWait) throws Exception {
        if (mustNotWait) {
            return poll.get();
        }
        if (!worthIt.getAsBoolean()) {
            return SELECT;
        }
        if (left > 0) {
            left--;
            return SELECT;
        }
        long began = System.nanoTime();
        do {
            int ready = poll.get();
            if (ready > 0) {
                asleep = 0;
                return ready;
            }
            if (hasTasks.getAsBoolean()) {
                return ready;
            }
            Thread.onSpinWait();
        } while (System.nanoTime() - began < BUSY_NANOS);
        asleep = Math.min(2 * asleep + 1, MOST_ASLEEP);
        left = asleep;
        return SELECT;
    }
}
