package io.hawser.thread;

import io.hawser.log.Log;
import io.hawser.log.RareLine;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;

/**
 * The completions of one kind of one session. They are called one after the other, in the order in which their sends or
 * pings were done. One task calls all of them and uses one thread. A completion that blocks from one tick to the next
 * may be waiting for the completions behind it. Another task then calls these, as long as few tasks of the session are
 * blocked. Safe for all threads.
 */
public final class Completions implements Runnable {

    private static final RareLine FAULTS = new RareLine(Log.of(Completions.class), Level.WARNING);

    /** The most completions that a task calls. After them, other sessions have their turn. */
    private static final int AT_ONCE = 64;

    /** The most tasks, including the blocked ones. */
    private static final int MAX_TASKS = 3;

    /** One completion. It has the link to the next one, so that nothing else is allocated for it. */
    public abstract static class Completion {
        private Completion next;

        /** Calls the application. */
        public abstract void tell();
    }

    private final Executor executor;
    /** The first waiting completion; changed under the lock. */
    private volatile Completion first;

    private Completion last;
    /** The number of tasks that are given to the executor, run, or are blocked. */
    private int tasks;
    /** Whether the last task is given to the executor, or runs. It takes all waiting completions. */
    private boolean scheduled;
    /** The number of the last task. */
    private int current;
    /** Whether the last task is calling a completion. */
    private boolean telling;

    private int told;
    private int toldAtLastTick;
    private boolean ticksOver;

    /**
     * Makes an empty queue.
     *
     * @param executor runs the tasks that call completions
     */
    public Completions(Executor executor) {
        this.executor = executor;
    }

    /**
     * Adds a completion behind those that wait.
     *
     * @param completion the completion
     */
    public void add(Completion completion) {
        if (append(completion)) {
            schedule();
        }
    }

    /** {@return whether the caller has to start a task for it} */
    private synchronized boolean append(Completion completion) {
        if (first == null) {
            first = completion;
        } else {
            last.next = completion;
        }
        last = completion;
        return claimsTask() || ticksOver && relieves();
    }

    private boolean claimsTask() {
        boolean claims = !scheduled && first != null;
        if (claims) {
            scheduled = true;
            tasks++;
        }
        return claims;
    }

    /** {@return whether another task has to call the completions behind the one that is being called} */
    private boolean relieves() {
        boolean relieves = telling && first != null && tasks < MAX_TASKS;
        if (relieves) {
            current++;
            telling = false;
            tasks++;
        }
        return relieves;
    }

    /** Handles a tick. Starts a task if a completion blocks, or if no task could be started before. */
    public void tick() {
        if (first != null && isTaskDue()) {
            schedule();
        }
    }

    private synchronized boolean isTaskDue() {
        boolean blocks = telling && told == toldAtLastTick;
        toldAtLastTick = told;
        return claimsTask() || blocks && relieves();
    }

    /**
     * Notes that {@link #tick} is not called any more. From now on, no completion waits for one that may be blocked.
     */
    public void endTicks() {
        if (isTaskDueAtLast()) {
            schedule();
        }
    }

    private synchronized boolean isTaskDueAtLast() {
        ticksOver = true;
        return claimsTask() || relieves();
    }

    private void schedule() {
        try {
            executor.execute(this);
        } catch (Throwable e) {
            // Memory is short. The next completion, or the next tick, tries again.
            notScheduled();
            FAULTS.tell("completions have to wait for a thread", e);
        }
    }

    private synchronized void notScheduled() {
        scheduled = false;
        tasks--;
    }

    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        int number = number();
        Completion completion = take(number);
        for (int i = 1; completion != null; i++) {
            tell(completion);
            // The next completion must not see the interrupt or the class loader of this one.
            Thread.interrupted();
            if (thread.getContextClassLoader() != context) {
                thread.setContextClassLoader(context);
            }
            completion = i < AT_ONCE ? take(number) : null;
        }
        if (isFollowed(number)) {
            schedule();
        }
    }

    private static void tell(Completion completion) {
        try {
            completion.tell();
        } catch (Throwable e) {
            FAULTS.tell("a completion has failed", e);
        }
    }

    private synchronized int number() {
        return current;
    }

    /** {@return the next completion for a task, or {@code null} if there is none, or if another task has the rest} */
    private synchronized Completion take(int number) {
        Completion taken = number == current ? first : null;
        if (taken != null) {
            first = taken.next;
            told++;
        }
        telling = number == current ? taken != null : telling;
        return taken;
    }

    /** {@return whether the caller has to start another task} Called by a task that ends. */
    private synchronized boolean isFollowed(int number) {
        tasks--;
        if (number == current) {
            scheduled = false;
            telling = false;
            return claimsTask();
        }
        return ticksOver && relieves();
    }
}
