package io.hawser.transport;

/**
 * What has been learned about the methods of one server endpoint: whether they take long, and block. All connections of
 * the endpoint share it. Once a turn has kept others waiting, the turns of all connections have threads of their own,
 * until some in a row were fast. So connections of an endpoint that blocks do not delay others one after the other,
 * each with its first message. Safe for all threads.
 */
public final class Pace {

    /** How many turns have to be fast after one that was not. */
    private static final int PROBATION = 16;

    /** For how many turns what was seen of one is believed of others. */
    static final int BELIEVED = 64;

    // Threads that change these at once may lose a change, which does no harm.

    private volatile int probation;
    private volatile int waiting;

    /** Creates the pace of an endpoint that was not called yet. */
    public Pace() {}

    /** {@return whether turns may keep others waiting} */
    public boolean isSlow() {
        return probation > 0;
    }

    /** {@return whether turns may block, rather than compute for long} */
    public boolean mayBlock() {
        return waiting > 0 && isSlow();
    }

    /** Notes that a turn has kept others waiting, since it has waited itself. */
    public void stuck() {
        waiting = BELIEVED;
        probation = PROBATION;
    }

    /** Notes that a turn waits. */
    public void waits() {
        if (isSlow()) {
            waiting = BELIEVED;
        }
    }

    /**
     * Notes the end of a turn.
     *
     * @param fast whether it would have kept nobody waiting
     */
    public void ended(boolean fast) {
        int left = probation;
        if (left > 0) {
            probation = fast ? left - 1 : PROBATION;
            waiting = Math.max(0, waiting - 1);
        }
    }
}
