package io.hawser.thread;

import io.hawser.log.Log;
import io.hawser.log.RareLine;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Runs the turns of many connections on few threads of a pool, the <em>runners</em>. There is one for each processor.
 * To wake a thread costs more than a short turn, and a runner that is awake takes all turns that came meanwhile. A
 * runner leaves its thread to other tasks of the pool that wait for one, and goes on after them.
 *
 * <p>A turn that takes long keeps nobody waiting for long. Another thread becomes the runner if the turn is about to
 * block, or if it lasts from one tick to the next. The slow turn goes on, on its own thread. A connection that says
 * that it is slow has a thread for its turn alone, and a virtual one if it is known to block. Safe for all threads.
 */
public final class TurnRunners {

    /** The most turns that get separate threads after a slow turn, since they may be equally slow. */
    private static final int SCATTERED = 64;

    private static final RareLine FAULTS = new RareLine(Log.of(TurnRunners.class), Level.ERROR);

    private final WorkerPool pool;
    private final Runnable turnsWait;
    private final Queue<Turn> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicReferenceArray<TurnRunner> runners;
    private final AtomicInteger active = new AtomicInteger();

    private final TurnRunner.Source source = new TurnRunner.Source() {
        @Override
        public Turn next(TurnRunner runner) {
            return nextOrIdle(runner);
        }

        @Override
        public void goOnLater(TurnRunner runner) {
            begin(runner, false);
        }

        @Override
        public void relieve() {
            beforeBlocking();
        }

        @Override
        public void failed(TurnRunner runner) {
            release(runner);
            wakeIfNeeded();
        }
    };

    /**
     * Creates runners without threads.
     *
     * @param pool the pool that has the threads
     * @param most the largest number of runners
     * @param turnsWait run when turns wait for busy runners, so that {@link #tick} has to be called
     */
    public TurnRunners(WorkerPool pool, int most, Runnable turnsWait) {
        this.pool = pool;
        this.turnsWait = turnsWait;
        this.runners = new AtomicReferenceArray<>(most);
        for (int i = 0; i < most; i++) {
            runners.set(i, new TurnRunner(source, pool));
        }
    }

    /**
     * Runs a turn soon.
     *
     * @param turn the turn, which was not given to this method since it last began
     */
    public void execute(Turn turn) {
        if (turn.isSlow()) {
            executeAlone(turn, turn.mayBlock());
        } else {
            waiting.add(turn);
            if (!wakesRunner()) {
                turnsWait.run();
            }
        }
    }

    private void executeAlone(Turn turn, boolean mayBlock) {
        if (mayBlock) {
            pool.executeBlocking(turn);
        } else {
            pool.execute((Runnable) turn);
        }
    }

    /** {@return whether an idle runner has got a thread} */
    private boolean wakesRunner() {
        for (int i = 0; active.get() < runners.length() && i < runners.length(); i++) {
            TurnRunner runner = runners.get(i);
            if (runner.claim()) {
                active.getAndIncrement();
                begin(runner, true);
                return true;
            }
        }
        return false;
    }

    /**
     * Gives a runner a thread.
     *
     * @param first whether before other tasks that wait
     */
    private void begin(TurnRunner runner, boolean first) {
        try {
            if (first) {
                pool.executeFirst(runner);
            } else {
                pool.execute(runner);
            }
        } catch (Throwable e) {
            release(runner);
            FAULTS.tell("a turn has no thread; the next turn or tick tries again", e);
            turnsWait.run();
        }
    }

    private void release(TurnRunner runner) {
        runner.release();
        active.getAndDecrement();
    }

    /** {@return the next turn, or {@code null} if there is none, after which the runner is idle} */
    private Turn nextOrIdle(TurnRunner runner) {
        Turn next = waiting.poll();
        while (next == null) {
            release(runner);
            // A turn that came before the release has woken nobody.
            if (waiting.isEmpty() || !runner.claim()) {
                return null;
            }
            active.getAndIncrement();
            next = waiting.poll();
        }
        return next;
    }

    /**
     * Makes another thread the runner.
     *
     * @param index the index of the runner
     * @param runner the runner
     * @param turn the number of the turn in which its thread is; 0 if it is in none
     * @return whether its thread was still in that turn
     */
    private boolean relieve(int index, TurnRunner runner, long turn) {
        if (turn == 0) {
            return false;
        }
        // Made first, since there may be too little memory for it.
        TurnRunner next = new TurnRunner(source, pool);
        boolean taken = runner.watch().take(turn);
        if (taken) {
            runners.set(index, next);
            active.getAndDecrement();
        }
        return taken;
    }

    private void wakeIfNeeded() {
        if (!waiting.isEmpty()) {
            wakesRunner();
        }
    }

    /** Prepares for the calling thread to block: no other connection may have to wait for it. Only needed in turns. */
    public void beforeBlocking() {
        for (int i = 0; i < runners.length(); i++) {
            TurnRunner runner = runners.get(i);
            TurnWatch<Turn> watch = runner.watch();
            if (watch.isMine()) {
                long number = watch.number();
                Turn turn = watch.running(number);
                if (relieve(i, runner, number)) {
                    turn.relieved();
                    wakeIfNeeded();
                }
            }
        }
    }

    /**
     * Looks for turns that do not return. Called about every ten milliseconds while turns wait.
     *
     * @param punctual whether the tick came in time. Any other tick says nothing about turns, which may be slow for the
     *     same reason
     */
    public void tick(boolean punctual) {
        for (int i = 0; i < runners.length(); i++) {
            TurnRunner runner = runners.get(i);
            TurnWatch<Turn> watch = runner.watch();
            long number = watch.stuck(punctual);
            Turn stuck = watch.running(number);
            boolean waited = stuck != null && watch.isWaiting();
            if (relieve(i, runner, number)) {
                if (stuck != null) {
                    stuck.stuck(waited);
                }
                scatter(waited);
            }
        }
        wakeIfNeeded();
        if (pool.spare() == 0) {
            // All threads that could be runners are blocked.
            scatter(true);
        }
    }

    /**
     * Gives separate threads to turns that wait. Leaves one thread for the next runner.
     *
     * @param mayBlock whether the turns may block, rather than compute
     */
    private void scatter(boolean mayBlock) {
        for (int i = 0; i < SCATTERED && pool.hasSpare(mayBlock, 1); i++) {
            Turn turn = waiting.poll();
            if (turn == null) {
                return;
            }
            scatter(turn, mayBlock);
        }
    }

    private void scatter(Turn turn, boolean mayBlock) {
        try {
            executeAlone(turn, mayBlock);
        } catch (Throwable e) {
            waiting.add(turn);
            throw e;
        }
    }

    /** {@return whether turns wait for a runner} */
    public boolean isWaiting() {
        return !waiting.isEmpty();
    }
}
