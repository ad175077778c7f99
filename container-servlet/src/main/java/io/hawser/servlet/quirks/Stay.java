package io.hawser.servlet.quirks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Keeps a thread of Tomcat in its callback until a condition has changed, for a limited time. {@link TomcatCallbacks}
 * states the purpose. Used by one thread at a time; any thread may call {@link #look}.
 */
final class Stay {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long BRIEF_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private volatile Thread thread;

    /** Waits while a condition holds, for at most one second. */
    void whileTrue(BooleanSupplier condition) {
        whileTrue(condition, LONGEST_NANOS);
    }

    /**
     * Waits while a condition holds, for at most ten milliseconds. Without the wait, the server would call again at
     * once.
     */
    void brieflyWhileTrue(BooleanSupplier condition) {
        whileTrue(condition, BRIEF_NANOS);
    }

    private void whileTrue(BooleanSupplier condition, long most) {
        thread = Thread.currentThread();
        long begun = System.nanoTime();
        while (condition.getAsBoolean() && System.nanoTime() - begun < most) {
            LockSupport.parkNanos(this, GLANCE_NANOS);
        }
        thread = null;
    }

    /** Makes the waiting thread, if there is one, check its condition. */
    void look() {
        LockSupport.unpark(thread);
    }
}
