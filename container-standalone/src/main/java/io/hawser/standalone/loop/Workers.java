package io.hawser.standalone.loop;

import io.hawser.Settings;
import io.hawser.log.Log;
import io.hawser.thread.LoneTurn;
import io.hawser.thread.VirtualThreads;
import io.hawser.thread.WorkerPool;
import java.util.List;
import java.util.concurrent.Executor;

/** The threads of a runtime that may block: a pool of {@link WorkerThread}s, and virtual threads. */
public final class Workers implements Executor {

    private final WorkerPool pool;

    /**
     * Creates a pool without threads.
     *
     * @param name the beginning of the threads' names
     * @param most the largest number of platform threads
     * @param settings the settings, with the largest number of virtual threads
     * @param fresh creates the threads
     * @param tasksWait called when tasks wait, so that {@link #tick} has to be called
     */
    Workers(String name, int most, Settings settings, FreshThreads fresh, Runnable tasksWait) {
        this.pool = new WorkerPool(
                name,
                most,
                (work, threadName) -> fresh.make(() -> new WorkerThread(work, threadName, generation())),
                Log.of(Workers.class),
                new VirtualThreads(name + "-virtual", fresh.contextClassLoader(), settings),
                tasksWait);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Runs a task before all others that wait. */
    void executeFirst(Runnable task) {
        pool.executeFirst(task);
    }

    /** Runs the turn of a slow connection: see {@link WorkerPool#execute(LoneTurn)}. */
    void execute(LoneTurn turn) {
        pool.execute(turn);
    }

    /**
     * Runs a task for which busy threads may be waiting.
     *
     * @param task the task
     */
    public void executeCompletion(Runnable task) {
        pool.executeCompletion(task);
    }

    /**
     * Runs a task that reads a message while the message arrives.
     *
     * @param task the task
     * @return whether there is a thread for it now
     */
    public boolean executeStream(Runnable task) {
        return pool.executeStream(task);
    }

    private int generation() {
        return pool.generation();
    }

    /** Replaces the threads, each as soon as it is idle. */
    void renew() {
        pool.renew();
    }

    /** {@return whether a thread has to end as soon as it is idle} */
    boolean isStale(WorkerThread thread) {
        return thread.generation() != generation();
    }

    /** {@return whether a task would run at once} */
    boolean hasSpare() {
        return pool.spare() > 0;
    }

    /** {@return whether a turn of {@link #execute(LoneTurn)} would run at once} */
    boolean hasSpare(boolean mayBlock) {
        return pool.hasSpare(mayBlock, 0);
    }

    /** {@return whether such a turn would run at once, and leave a thread to another task} */
    boolean hasSpareBesides(boolean mayBlock) {
        return pool.hasSpare(mayBlock, 1);
    }

    /** {@return whether the calling thread is one of these} */
    public boolean isMine() {
        return pool.threads().contains(Thread.currentThread());
    }

    /** Like {@link #hasSpare(boolean)}, for turns that have waited for a tick. Logs that they continue to wait. */
    boolean hasSpareOrWarns() {
        boolean spare = hasSpare(true);
        if (!spare) {
            pool.tellBlocked(System.nanoTime());
        }
        return spare;
    }

    /** Passes the time on to the pool. Called every ten milliseconds while tasks wait. */
    void tick(long now) {
        pool.tick(now);
    }

    /** {@return whether tasks wait for a thread} */
    boolean isWaiting() {
        return pool.isWaiting();
    }

    /** {@return the threads that have not ended} */
    List<Thread> threads() {
        return pool.threads();
    }

    /** Ends the threads: see {@link WorkerPool#stop}. */
    boolean stop(long nanos) {
        return pool.stop(nanos);
    }
}
