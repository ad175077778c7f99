package io.hawser.servlet;

import io.hawser.session.Setting;
import io.hawser.session.Settings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that run an application's endpoints: they come when they are needed, at most {@code maxThreads}, and go
 * when they were idle for a while. They have the application's class loader, whatever the last task has put in its
 * place, and go with it.
 */
final class Workers implements Executor {

    private static final int USUALLY_AT_MOST = 256;
    /** How many threads there may be beside those, for completions for which all of those may be waiting. */
    private static final int RESERVE = 4;

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor pool;
    private final ThreadPoolExecutor reserve;
    /** Those of the pools, and perhaps some that have ended meanwhile. */
    private final Set<Worker> threads = ConcurrentHashMap.newKeySet();

    Workers(String name, Settings settings, ClassLoader contextClassLoader) {
        AtomicInteger count = new AtomicInteger();
        int most = (int) settings.get(Setting.MAX_THREADS);
        ThreadFactory factory = task -> {
            Worker thread = new Worker(task, name + "-" + count.incrementAndGet(), contextClassLoader);
            threads.removeIf(earlier -> earlier.getState() == Thread.State.TERMINATED);
            threads.add(thread);
            return thread;
        };
        pool = new Pool(most == 0 ? USUALLY_AT_MOST : most, factory);
        reserve = new ThreadPoolExecutor(
                RESERVE,
                RESERVE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                factory,
                (task, full) -> {});
        reserve.allowCoreThreadTimeOut(true);
    }

    /** What a turn may be waiting for. */
    private record Completion(Runnable task, Executor reserve) implements Runnable {
        @Override
        public void run() {
            try {
                task.run();
            } finally {
                Worker.restore();
            }
        }
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Runs a task for which those that are busy may be waiting. */
    void executeCompletion(Runnable task) {
        pool.execute(new Completion(task, reserve));
    }

    /** {@return whether tasks are nobody's any more} */
    boolean isStopped() {
        return pool.isShutdown();
    }

    /** {@return whether there are threads that may have something to do} */
    boolean isAwake() {
        return pool.getPoolSize() > 0;
    }

    /** Writes what turns have put off, however long they go on. */
    void writeHeldBack() {
        threads.forEach(Worker::writeHeldBack);
    }

    /** {@return whether all threads have ended within a time, in nanoseconds} */
    boolean stop(long nanos) throws InterruptedException {
        long begun = System.nanoTime();
        pool.shutdown();
        boolean ended = pool.awaitTermination(nanos, TimeUnit.NANOSECONDS);
        // What the last turns have waited for was done before.
        reserve.shutdown();
        ended &= reserve.awaitTermination(nanos - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
        if (ended) {
            // The pool does not count them any more as soon as they have nothing left to do but to go.
            for (Worker thread : threads) {
                thread.join();
            }
        }
        return ended;
    }

    /** Prefers an idle thread, then a new one, then waiting. */
    private static final class Pool extends ThreadPoolExecutor {

        Pool(int most, ThreadFactory factory) {
            super(0, most, IDLE_SECONDS, TimeUnit.SECONDS, new IdleFirst(), factory, Pool::queue);
        }

        private static void queue(Runnable task, ThreadPoolExecutor full) {
            if (task instanceof Completion completion) {
                // Also after the end of the pool, whose last turns may wait for it.
                completion.reserve().execute(task);
                return;
            }
            // What a container still calls for an application that has ended is nobody's task.
            if (full.isShutdown()) {
                return;
            }
            IdleFirst waiting = (IdleFirst) full.getQueue();
            waiting.put(task);
            // The last thread may have gone meanwhile, and then nobody would look.
            if (full.getPoolSize() == 0 && waiting.remove(task)) {
                full.execute(task);
            }
        }

        @Override
        protected void afterExecute(Runnable task, Throwable thrown) {
            Worker.restore();
        }
    }

    /** Takes a task only for a thread that waits for one. */
    private static final class IdleFirst extends LinkedTransferQueue<Runnable> {

        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }
}
