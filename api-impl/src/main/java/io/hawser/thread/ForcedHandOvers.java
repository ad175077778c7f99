package io.hawser.thread;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Hand-overs at random, for tests: some turns are treated as if they were about to block. The system property
 * {@value #PROPERTY} is their share in percent, and 0 by default.
 */
public final class ForcedHandOvers {

    /** The name of the system property. */
    public static final String PROPERTY = "hawser.forcedHandOvers";

    private static final int PERCENT = Integer.getInteger(PROPERTY, 0);

    private ForcedHandOvers() {}

    /** {@return whether the turn that begins is handed over} */
    public static boolean isNext() {
        return PERCENT > 0 && ThreadLocalRandom.current().nextInt(100) < PERCENT;
    }
}
