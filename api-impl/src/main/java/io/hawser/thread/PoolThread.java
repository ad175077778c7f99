package io.hawser.thread;

import io.hawser.thread.Places.Kind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The code of one thread of a {@link WorkerPool}. It runs tasks, one after the other, until there were none for a
 * while.
 */
final class PoolThread implements Runnable {

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PlatformThreads pool;
    private final int generation;
    private volatile Thread thread;
    /** The next task, or {@code null}; given under the pool's lock. */
    private volatile Runnable task;
    /** The turn that runs, if it has this thread for itself. */
    private volatile LoneTurn lone;
    /** The number of such turns until now. */
    private final AtomicInteger loneTurns = new AtomicInteger();
    /** The number of the turn that waited when another thread looked last. Used only by that. */
    private int waited;
    /** The kind of the task that runs or is given; {@code null} for none. Guarded by the pool's lock. */
    private Kind kind;

    /** @param generation the number of times that the pool had been renewed when this was made */
    PoolThread(PlatformThreads pool, int generation) {
        this.pool = pool;
        this.generation = generation;
    }

    Thread thread() {
        return thread;
    }

    void thread(Thread made) {
        thread = made;
    }

    Kind kind() {
        return kind;
    }

    void give(Runnable next, Kind nextKind) {
        kind = nextKind;
        task = next;
    }

    void done() {
        kind = null;
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    boolean isStale() {
        return generation != pool.generation();
    }

    @Override
    public void run() {
        try {
            pool.arrives(this);
            while (awaitsTask()) {
                runTask();
                pool.comesBack(this);
            }
        } finally {
            // Even if there was a failure that must not happen.
            pool.leaves(this);
        }
    }

    /** Runs the task, in a separate stack frame. So an idle thread keeps nothing of its last task in memory. */
    private void runTask() {
        Runnable next = task;
        task = null;
        if (next instanceof LoneTurn turn) {
            loneTurns.getAndIncrement();
            lone = turn;
        }
        pool.run(next);
        lone = null;
    }

    /**
     * Tells a turn that has this thread for itself that it waits, if it does so at two ticks. Called at each tick, by
     * another thread.
     */
    void look() {
        LoneTurn turn = lone;
        int number = loneTurns.get();
        if (turn != null && !turn.mayBlock() && Waiting.isWaiting(thread)) {
            if (number == waited && number == loneTurns.get() && turn == lone) {
                turn.waits();
            }
            waited = number;
        }
    }

    /** {@return whether there is a task} Returns {@code false} if the thread has to end. */
    private boolean awaitsTask() {
        long until = task == null ? System.nanoTime() + IDLE_NANOS : 0;
        while (task == null) {
            long left = until - System.nanoTime();
            if ((left <= 0 || pool.isStopped() || isStale()) && pool.isWithdrawn(this)) {
                return false;
            }
            if (task == null) {
                LockSupport.parkNanos(pool, left);
                // Nobody has a reason to interrupt an idle thread.
                Thread.interrupted();
            }
        }
        return true;
    }
}
