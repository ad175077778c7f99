package io.hawser.thread;

/** The number of threads of a pool that each kind of task uses, and may use. Guarded by the pool's lock. */
final class Places {

    /** The most threads beyond the bound, for completions alone. */
    static final int RESERVE = 4;

    /** The kind of a task. */
    enum Kind {
        ORDINARY,
        /** A task for which busy threads may be waiting. */
        COMPLETION,
        /** A task that reads a message while it arrives, for as long as that lasts. Counts as ordinary too. */
        STREAM
    }

    private final int most;
    private int ordinary;
    private int completing;
    private int streams;

    /** @param most the most threads of ordinary tasks */
    Places(int most) {
        this.most = most;
    }

    int freeForOrdinary() {
        return most - ordinary;
    }

    int mostThreads() {
        return most + RESERVE;
    }

    /** {@return whether one more thread may run a task of this kind} */
    boolean isFreeFor(Kind kind) {
        return kind == Kind.COMPLETION ? completing < Math.max(RESERVE, most / 2) : ordinary < most;
    }

    /**
     * {@return whether an ordinary task has to wait for the end of another task of any kind}
     *
     * @param present the number of threads
     */
    boolean areTaken(int present) {
        return ordinary == most || present == mostThreads();
    }

    /**
     * {@return whether a place is kept for a stream, which gets its thread soon} Returns {@code false} if there is
     * none.
     */
    boolean keepForStream() {
        boolean free = streams < Math.max(1, most / 2) && ordinary < most;
        streams += free ? 1 : 0;
        return free;
    }

    /**
     * {@return whether one more stream leaves a free thread} It may be that no more threads can be started.
     *
     * @param present the number of threads
     */
    boolean leavesThread(int present) {
        return present - completing - ordinary > 1;
    }

    void begin(Kind kind) {
        count(kind, 1);
    }

    void end(Kind kind) {
        count(kind, -1);
        streams -= kind == Kind.STREAM ? 1 : 0;
    }

    private void count(Kind kind, int more) {
        if (kind == Kind.COMPLETION) {
            completing += more;
        } else {
            ordinary += more;
        }
    }
}
