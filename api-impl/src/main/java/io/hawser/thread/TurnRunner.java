package io.hawser.thread;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One of the threads that run turns one after the other. It may be relieved during a turn, and ends after it then. */
final class TurnRunner implements Runnable {

    /** The duration above which a turn delays other connections noticeably. */
    private static final long SLOW_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final TurnRunners all;
    private final WorkerPool pool;
    private final AtomicBoolean active = new AtomicBoolean();
    private final TurnState state = new TurnState();
    /** The thread. Not volatile: a thread reads itself here only if it has written itself here. */
    private Thread thread;
    /** Used only by the ticker. */
    private long turnOfLastTick;

    TurnRunner(TurnRunners all, WorkerPool pool) {
        this.all = all;
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

    /** {@return whether the calling thread is this runner} */
    boolean isMine() {
        return thread == Thread.currentThread();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        boolean ends = false;
        try {
            while (!ends) {
                Turn next = all.next(this);
                ends = next == null || !run(next);
            }
        } finally {
            thread = null;
            if (!ends) {
                // For example, a lack of memory. The other turns are still there, and need a runner.
                all.replace(this);
            }
        }
    }

    /** Runs a turn. {@return whether the calling thread is still the runner} */
    private boolean run(Turn turn) {
        long number = state.begin();
        boolean slow = isSlow(pool, turn);
        boolean mine = state.take(number);
        if (slow || !mine) {
            turn.setSlow(true);
        }
        return mine;
    }

    /** Runs a turn on a thread that is no runner. */
    static void runAlone(WorkerPool pool, Turn turn) {
        turn.setSlow(isSlow(pool, turn));
    }

    /** Runs a turn. {@return whether it took too long} */
    private static boolean isSlow(WorkerPool pool, Turn turn) {
        long began = System.nanoTime();
        pool.run(turn);
        return System.nanoTime() - began > SLOW_NANOS;
    }

    /** {@return whether the caller has to replace this runner} Called by the runner, during a turn. */
    boolean isRelieved() {
        long turn = state.turn();
        return turn != 0 && state.take(turn);
    }

    /**
     * {@return whether the caller has to replace this runner, since the same turn runs as at the last tick} Called
     * about every ten milliseconds.
     *
     * @param punctual whether the tick came in time
     */
    boolean isStuck(boolean punctual) {
        long turn = state.turn();
        boolean same = turn != 0 && turn == turnOfLastTick && punctual;
        turnOfLastTick = turn;
        return same && state.take(turn);
    }
}
