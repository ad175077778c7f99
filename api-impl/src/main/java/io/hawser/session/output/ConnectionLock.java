package io.hawser.session.output;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock of one connection. Threads hold it for a moment, but longer for a long message that an extension deflates.
 * The I/O context, which has other connections too, does not wait for that. The holder of the lock has it come again.
 */
public final class ConnectionLock extends ReentrantLock {

    private static final long serialVersionUID = 1L;

    private static final long LONGEST_WAIT_MILLIS = 1;

    private volatile boolean missed;
    /** Whether the last pull did not get the lock. Used by the I/O context alone. */
    private boolean pullFailed;

    /** {@return whether the caller has the lock now} Called by the I/O context to begin a pull. */
    public boolean tryPull() {
        pullFailed = !tryLockForAMoment();
        if (pullFailed) {
            missed = true;
            // The holder of the lock may have looked before that. Then the lock is free now.
            pullFailed = !tryLock();
        }
        return !pullFailed;
    }

    private boolean tryLockForAMoment() {
        try {
            return tryLock(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return tryLock();
        }
    }

    /** {@return whether the caller has the lock now} Otherwise the holder makes the transport pull afterwards. */
    public boolean tryLockOrBeCalled() {
        if (tryLock()) {
            return true;
        }
        missed = true;
        // The holder may have looked before that. Then the lock is free now.
        return tryLock();
    }

    /** {@return whether the last pull did not get the lock, so that output may be coming} Called by the I/O context. */
    public boolean hasPullFailed() {
        return pullFailed;
    }

    /**
     * {@return whether the transport has to pull again} Returns {@code true} once for each need. Called without the
     * lock.
     */
    public boolean takeMissed() {
        if (!missed || isHeldByCurrentThread()) {
            return false;
        }
        missed = false;
        return true;
    }
}
