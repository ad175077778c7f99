package io.hawser.servlet.quirks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Paused input of Open Liberty, which is read in the callback that has brought it. The callback does not return before
 * all input is read.
 *
 * <ul>
 *   <li>Server: Open Liberty 25.0.0.12; other versions not known.
 *   <li>Cause: Open Liberty has read the first byte before it calls {@code onDataAvailable}. When that returns, it
 *       drops the byte if nobody has taken it, and reads again at once, into the buffer that another thread may be
 *       reading. It fails with "Buffer has already been released", or bytes are lost.
 *   <li>Test: {@code MessagesTest.textOfOneMegabyteComesBack} of {@code tck-runner} on Open Liberty;
 *       {@code HeldCallbackTest}.
 *   <li>Delete when input may be left for a later time, or for another thread.
 * </ul>
 *
 * <p>A thread of Open Liberty waits for each connection whose reading is paused. Open Liberty adds threads when they
 * are needed.
 */
final class HeldCallback implements PausedInput {

    /** The time after which the condition is checked even if nobody has called. */
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Reading reading;
    private volatile Thread caller;
    private volatile boolean left;
    private volatile boolean closed;

    HeldCallback(Reading reading) {
        this.reading = reading;
    }

    @Override
    public void called() {
        left = false;
    }

    @Override
    public void left() {
        left = true;
    }

    @Override
    public boolean isLeftToCallbacks() {
        LockSupport.unpark(caller);
        return true;
    }

    @Override
    public void stay(boolean encrypted) {
        caller = Thread.currentThread();
        while (left && !closed) {
            if (reading.isPaused()) {
                LockSupport.parkNanos(this, GLANCE_NANOS);
            } else {
                reading.readOn();
            }
        }
        caller = null;
    }

    @Override
    public void closed() {
        closed = true;
        LockSupport.unpark(caller);
    }
}
