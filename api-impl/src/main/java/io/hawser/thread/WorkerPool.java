package io.hawser.thread;

import io.hawser.log.Log;
import io.hawser.thread.Places.Kind;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A bounded number of threads for all code that may block, of a server, of its clients, or of a web application.
 *
 * <p>No kind of task takes the threads of the others. Ordinary tasks may use as many threads as the pool may have.
 * Messages that are read as streams may use half of these at most, since each lasts as long as its peer likes, and they
 * leave at least one of the threads that could be started. Completions may use a few more threads, since all busy
 * threads may wait for them. Streams, and tasks that are known to block, prefer virtual threads, if there are any. So
 * do all ordinary tasks but each {@link PlatformTask} while all threads of the pool are blocked.
 *
 * <p>The pool goes on if a thread cannot be started, and if a task throws anything: another thread takes the waiting
 * tasks, or one that is started at a later tick. Safe for all threads.
 */
public final class WorkerPool implements Executor {

    /** The most waiting tasks that get virtual threads at one tick. */
    private static final int MOVED = 1_000;

    private final PlatformThreads platform;
    private final VirtualThreads virtual;
    private final Consumer<Runnable> run;

    /**
     * Makes a pool without threads.
     *
     * @param name the beginning of the names of its threads
     * @param most the most platform threads for ordinary tasks
     * @param maker makes the platform threads
     * @param log the log for failures of threads and tasks
     * @param virtual the virtual threads for tasks that may block for long
     * @param tasksWait run when tasks wait, so that {@link #tick} has to be called
     */
    public WorkerPool(String name, int most, ThreadMaker maker, Log log, VirtualThreads virtual, Runnable tasksWait) {
        this.virtual = virtual;
        this.platform = new PlatformThreads(name, most, maker, log, () -> !virtual.isIdle(), tasksWait);
        this.run = platform::run;
    }

    @Override
    public void execute(Runnable task) {
        platform.execute(task, Kind.ORDINARY, false);
    }

    /**
     * Runs a task before all waiting tasks.
     *
     * @param task the task
     */
    public void executeFirst(Runnable task) {
        platform.execute(task, Kind.ORDINARY, true);
    }

    /**
     * Runs a task for which the busy threads may be waiting.
     *
     * @param task the task
     */
    public void executeCompletion(Runnable task) {
        platform.execute(task, Kind.COMPLETION, false);
    }

    /**
     * Runs a task that is known to block: on a virtual thread, if there is one, or like an ordinary task. Code that
     * computes for long should not come here: a virtual thread leaves its processor to no other one.
     *
     * @param task the task
     */
    public void executeBlocking(Runnable task) {
        if (!executeVirtual(task)) {
            execute(task);
        }
    }

    /**
     * Runs a turn that has a thread of its own, and learns whether it blocks: a virtual thread if it may.
     *
     * @param turn the turn
     */
    public void execute(LoneTurn turn) {
        if (turn.mayBlock()) {
            executeBlocking(turn);
        } else {
            execute((Runnable) turn);
        }
    }

    /**
     * Runs a task that reads a message while it arrives, if there is a thread for it: a virtual thread, or one of those
     * that streams may use.
     *
     * @param task the task that reads the message
     * @return whether it will run; the caller may ask again later
     */
    public boolean executeStream(Runnable task) {
        if (virtual.hasSpareForStream() && executeVirtual(task)) {
            return true;
        }
        boolean runs = platform.keepsPlaceForStream();
        if (runs) {
            platform.execute(task, Kind.STREAM, false);
        }
        return runs;
    }

    private boolean executeVirtual(Runnable task) {
        return virtual.execute(task, run);
    }

    /** Runs a task on the calling thread. Nothing that it throws may end the thread. */
    void run(Runnable task) {
        run.accept(task);
    }

    /**
     * Handles a tick, about every ten milliseconds while tasks wait. Starts a thread that could not be started before,
     * or one more if tasks have waited for too long. If all threads are in use, tasks get virtual threads. Logs if
     * there are none.
     *
     * @param now the time in nanoseconds, as of {@link System#nanoTime()}
     */
    public void tick(long now) {
        if (platform.tick() && !movesToVirtual()) {
            tellBlocked(now);
        }
    }

    /**
     * Lets virtual threads run tasks that wait, since all other threads are blocked.
     *
     * @return whether virtual threads are left
     */
    private boolean movesToVirtual() {
        for (int i = 0; i < MOVED && virtual.hasSpare(); i++) {
            Runnable task = platform.pollForVirtual();
            if (task == null) {
                return true;
            }
            if (!executeVirtual(task)) {
                platform.execute(task, Kind.ORDINARY, true);
                return false;
            }
        }
        return virtual.hasSpare();
    }

    /**
     * Logs, once in a while, that tasks wait because all threads are in use.
     *
     * @param now the time in nanoseconds, as of {@link System#nanoTime()}
     */
    public void tellBlocked(long now) {
        platform.tellBlocked(now);
    }

    /** {@return whether tasks wait for a thread} */
    public boolean isWaiting() {
        return platform.isWaiting();
    }

    /** {@return the number of ordinary tasks that could begin now without waiting for the end of another one} */
    public int spare() {
        return platform.spare();
    }

    /**
     * {@return whether a task could begin now without waiting for the end of another one}
     *
     * @param mayBlock whether it is for {@link #executeBlocking}, rather than an ordinary one
     * @param besides how many ordinary tasks have to find a thread as well, if it takes one of theirs
     */
    public boolean hasSpare(boolean mayBlock, int besides) {
        return mayBlock && virtual.hasSpare() || spare() > besides;
    }

    /**
     * Replaces all threads by new ones, each as soon as it has nothing to do. User code that is gone for good may have
     * left something in their thread-local variables.
     */
    public void renew() {
        platform.renew();
    }

    /** {@return the number of times that the threads were renewed} */
    public int generation() {
        return platform.generation();
    }

    /** {@return whether there are platform threads} */
    public boolean isAwake() {
        return platform.isAwake();
    }

    /** {@return the threads that have not ended} */
    public List<Thread> threads() {
        List<Thread> all = platform.threads();
        all.addAll(virtual.running());
        return all;
    }

    /** {@return whether the pool was stopped} */
    public boolean isStopped() {
        return platform.isStopped();
    }

    /**
     * Lets the threads end as soon as no task waits. May be called again, to wait longer.
     *
     * @param nanos the longest time to wait for them, in nanoseconds; does not wait for the calling thread
     * @return whether all threads have nothing left to do but to end
     */
    public boolean stop(long nanos) {
        long end = System.nanoTime() + nanos;
        platform.leaveWhenIdle();
        boolean ended = virtual.stop(nanos);
        return platform.awaitEnd(end - System.nanoTime()) && ended;
    }
}
