package io.hawser.thread;

import io.hawser.log.Log;
import io.hawser.thread.Places.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A bounded number of threads for all code that may block, of a server, of its clients, or of a web application.
 *
 * <p>A task goes to the thread that has been idle for the shortest time. If no thread is idle, the task waits. While
 * tasks wait, the pool starts threads one after the other, either if no busy thread has come back just now, or once the
 * tasks have waited for a tick. So many short tasks take few threads, and many blocking tasks get one thread each.
 *
 * <p>No kind of task takes the threads of the others. Ordinary tasks may use as many threads as the pool may have.
 * Messages that are read as streams may use half of these at most, since each lasts as long as its peer likes, and they
 * leave at least one of the threads that could be started. Completions may use a few more threads, since all busy
 * threads may wait for them.
 *
 * <p>The pool goes on if a thread cannot be started, and if a task throws anything: another thread takes the waiting
 * tasks, or one that is started at a later tick. Safe for all threads.
 */
public final class WorkerPool implements Executor {

    /** Makes the threads. */
    @FunctionalInterface
    public interface Threads {

        /**
         * Makes a thread that is not started.
         *
         * @param work the code that it runs
         * @param name its name
         * @return the thread
         */
        Thread make(Runnable work, String name);

        /** Called after a task has returned, on its thread. */
        default void taskEnded() {}
    }

    private final PoolFaults faults;
    private final String name;
    private final Threads maker;
    private final Runnable tasksWait;
    private final VirtualThreads virtual;
    /** Made once: there may be too little memory for them after a task was added. */
    private final Predicate<Kind> needsThread = kind -> needsThread(kind, false);

    private final Predicate<Kind> needsThreadNow = kind -> needsThread(kind, true);
    private final Predicate<Kind> mayBegin = this::mayBegin;

    private final AtomicInteger started = new AtomicInteger();
    private final Places places;
    private final Queues waiting = new Queues();
    private final Deque<PoolThread> idle;
    private final Set<Thread> threads = new HashSet<>();
    /** The threads that have nothing left to do but to end. */
    private final List<Thread> leaving = new ArrayList<>();

    /** Whether a new thread is being started, which will look for tasks. */
    private boolean starting;

    private volatile int generation;
    private volatile boolean stopped;

    /**
     * Makes a pool without threads.
     *
     * @param name the beginning of the names of its threads
     * @param most the most threads for ordinary tasks
     * @param maker makes the threads
     * @param log the log for failures of threads and tasks
     * @param contextClassLoader the context class loader of virtual threads, which the maker does not make
     * @param tasksWait run when tasks wait, so that {@link #tick} has to be called
     */
    public WorkerPool(
            String name, int most, Threads maker, Log log, ClassLoader contextClassLoader, Runnable tasksWait) {
        this.faults = new PoolFaults(log, name, most);
        this.name = name;
        this.maker = maker;
        this.tasksWait = tasksWait;
        this.places = new Places(most);
        this.idle = new ArrayDeque<>(places.mostThreads());
        this.virtual = new VirtualThreads(name + "-virtual", contextClassLoader, this::run);
    }

    @Override
    public void execute(Runnable task) {
        execute(task, Kind.ORDINARY, false);
    }

    /**
     * Runs a task before all waiting tasks.
     *
     * @param task the task
     */
    public void executeFirst(Runnable task) {
        execute(task, Kind.ORDINARY, true);
    }

    /**
     * Runs a task for which the busy threads may be waiting.
     *
     * @param task the task
     */
    public void executeCompletion(Runnable task) {
        execute(task, Kind.COMPLETION, false);
    }

    /**
     * Runs a task that reads a message while it arrives, if there is a thread for it: on one of the pool's threads or,
     * if streams use all of theirs, on a virtual thread.
     *
     * @param task the task that reads the message
     * @return whether it will run; the caller may ask again later
     */
    public boolean executeStream(Runnable task) {
        if (stopped) {
            return false;
        }
        if (!keepsPlace()) {
            return virtual.execute(task);
        }
        execute(task, Kind.STREAM, false);
        return true;
    }

    private synchronized boolean keepsPlace() {
        return places.keepForStream();
    }

    private void execute(Runnable task, Kind kind, boolean first) {
        PoolThread idler;
        boolean starts = false;
        synchronized (this) {
            if (stopped && threads.isEmpty()) {
                // No thread will run the task.
                return;
            }
            idler = mayBegin(kind) ? idle.pollLast() : null;
            if (idler == null) {
                waiting.of(kind).add(task, first);
                starts = claimsStart(first);
            } else {
                begins(idler, task, kind);
            }
        }
        if (idler != null) {
            idler.wake();
        } else {
            start(starts);
            tasksWait.run();
        }
    }

    private void begins(PoolThread thread, Runnable task, Kind kind) {
        places.begin(kind);
        thread.give(task, kind);
    }

    private void ends(PoolThread thread) {
        if (thread.kind() != null) {
            places.end(thread.kind());
            thread.done();
        }
    }

    /**
     * {@return whether the caller has to start a thread} No other caller starts one then.
     *
     * @param urgent whether to start a thread even though a busy one may come back soon
     */
    private boolean claimsStart(boolean urgent) {
        boolean claims = !starting
                && threads.size() < places.mostThreads()
                && waiting.any(urgent ? needsThreadNow : needsThread) != null;
        starting |= claims;
        return claims;
    }

    private boolean needsThread(Kind kind, boolean urgent) {
        // A stopped pool gets no ticks.
        return !(stopped && kind == Kind.ORDINARY)
                && places.isFreeFor(kind)
                && (urgent || stopped || waiting.isStanding(kind));
    }

    /** {@return whether an existing thread may run a task of this kind} */
    private boolean mayBegin(Kind kind) {
        return places.isFreeFor(kind)
                && (kind != Kind.STREAM || stopped || places.leavesThread(threads.size() - (starting ? 1 : 0)));
    }

    /** Starts a thread if it is claimed. Called without the lock, since it takes a while. */
    private void start(boolean claimed) {
        if (!claimed) {
            return;
        }
        Thread thread = null;
        try {
            PoolThread work = new PoolThread(this, generation);
            thread = maker.make(work, name + "-" + started.incrementAndGet());
            work.thread(thread);
            add(thread);
            thread.start();
        } catch (Throwable e) {
            faults.notStarted(notStarted(thread), e);
        }
    }

    private synchronized void add(Thread thread) {
        threads.add(thread);
    }

    /** {@return the number of threads} Called after a thread could not be started. */
    private synchronized int notStarted(Thread thread) {
        threads.remove(thread);
        starting = false;
        waiting.notStarted();
        notifyAll();
        return threads.size();
    }

    /** Runs a task. Nothing that it throws may end the thread. */
    void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            faults.failed(e);
        }
        // An interrupt was meant for the task that has just returned.
        Thread.interrupted();
        maker.taskEnded();
    }

    /** Called by a new thread, which looks for a task. */
    void arrives(PoolThread thread) {
        boolean another;
        synchronized (this) {
            starting = false;
            if (!takes(thread, false)) {
                idle.addLast(thread);
            }
            another = claimsStart(false);
        }
        start(another);
    }

    /** Called by a thread that has done its task, and looks for another one. */
    synchronized void comesBack(PoolThread thread) {
        waiting.cameBack(System.nanoTime());
        ends(thread);
        // A stale thread leaves the waiting tasks to a new one, as long as new ones may be started.
        if (thread.isStale() && !stopped || !takes(thread, true)) {
            idle.addLast(thread);
        }
    }

    /** {@return whether the thread has got a task} Takes a waiting task that may run, if there is one. */
    private boolean takes(PoolThread thread, boolean cameBack) {
        Kind kind = waiting.any(mayBegin);
        if (kind != null) {
            begins(thread, waiting.of(kind).poll(cameBack), kind);
        }
        return kind != null;
    }

    /**
     * {@return whether the thread was idle and is withdrawn, so that it gets no task} Returns {@code false} if it has
     * got a task meanwhile.
     */
    synchronized boolean isWithdrawn(PoolThread thread) {
        return idle.remove(thread);
    }

    /** Called by a thread that ends. */
    void leaves(PoolThread thread) {
        boolean another;
        synchronized (this) {
            ends(thread);
            idle.remove(thread);
            threads.remove(thread.thread());
            leaving.removeIf(earlier -> !earlier.isAlive());
            leaving.add(thread.thread());
            another = claimsStart(true);
            notifyAll();
        }
        start(another);
    }

    /**
     * Handles a tick, about every ten milliseconds while tasks wait. Starts a thread that could not be started before,
     * or one more if tasks have waited for too long. Logs if tasks wait because all threads are in use.
     *
     * @param now the time in nanoseconds, as of {@link System#nanoTime()}
     */
    public void tick(long now) {
        boolean starts;
        boolean blocked;
        synchronized (this) {
            blocked = waiting.tick() && places.areTaken(threads.size());
            starts = claimsStart(true);
        }
        start(starts);
        if (blocked) {
            tellBlocked(now);
        }
    }

    /**
     * Logs, once in a while, that tasks wait because all threads are in use.
     *
     * @param now the time in nanoseconds, as of {@link System#nanoTime()}
     */
    public void tellBlocked(long now) {
        faults.blocked(now);
    }

    /** {@return whether tasks wait for a thread} */
    public boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** {@return the number of ordinary tasks that could begin now without waiting for the end of another one} */
    public synchronized int spare() {
        int more = stopped ? 0 : places.mostThreads() - threads.size();
        int spare = Math.min(places.freeForOrdinary(), idle.size() + more);
        return Math.max(0, spare - waiting.of(Kind.ORDINARY).size());
    }

    /**
     * Replaces all threads by new ones, each as soon as it has nothing to do. User code that is gone for good may have
     * left something in their thread-local variables.
     */
    public synchronized void renew() {
        generation++;
        idle.forEach(PoolThread::wake);
    }

    /** {@return the number of times that the threads were renewed} */
    public int generation() {
        return generation;
    }

    /** {@return whether there are threads} */
    public synchronized boolean isAwake() {
        return !threads.isEmpty();
    }

    /** {@return the threads that have not ended} */
    public synchronized List<Thread> threads() {
        List<Thread> all = new ArrayList<>(threads);
        all.addAll(leaving);
        all.addAll(virtual.running());
        return all;
    }

    /** {@return whether the pool was stopped} */
    public boolean isStopped() {
        return stopped;
    }

    /**
     * Lets the threads end as soon as no task waits. May be called again, to wait longer.
     *
     * @param nanos the longest time to wait for them, in nanoseconds; does not wait for the calling thread
     * @return whether all threads have nothing left to do but to end
     */
    public synchronized boolean stop(long nanos) {
        stopped = true;
        idle.forEach(PoolThread::wake);
        long end = System.nanoTime() + nanos;
        try {
            for (long left = nanos; isBusy() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !isBusy();
    }

    /** {@return whether a thread other than the calling one has something to do} */
    private boolean isBusy() {
        return starting || !threads.isEmpty() && !(threads.size() == 1 && threads.contains(Thread.currentThread()));
    }
}
