package io.hawser.thread;

/**
 * The water marks for input of one connection that waits to be parsed. A transport pauses reading above the high water
 * mark, and resumes it below the low one. Each transport decides which bytes it counts.
 */
public final class WaterMarks {

    private static final long HIGH = 256 * 1024;
    private static final long LOW = HIGH / 2;

    private WaterMarks() {}

    /**
     * Tests whether reading has to pause.
     *
     * @param waiting the number of waiting bytes
     * @return whether they are more than the high water mark
     */
    public static boolean isAboveHigh(long waiting) {
        return waiting > HIGH;
    }

    /**
     * Tests whether reading may resume after a pause.
     *
     * @param waiting the number of waiting bytes
     * @return whether they are less than the low water mark
     */
    public static boolean isBelowLow(long waiting) {
        return waiting < LOW;
    }
}
