package io.hawser.benchmarks.load;

import java.time.Duration;

/**
 * How long a load lasts.
 *
 * @param warm the CPU time that the measured process has to use before anything is measured, so that it is warm on a
 *     busy machine too; this ends after four times as long in any case
 * @param measured the time that is measured
 * @param maxMessages the load ends early after so many messages, those of the warm-up among them
 */
public record Pace(Duration warm, Duration measured, long maxMessages) {

    /** Checks the bounds: no load lasts longer than ten minutes. */
    public Pace {
        Duration longest = Duration.ofMinutes(10);
        if (warm.isNegative() || warm.compareTo(longest) > 0) {
            throw new IllegalArgumentException("a warm-up of " + warm);
        }
        if (measured.isNegative() || measured.isZero() || measured.compareTo(longest) > 0) {
            throw new IllegalArgumentException("a measurement of " + measured);
        }
        if (maxMessages < 1) {
            throw new IllegalArgumentException("no messages");
        }
    }
}
