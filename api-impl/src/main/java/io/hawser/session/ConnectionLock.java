package io.hawser.session;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock of one connection. It is held for a moment, but for a long message that an extension deflates; the I/O
 * context, which has other connections too, does not wait for that, and is told to come again.
 */
final class ConnectionLock extends ReentrantLock {

    private static final long serialVersionUID = 1L;

    private static final long LONGEST_WAIT_MILLIS = 1;

    private volatile boolean missed;
    /** How the last pull began; the I/O context's alone. */
    private boolean pullFailed;

    /** Begins a pull by the I/O context; {@return whether it has the lock} */
    boolean tryPull() {
        pullFailed = !tryLockForAMoment();
        if (pullFailed) {
            missed = true;
            // Whoever had the lock may have looked before that: then it is free now.
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

    /** {@return whether the caller has the lock now} Otherwise whoever has it has the transport pull afterwards. */
    boolean tryLockOrBeCalled() {
        if (tryLock()) {
            return true;
        }
        missed = true;
        // Whoever had it may have looked before that: then it is free now.
        return tryLock();
    }

    /** {@return whether the last pull has not got the lock, so that output may be coming} Asked by the I/O context. */
    boolean hasPullFailed() {
        return pullFailed;
    }

    /** {@return whether a pull is to be made again} It is told once. Asked without the lock. */
    boolean takeMissed() {
        if (!missed || isHeldByCurrentThread()) {
            return false;
        }
        missed = false;
        return true;
    }
}
