package io.hawser.thread;

import io.hawser.log.Log;
import io.hawser.thread.Places.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The platform threads of a {@link WorkerPool}, and the tasks that wait for them.
 *
 * <p>A task goes to the thread that has been idle for the shortest time. If no thread is idle, the task waits. While
 * tasks wait, threads are started one after the other, either if no busy thread has come back just now, or once the
 * tasks have waited for a tick. So many short tasks take few threads, and many blocking tasks get one thread each. Safe
 * for all threads.
 */
final class PlatformThreads {

    private final PoolFaults faults;
    private final String name;
    private final ThreadMaker maker;
    private final Runnable tasksWait;
    private final BooleanSupplier othersRun;
    /** Made once: there may be too little memory for them after a task was added. */
    private final Predicate<Kind> needsThread = kind -> needsThread(kind, false);

    private final Predicate<Kind> needsThreadNow = kind -> needsThread(kind, true);
    private final Predicate<Kind> mayBegin = this::mayBegin;

    private final AtomicInteger started = new AtomicInteger();
    private final Places places;
    private final Queues waiting = new Queues();
    private final Deque<PoolThread> idle;
    private final Map<Thread, PoolThread> threads = new HashMap<>();
    /** The threads that have nothing left to do but to end. */
    private final List<Thread> leaving = new ArrayList<>();

    /** Whether a new thread is being started, which will look for tasks. */
    private boolean starting;

    private volatile int generation;
    private volatile boolean stopped;

    /**
     * Creates an object without threads.
     *
     * @param name the beginning of the names of its threads
     * @param most the most threads for ordinary tasks
     * @param maker makes the threads
     * @param log the log for failures of threads and tasks
     * @param othersRun whether other threads run tasks, which may need threads of this object even after its stop
     * @param tasksWait run when tasks wait, so that {@link #tick} has to be called
     */
    PlatformThreads(String name, int most, ThreadMaker maker, Log log, BooleanSupplier othersRun, Runnable tasksWait) {
        this.faults = new PoolFaults(log, name, most);
        this.name = name;
        this.maker = maker;
        this.tasksWait = tasksWait;
        this.places = new Places(most);
        this.idle = new ArrayDeque<>(places.mostThreads());
        this.othersRun = othersRun;
    }

    /** {@return whether a stream has got a place, and may be executed} */
    synchronized boolean keepsPlaceForStream() {
        return !stopped && places.keepForStream();
    }

    /**
     * Runs a task.
     *
     * @param task the task
     * @param kind its kind
     * @param first whether before all waiting tasks of its kind
     */
    void execute(Runnable task, Kind kind, boolean first) {
        PoolThread idler;
        boolean starts = false;
        synchronized (this) {
            if (stopped && threads.isEmpty() && !othersRun.getAsBoolean()) {
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
        return !(stopped && kind == Kind.ORDINARY && !othersRun.getAsBoolean())
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
            add(thread, work);
            thread.start();
        } catch (Throwable e) {
            faults.notStarted(notStarted(thread), e);
        }
    }

    private synchronized void add(Thread thread, PoolThread work) {
        threads.put(thread, work);
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
     * or one more if tasks have waited for too long. Tells the turns that wait so.
     *
     * @return whether ordinary tasks wait because all threads are in use
     */
    boolean tick() {
        boolean starts;
        boolean blocked;
        List<PoolThread> all;
        synchronized (this) {
            blocked = waiting.tick() && places.areTaken(threads.size());
            starts = claimsStart(true);
            all = new ArrayList<>(threads.values());
        }
        start(starts);
        all.forEach(PoolThread::look);
        return blocked;
    }

    /** {@return an ordinary task that waits and may run on a virtual thread, or {@code null} if there is none} */
    synchronized Runnable pollForVirtual() {
        return waiting.of(Kind.ORDINARY).pollForVirtual();
    }

    /** Logs, once in a while, that tasks wait because all threads are in use. */
    void tellBlocked(long now) {
        faults.blocked(now);
    }

    /** {@return whether tasks wait for a thread} */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** {@return the number of ordinary tasks that could begin now without waiting for the end of another one} */
    synchronized int spare() {
        int more = stopped ? 0 : places.mostThreads() - threads.size();
        int spare = Math.min(places.freeForOrdinary(), idle.size() + more);
        return Math.max(0, spare - waiting.of(Kind.ORDINARY).size());
    }

    /**
     * Replaces all threads by new ones, each as soon as it has nothing to do. User code that is gone for good may have
     * left something in their thread-local variables.
     */
    synchronized void renew() {
        generation++;
        idle.forEach(PoolThread::wake);
    }

    /** {@return the number of times that the threads were renewed} */
    int generation() {
        return generation;
    }

    /** {@return whether there are threads} */
    synchronized boolean isAwake() {
        return !threads.isEmpty();
    }

    /** {@return the threads that have not ended} */
    synchronized List<Thread> threads() {
        List<Thread> all = new ArrayList<>(threads.keySet());
        all.addAll(leaving);
        return all;
    }

    /** {@return whether the pool was stopped} */
    boolean isStopped() {
        return stopped;
    }

    /** Lets the threads end as soon as no task waits. */
    synchronized void leaveWhenIdle() {
        stopped = true;
        idle.forEach(PoolThread::wake);
    }

    /**
     * Waits until the threads have nothing left to do, after {@link #leaveWhenIdle}.
     *
     * @param nanos the longest time to wait, in nanoseconds; does not wait for the calling thread
     * @return whether that is so
     */
    synchronized boolean awaitEnd(long nanos) {
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
        return starting || !threads.isEmpty() && !(threads.size() == 1 && threads.containsKey(Thread.currentThread()));
    }
}
