package io.hawser.session.memory;

import io.hawser.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The most memory that the sessions of one or several containers may hold for waiting data: incomplete messages, input
 * that is not parsed, and output that is not written. If they would hold more, the sessions that hold the most are
 * ended first. The others do not notice.
 *
 * <p>Small changes are not reported here, so that an ordinary message costs nothing: see {@link Share}. The shares are
 * counted exactly only if the sum seems to be too large. Safe for all threads.
 */
public final class Budget {

    /** The default is the heap, or the direct memory if that is less, divided by this number. */
    private static final long HEAP_DIVISOR = 4;
    /** The time that a growing message waits until the ending sessions have given their memory back. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final Budget OF_HEAP = new Budget(Runtime.getRuntime().maxMemory() / HEAP_DIVISOR, PATIENCE_NANOS);

    private final long limit;
    private final long patience;
    /** The bytes of the sessions that stay. */
    private final AtomicLong staying = new AtomicLong();
    /** The bytes of the sessions that were told to end. */
    private final AtomicLong leaving = new AtomicLong();

    private final Set<Share> holders = ConcurrentHashMap.newKeySet();
    /** Held during the choice of the sessions that end, so that no two are chosen for the same excess. */
    private final ReentrantLock deciding = new ReentrantLock();

    private final ReentrantLock waiting = new ReentrantLock();
    private final Condition givenBack = waiting.newCondition();
    private final AtomicInteger waiters = new AtomicInteger();

    /**
     * Makes a budget.
     *
     * @param limit the most bytes that may be held together
     * @param patience the time that a message waits if it finds no room, in nanoseconds
     */
    public Budget(long limit, long patience) {
        this.limit = limit;
        this.patience = patience;
    }

    /**
     * Finds the budget of a container that uses no memory but the heap.
     *
     * @param settings the settings of the container
     * @return a separate budget if the settings have one, otherwise the budget that all such containers share
     */
    public static Budget of(Settings settings) {
        return of(settings, OF_HEAP);
    }

    /**
     * Finds the budget of a container.
     *
     * @param settings the settings of the container
     * @param otherwise the budget if the settings have none
     * @return the budget
     */
    public static Budget of(Settings settings, Budget otherwise) {
        long limit = settings.maxBufferedBytes();
        return limit == 0 ? otherwise : new Budget(limit, PATIENCE_NANOS);
    }

    /**
     * Finds the default of containers that have buffers outside of the heap.
     *
     * @param direct the most bytes of such buffers
     * @return a budget of a quarter of them, or of a quarter of the heap if that is less
     */
    public static Budget ofHeapAnd(long direct) {
        return direct < Runtime.getRuntime().maxMemory() ? new Budget(direct / HEAP_DIVISOR, PATIENCE_NANOS) : OF_HEAP;
    }

    /** {@return the most bytes that may be held} */
    public long limit() {
        return limit;
    }

    /** {@return the number of bytes that are held now, as far as the shares have reported them} */
    public long held() {
        return staying.get() + leaving.get();
    }

    /** {@return whether the sessions that stay hold more than they may} */
    boolean isExceeded() {
        return staying.get() > limit;
    }

    /** {@return whether so much is held that no session may take more} The sessions that were told to end count too. */
    boolean isExhausted() {
        return held() / 2 > limit;
    }

    /** Records that a share holds a different number of bytes than before. */
    void changed(Share share, long before, long now) {
        (share.isEnding() ? leaving : staying).addAndGet(now - before);
        if (before == 0 && now > 0) {
            holders.add(share);
        } else if (before > 0 && now == 0) {
            holders.remove(share);
        }
        if (now < before) {
            wakeWaiters();
        }
    }

    /** Records that a share was told to end. */
    void leaves(long bytes) {
        staying.addAndGet(-bytes);
        leaving.addAndGet(bytes);
        wakeWaiters();
    }

    private void wakeWaiters() {
        if (waiters.get() > 0) {
            waiting.lock();
            try {
                givenBack.signalAll();
            } finally {
                waiting.unlock();
            }
        }
    }

    /** Handles a tick: counts the small changes and the memory of the transports. Called about ten times a second. */
    public void tick() {
        holders.forEach(Share::count);
        relieve(null);
    }

    /** {@return whether no other session that stays holds more} */
    boolean isLargest(Share share) {
        holders.forEach(Share::count);
        return largest(share) == share;
    }

    /**
     * {@return the share that holds the most of those that stay; of equal ones the given one, which may be
     * {@code null}}
     */
    private Share largest(Share preferred) {
        Share largest = preferred == null || preferred.isEnding() ? null : preferred;
        for (Share share : holders) {
            if (!share.isEnding() && (largest == null || share.counted() > largest.counted())) {
                largest = share;
            }
        }
        return largest;
    }

    /**
     * Ends the sessions that hold the most, until the others may stay. Called without a lock.
     *
     * @param caller the share of the caller, which ends its own session if chosen, or {@code null}
     * @return whether the caller's session is chosen
     */
    boolean relieve(Share caller) {
        if (!isExceeded()) {
            return false;
        }
        List<Share> ending = new ArrayList<>();
        deciding.lock();
        try {
            holders.forEach(Share::count);
            while (isExceeded()) {
                Share largest = largest(caller);
                if (largest == null || !largest.leave()) {
                    break;
                }
                ending.add(largest);
            }
        } finally {
            deciding.unlock();
        }
        boolean own = ending.remove(caller);
        ending.forEach(Share::end);
        return own;
    }

    /**
     * Waits, within bounds, until the sessions that were told to end have given their memory back. A session that is
     * told to end meanwhile waits no longer: the others wait for its memory.
     *
     * @param share the share that needs more memory
     * @param beforeWaiting run before the thread waits
     * @return whether more may be taken now
     */
    public boolean awaitGivenBack(Share share, Runnable beforeWaiting) {
        if (hasToWait(share) && patience > 0) {
            beforeWaiting.run();
            waiters.incrementAndGet();
            try {
                long end = System.nanoTime() + patience;
                for (long left = patience; left > 0 && hasToWait(share); left = end - System.nanoTime()) {
                    if (!awaitWake(share, Math.min(left, GLANCE_NANOS))) {
                        // Without the lock: a thread that counts a share takes this lock while it holds the lock of
                        // that share.
                        holders.forEach(Share::count);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiters.decrementAndGet();
            }
        }
        return !isExhausted();
    }

    private boolean hasToWait(Share share) {
        return held() > limit && !share.isEnding();
    }

    /** {@return {@code false} if the time is over} */
    private boolean awaitWake(Share share, long nanos) throws InterruptedException {
        waiting.lock();
        try {
            long left = nanos;
            while (left > 0 && hasToWait(share)) {
                left = givenBack.awaitNanos(left);
            }
            return left > 0;
        } finally {
            waiting.unlock();
        }
    }
}
