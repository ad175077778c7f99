package io.hawser.servlet.transport;

import io.hawser.Settings;
import io.hawser.log.Log;
import io.hawser.thread.ThreadMaker;
import io.hawser.thread.Turn;
import io.hawser.thread.TurnRunners;
import io.hawser.thread.VirtualThreads;
import io.hawser.thread.WorkerPool;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that run an application's endpoints: a pool of {@link Worker}s, at most {@code maxThreads}, and virtual
 * threads. They have the application's class loader, even if a task has set another one, and end with the application.
 */
public final class Workers implements Executor {

    private static final int USUALLY_AT_MOST = 256;
    /** Between two ticks are usually ten milliseconds while threads run. One of two that were asked for comes early. */
    private static final long EARLY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final WorkerPool pool;
    private final TurnRunners turns;
    /** The threads of the pool, and perhaps some that have ended in the meantime. */
    private final Set<Worker> threads = ConcurrentHashMap.newKeySet();
    /** Used only by the ticker. */
    private long lastTick;

    /**
     * Creates a pool without threads.
     *
     * @param name the beginning of the threads' names
     * @param settings the settings, with the largest numbers of threads
     * @param maker creates the threads
     * @param contextClassLoader the class loader of the application
     * @param tasksWait called when {@link #tick} has to be called
     */
    public Workers(
            String name, Settings settings, Worker.Maker maker, ClassLoader contextClassLoader, Runnable tasksWait) {
        int most = settings.maxThreads() == 0 ? USUALLY_AT_MOST : settings.maxThreads();
        this.pool = new WorkerPool(
                name,
                most,
                new ThreadMaker() {
                    @Override
                    public Thread make(Runnable work, String threadName) {
                        return added(maker.make(work, threadName, contextClassLoader));
                    }

                    @Override
                    public void taskEnded() {
                        Worker.restore();
                    }
                },
                Log.of(Workers.class),
                new VirtualThreads(name + "-virtual", contextClassLoader, settings),
                tasksWait);
        int processors = Runtime.getRuntime().availableProcessors();
        this.turns = new TurnRunners(pool, Math.min(processors, most), tasksWait);
    }

    private Worker added(Worker thread) {
        threads.removeIf(earlier -> earlier.getState() == Thread.State.TERMINATED);
        thread.relief(() -> turns.beforeBlocking());
        threads.add(thread);
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Runs a turn of a connection soon. */
    void execute(Turn turn) {
        turns.execute(turn);
    }

    /** Runs a task for which busy threads may be waiting. */
    void executeCompletion(Runnable task) {
        pool.executeCompletion(task);
    }

    /**
     * Runs a task that reads a message while the message arrives.
     *
     * @return whether there is a thread for it now
     */
    boolean executeStream(Runnable task) {
        return pool.executeStream(task);
    }

    /** {@return whether tasks do not run any more} */
    boolean isStopped() {
        return pool.isStopped();
    }

    /** {@return whether there are threads that may have work, or tasks that wait for a thread} */
    public boolean isAwake() {
        return pool.isAwake() || isWaiting();
    }

    /** {@return whether tasks wait for a thread} */
    public boolean isWaiting() {
        return pool.isWaiting() || turns.isWaiting();
    }

    /**
     * Writes the output that turns have held back, and passes the time on to the runners of turns and to the pool.
     *
     * @param now the time in nanoseconds, as of {@link System#nanoTime()}
     */
    public void tick(long now) {
        threads.forEach(Worker::writeHeldBack);
        long passed = now - lastTick;
        lastTick = now;
        turns.tick(passed >= EARLY_NANOS && passed < LATE_NANOS);
        pool.tick(now);
    }

    /**
     * Ends the threads, and waits for their end.
     *
     * @param nanos the longest time to wait, in nanoseconds
     * @return whether all threads have ended
     * @throws InterruptedException if the calling thread is interrupted
     */
    public boolean stop(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        boolean ended = pool.stop(nanos);
        for (Thread thread : pool.threads()) {
            if (thread != Thread.currentThread()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left > 0) {
                    thread.join(left);
                }
                ended &= !thread.isAlive();
            }
        }
        return ended;
    }
}
