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
    private static final int LOOKS_AT_STATE = 5;
    private static final StackTraceElement[] NO_STACK = {};

    private final PlatformThreads pool;
    private final int generation;
    private volatile Thread thread;
    /** The next task, or {@code null}; given under the pool's lock. */
    private volatile Runnable task;
    /** The turn that runs, if it has this thread for itself. */
    private volatile LoneTurn lone;
    /** The number of such turns until now. */
    private final AtomicInteger loneTurns = new AtomicInteger();
    // Used only by the thread that looks.

    private int lookedAt;
    private int looks;
    private boolean waited;
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
            pool.run(turn);
            lone = null;
        } else {
            pool.run(next);
        }
    }

    /**
     * Tells a turn that has this thread for itself that it waits, if it seems to do so at two ticks. Called at each
     * tick, by another thread.
     */
    void look() {
        LoneTurn turn = lone;
        int number = loneTurns.get();
        looks = number == lookedAt ? looks + 1 : 1;
        lookedAt = number;
        boolean waits = turn != null && !turn.mayBlock() && seemsToWait();
        if (waits && waited && looks > 1 && turn == lone) {
            turn.waits();
        }
        waited = waits;
    }

    /**
     * {@return whether the thread waits} For the JDK, a thread is runnable even if it waits in a system call, such as
     * that of a database driver. Its stack tells, which takes long, so only turns that last for several ticks are
     * asked.
     */
    private boolean seemsToWait() {
        if (thread.getState() != Thread.State.RUNNABLE) {
            return true;
        }
        StackTraceElement[] stack = looks > LOOKS_AT_STATE ? thread.getStackTrace() : NO_STACK;
        return stack.length > 0 && stack[0].isNativeMethod();
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
