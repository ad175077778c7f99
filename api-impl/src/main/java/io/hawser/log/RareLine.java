package io.hawser.log;

import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A line that is logged at most once a minute. For threads that must go on after any failure. Safe for all threads. */
public final class RareLine {

    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Log log;
    private final Level level;
    private final AtomicLong told = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    /**
     * Makes a line that was not written yet.
     *
     * @param log the log to write to
     * @param level its level
     */
    public RareLine(Log log, Level level) {
        this.log = log;
        this.level = level;
    }

    /**
     * Writes the line, unless that has happened within the last minute. Throws nothing, even if memory is too short for
     * the line.
     *
     * @param message the message
     * @param cause the cause, or {@code null}
     */
    public void tell(String message, Throwable cause) {
        tell(System.nanoTime(), message, cause);
    }

    /**
     * Does the same as {@link #tell(String, Throwable)}, for a caller that knows the time.
     *
     * @param now the time in nanoseconds, as of {@link System#nanoTime()}
     * @param message the message
     * @param cause the cause, or {@code null}
     */
    public void tell(long now, String message, Throwable cause) {
        long last = told.get();
        if (now - last < QUIET_NANOS || !told.compareAndSet(last, now)) {
            return;
        }
        try {
            log.log(level, message, cause);
        } catch (Throwable e) {
            // The thread has to go on, with or without the line.
        }
    }
}
