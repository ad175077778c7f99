package io.hawser.servlet.quirks;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Paused input of Tomcat, which is only read in Tomcat's callbacks.
 *
 * <ul>
 *   <li>Server: Tomcat 11; other versions not known.
 *   <li>Cause: Tomcat checks the socket before it calls {@code onDataAvailable}, under its own lock. A thread of the
 *       application that continued to read after a pause would use the same buffer at the same time. Also, Tomcat only
 *       calls for input that is in the socket, although it may have read up to 8 KiB before. With TLS, input may also
 *       lie between the two.
 *   <li>Test: {@code InputPumpTest.whereInputIsReadInCallsAloneWhoHasParsedReadsNothing} and the tests after it;
 *       {@code PausedInputTest} of {@code tck-runner}.
 *   <li>Delete when Tomcat calls for all input that was not read, or lets any thread read.
 * </ul>
 *
 * <p>For input in the socket, Tomcat calls again and again while reading is paused. Each such call is kept for some
 * milliseconds, or with TLS for a second. If input is wanted and no call has come for it, the input is read in a
 * callback for output, which is provoked.
 */
public final class StrandedInput implements PausedInput {

    /**
     * The longest time for which a callback is kept, so that it does not come again for input that is not wanted yet.
     */
    private static final long LONGEST_STAY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** The same time for a callback that may not come again. */
    private static final long LONGEST_ENCRYPTED_STAY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The longest time for which wanted input may be left without a callback. */
    private static final long LONGEST_LEFT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Reading reading;
    private final Runnable provokeCallback;
    private final Set<PausedInput> waiting;

    /** The thread of Tomcat that stays in its callback. */
    private volatile Thread caller;

    /** Whether input was left, and no callback may come for it. */
    private volatile boolean stranded;

    private volatile boolean closed;

    /**
     * The time since which such input is known to be wanted, as of {@link System#nanoTime()}; 0 if it is not wanted.
     */
    private volatile long wantedSince;

    /**
     * Creates paused input that is empty.
     *
     * @param reading reads the input
     * @param provokeCallback makes Tomcat call for output
     * @param waiting the set whose members are ticked soon; by then Tomcat may have called by itself
     */
    public StrandedInput(Reading reading, Runnable provokeCallback, Set<PausedInput> waiting) {
        this.reading = reading;
        this.provokeCallback = provokeCallback;
        this.waiting = waiting;
    }

    @Override
    public void called() {
        stranded = false;
        wantedSince = 0;
    }

    @Override
    public void left() {
        stranded = true;
    }

    @Override
    public boolean isLeftToCallbacks() {
        Thread staying = caller;
        if (staying != null) {
            LockSupport.unpark(staying);
        } else if (stranded) {
            waiting.add(this);
            if (closed) {
                waiting.remove(this);
            }
        }
        return true;
    }

    @Override
    public void stay(boolean encrypted) {
        stay(encrypted ? LONGEST_ENCRYPTED_STAY_NANOS : LONGEST_STAY_NANOS);
    }

    /**
     * Does the same for a limited time.
     *
     * @param most the longest time to keep the callback, in nanoseconds
     */
    public void stay(long most) {
        long begun = System.nanoTime();
        caller = Thread.currentThread();
        while (stranded && System.nanoTime() - begun < most) {
            if (reading.isPaused()) {
                LockSupport.parkNanos(this, most);
            } else {
                reading.readOn();
            }
        }
        caller = null;
    }

    @Override
    public void readOn() {
        while (stranded && !reading.isPaused()) {
            reading.readOn();
        }
    }

    @Override
    public void closed() {
        closed = true;
        waiting.remove(this);
    }

    @Override
    public void tick(long now) {
        if (!isMissed()) {
            wantedSince = 0;
            waiting.remove(this);
            if (isMissed()) {
                // Input became wanted between the two checks.
                waiting.add(this);
            }
        } else if (wantedSince == 0) {
            wantedSince = now | 1;
        } else if (now - wantedSince > LONGEST_LEFT_NANOS) {
            wantedSince = 0;
            waiting.remove(this);
            provokeCallback.run();
        }
    }

    /** {@return whether input was left and is wanted, and no callback has come for it} */
    private boolean isMissed() {
        return stranded && !closed && !reading.isPaused() && caller == null;
    }
}
