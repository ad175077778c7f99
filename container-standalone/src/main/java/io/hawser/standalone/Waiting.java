package io.hawser.standalone;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what nobody announces. */
final class Waiting {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Waiting() {}

    /**
     * Waits for an end. A thread that is interrupted waits no longer, and stays interrupted.
     *
     * @param busy what has to become false
     * @param nanos how long to wait at most
     * @return whether it is still busy
     */
    static boolean whileBusy(BooleanSupplier busy, long nanos) {
        long end = System.nanoTime() + nanos;
        while (busy.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return true;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(POLL_NANOS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return busy.getAsBoolean();
            }
        }
        return false;
    }
}
