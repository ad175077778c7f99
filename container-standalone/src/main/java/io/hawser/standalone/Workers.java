package io.hawser.standalone;

import io.hawser.session.Setting;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A bounded number of threads for everything that may block. Threads come when they are needed and go when they were
 * idle for a while; the one that was idle for the shortest time is used first. Where all are busy, tasks wait; but for
 * completions, for which those that are busy may be waiting, there are a few more. Each kind goes on whatever there is
 * of the other.
 */
final class Workers implements Executor {

    private static final Logger LOG = System.getLogger(Workers.class.getPackageName());
    /** How many threads there may be beyond the bound, for completions alone. */
    private static final int RESERVE = 4;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Deque<Runnable> completions = new ArrayDeque<>();
    private final Deque<Seat> idle = new ArrayDeque<>();
    private final String name;
    private final int most;
    private final FreshThreads fresh;
    private final Set<Thread> threads = new HashSet<>();
    /** Those that have nothing to do any more but to end. */
    private final List<Thread> leaving = new ArrayList<>();

    private long started;
    /** How many threads run what is no completion. */
    private int ordinary;
    /** Whose turn it is where both kinds wait. */
    private boolean completionBefore;

    private final AtomicInteger generation = new AtomicInteger();
    private boolean stopped;
    private boolean warned;

    /** What a thread has run. */
    private enum Kind {
        ORDINARY,
        COMPLETION
    }

    /** A task for which those that are busy may be waiting. */
    private record Completion(Runnable task) implements Runnable {
        @Override
        public void run() {
            task.run();
        }
    }

    /** Where an idle thread waits for its next task. */
    private static final class Seat {
        private final Condition called;
        private Runnable task;

        Seat(Condition called) {
            this.called = called;
        }
    }

    /**
     * @param name what the names of the threads begin with
     * @param most how many threads there may be
     * @param fresh makes the threads
     */
    Workers(String name, int most, FreshThreads fresh) {
        this.name = name;
        this.most = most;
        this.fresh = fresh;
    }

    @Override
    public void execute(Runnable task) {
        execute(task, Kind.ORDINARY, waiting::addLast);
    }

    /** Runs a task before all that wait. */
    void executeFirst(Runnable task) {
        execute(task, Kind.ORDINARY, waiting::addFirst);
    }

    /** Runs a task for which those that are busy may be waiting. */
    void executeCompletion(Runnable task) {
        execute(new Completion(task), Kind.COMPLETION, completions::addLast);
    }

    private void execute(Runnable task, Kind kind, Consumer<Runnable> otherwise) {
        lock.lock();
        try {
            Seat seat = idle.pollLast();
            if (seat != null) {
                begins(kind);
                seat.task = task;
                seat.called.signal();
            } else if (mayStart(kind)) {
                begins(kind);
                start(task);
            } else {
                otherwise.accept(task);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayStart(Kind kind) {
        return !stopped && threads.size() < most + RESERVE && (kind == Kind.COMPLETION || ordinary < most);
    }

    private void begins(Kind kind) {
        if (kind == Kind.ORDINARY) {
            ordinary++;
        }
    }

    private void start(Runnable task) {
        String threadName = name + "-" + ++started;
        AtomicReference<Runnable> first = new AtomicReference<>(task);
        Thread thread = fresh.make(() -> new WorkerThread(() -> work(first), threadName, generation.get()));
        threads.add(thread);
        thread.start();
    }

    /**
     * Has new threads take the place of those that are there, each as soon as it has nothing to do: user code that is
     * gone for good may have left something in their thread-local variables.
     */
    void renew() {
        lock.lock();
        try {
            generation.incrementAndGet();
            idle.forEach(seat -> seat.called.signal());
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the calling thread is to end as soon as it has nothing to do} */
    boolean isStale(WorkerThread thread) {
        return thread.generation() != generation.get();
    }

    /** {@return whether a task that were given now would run at once} */
    boolean hasSpare() {
        lock.lock();
        try {
            return !idle.isEmpty() || mayStart(Kind.ORDINARY);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #hasSpare()}, for somebody who suffers if there is none. */
    boolean hasSpareOrWarns() {
        boolean spare = hasSpare();
        lock.lock();
        try {
            if (spare || warned || stopped) {
                return spare;
            }
            warned = true;
        } finally {
            lock.unlock();
        }
        LOG.log(
                Level.WARNING,
                "all {0} threads are blocked in endpoints, other connections wait for them; raise the setting {1} or block less",
                most,
                Setting.MAX_THREADS.key());
        return false;
    }

    /** Each task runs in a frame of its own: while the thread is idle, nothing of the last one is kept in memory. */
    private void work(AtomicReference<Runnable> first) {
        Kind done = run(first.getAndSet(null));
        while (done != null) {
            done = runNext(done);
        }
    }

    /** {@return what was run; {@code null} where the calling thread is to end} */
    private Kind runNext(Kind done) {
        Runnable task = next(done);
        return task == null ? null : run(task);
    }

    private static Kind run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.log(Level.WARNING, "a task has failed", e);
        }
        // An interrupt was meant for the task that has just returned.
        Thread.interrupted();
        return task instanceof Completion ? Kind.COMPLETION : Kind.ORDINARY;
    }

    /** {@return what to do next, or {@code null} where the calling thread is to end} */
    private Runnable next(Kind done) {
        lock.lock();
        try {
            if (done == Kind.ORDINARY) {
                ordinary--;
            }
            Runnable task = null;
            if (stopped || !isStale(WorkerThread.current())) {
                task = poll();
                if (task == null && !stopped && threads.size() <= most) {
                    task = await();
                }
            }
            if (task == null) {
                threads.remove(Thread.currentThread());
                leaving.removeIf(thread -> !thread.isAlive());
                leaving.add(Thread.currentThread());
                ended.signalAll();
                replace();
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** {@return what waits and may run, by turns where that is some of either kind; or {@code null}} */
    private Runnable poll() {
        boolean mayBeOrdinary = ordinary < most && !waiting.isEmpty();
        completionBefore = !completions.isEmpty() && !(mayBeOrdinary && completionBefore);
        if (completionBefore) {
            return completions.pollFirst();
        }
        if (mayBeOrdinary) {
            begins(Kind.ORDINARY);
            return waiting.pollFirst();
        }
        return null;
    }

    /** A stale thread has left tasks to others. */
    private void replace() {
        Runnable task = stopped ? null : poll();
        if (task != null) {
            start(task);
        }
    }

    private Runnable await() {
        Seat seat = new Seat(lock.newCondition());
        idle.addLast(seat);
        long left = IDLE_NANOS;
        while (seat.task == null && !stopped && !isStale(WorkerThread.current()) && left > 0) {
            try {
                left = seat.called.awaitNanos(left);
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt an idle thread.
            }
        }
        idle.remove(seat);
        return seat.task;
    }

    /** {@return its threads, until they have ended} */
    List<Thread> threads() {
        lock.lock();
        try {
            List<Thread> all = new ArrayList<>(threads);
            all.addAll(leaving);
            return all;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets the threads end as soon as no task waits.
     *
     * @param nanos how long to wait for them; the calling thread is not waited for
     * @return whether all have ended
     */
    boolean stop(long nanos) {
        lock.lock();
        try {
            stopped = true;
            idle.forEach(seat -> seat.called.signal());
            int own = threads.contains(Thread.currentThread()) ? 1 : 0;
            long left = nanos;
            while (threads.size() > own && left > 0) {
                left = ended.awaitNanos(left);
            }
            return threads.size() <= own;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
