package io.hawser.thread;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The role of running turns one after the other. One thread at a time has it. A thread that is relieved during a turn
 * ends that turn without the role.
 */
final class TurnRunner implements PlatformTask {

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
    private final TurnWatch<Turn> watch = new TurnWatch<>();
    /** Whether the last turn has ended with the role. Used only by the thread. */
    private boolean mine;

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

    /** {@return the turns of this runner} */
    TurnWatch<Turn> watch() {
        return watch;
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
        long number = watch.begin(next);
        try {
            if (ForcedHandOvers.isNext()) {
                source.relieve();
            }
            pool.run(next);
        } finally {
            mine = watch.take(number);
        }
        return mine;
    }
}
