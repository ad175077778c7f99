package io.hawser.thread;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The role of running turns one after the other. One thread at a time has it. A thread that is relieved during a turn
 * ends that turn without the role.
 */
final class TurnRunner implements Runnable {

    /** After so many turns, the thread does other tasks of the pool that wait for one. */
    private static final int TURNS_AT_ONCE = 16;

    /** What a runner asks for turns, and tells of its end. */
    interface Source {

        /** {@return the next turn, or {@code null} if there is none, after which the runner is idle} */
        Turn next(TurnRunner runner);

        /** Lets other tasks of the pool have the thread of a runner. It is the runner again after them. */
        void goOnLater(TurnRunner runner);

        /** Relieves the calling thread, which is in a turn of a runner. */
        void relieve();

        /** Makes a runner idle whose thread has failed. */
        void failed(TurnRunner runner);
    }

    private final Source source;
    private final WorkerPool pool;
    private final AtomicBoolean active = new AtomicBoolean();
    private final TurnState state = new TurnState();
    /** The thread that is in a turn. Not volatile: a thread reads itself here only if it has written itself here. */
    private Thread thread;
    /** The turn that runs. Used only by the thread. */
    private Turn turn;
    /** Whether the last turn has ended with the role. Used only by the thread. */
    private boolean mine;
    /** Used only by the ticker. */
    private long turnOfLastTick;

    TurnRunner(Source source, WorkerPool pool) {
        this.source = source;
        this.pool = pool;
    }

    /** {@return whether the runner was idle, and the caller has to give it a thread} */
    boolean claim() {
        return !active.get() && active.compareAndSet(false, true);
    }

    /** Makes the runner idle. */
    void release() {
        active.set(false);
    }

    /** {@return whether the calling thread has this role} */
    boolean isMine() {
        return thread == Thread.currentThread();
    }

    @Override
    public void run() {
        mine = true;
        boolean more = true;
        try {
            for (int left = TURNS_AT_ONCE; more && (left > 0 || !pool.isWaiting()); left--) {
                more = runNext();
            }
        } catch (Throwable e) {
            // For example, a lack of memory. The other turns are still there, and need a runner.
            if (mine) {
                source.failed(this);
            }
            throw e;
        }
        if (more) {
            source.goOnLater(this);
        }
    }

    /** Runs the next turn. {@return whether the calling thread still has the role, and there may be more turns} */
    private boolean runNext() {
        Turn next = source.next(this);
        if (next == null) {
            // Another thread may have the role already, so nothing of this object may change.
            return false;
        }
        long number = state.begin();
        thread = Thread.currentThread();
        turn = next;
        try {
            if (ForcedHandOvers.isNext()) {
                source.relieve();
            }
            pool.run(next);
        } finally {
            turn = null;
            thread = null;
            mine = state.take(number);
        }
        return mine;
    }

    /** {@return the number of the turn that runs, or 0 if there is none} */
    long turn() {
        return state.turn();
    }

    /**
     * {@return the number of the turn that runs and ran at the last tick too, or 0 if there is none} Called about every
     * ten milliseconds.
     *
     * @param punctual whether the tick came in time
     */
    long stuckTurn(boolean punctual) {
        long current = state.turn();
        boolean same = current == turnOfLastTick && punctual;
        turnOfLastTick = current;
        return same ? current : 0;
    }

    /** Takes the role from the thread that is in a turn. {@return whether it was in that turn} */
    boolean take(long number) {
        return state.take(number);
    }

    /** Tells the turn that its thread has been relieved. Called by that thread. */
    void tellRelieved() {
        turn.relieved();
    }
}
