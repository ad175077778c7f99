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
 * To wake a thread costs more than a short turn, and a runner that is awake takes all turns that came meanwhile.
 *
 * <p>A turn that takes long keeps nobody waiting. Another thread becomes the runner if the turn is about to block, or
 * if it lasts from one tick to the next. The slow turn goes on, and its thread ends with it. A connection whose turn
 * was slow has its next turns on a separate thread, until one of them is fast again. Safe for all threads.
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
            runners.set(i, new TurnRunner(this, pool));
        }
    }

    /**
     * Runs a turn soon.
     *
     * @param turn the turn, which was not given to this method since it last began
     */
    public void execute(Turn turn) {
        if (turn.isSlow()) {
            executeAlone(turn);
        } else {
            waiting.add(turn);
            if (!wakesRunner()) {
                turnsWait.run();
            }
        }
    }

    private void executeAlone(Turn turn) {
        pool.execute(() -> TurnRunner.runAlone(pool, turn));
    }

    /** {@return whether an idle runner has got a thread} */
    private boolean wakesRunner() {
        for (int i = 0; active.get() < runners.length() && i < runners.length(); i++) {
            TurnRunner runner = runners.get(i);
            if (runner.claim()) {
                active.getAndIncrement();
                begin(runner);
                return true;
            }
        }
        return false;
    }

    private void begin(TurnRunner runner) {
        try {
            pool.executeFirst(runner);
        } catch (Throwable e) {
            release(runner);
            FAULTS.tell("a turn has no thread; the next turn or tick tries again", e);
        }
    }

    private void release(TurnRunner runner) {
        runner.release();
        active.getAndDecrement();
    }

    /** {@return the next turn, or {@code null} if there is none, after which the runner is idle} */
    Turn next(TurnRunner runner) {
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

    /** Makes another thread the runner, for the turns that wait. */
    void replace(TurnRunner relieved) {
        for (int i = 0; i < runners.length(); i++) {
            if (runners.get(i) == relieved) {
                runners.set(i, new TurnRunner(this, pool));
                active.getAndDecrement();
            }
        }
        if (!waiting.isEmpty()) {
            wakesRunner();
        }
    }

    /** Prepares for the calling thread to block: no other connection may have to wait for it. Only needed in turns. */
    public void beforeBlocking() {
        for (int i = 0; i < runners.length(); i++) {
            TurnRunner runner = runners.get(i);
            if (runner.isMine() && runner.isRelieved()) {
                replace(runner);
            }
        }
    }

    /**
     * Looks for turns that do not return. Called about every ten milliseconds while turns wait.
     *
     * @param punctual whether the tick came in time. A late tick says nothing about turns, which may be slow for the
     *     same reason
     */
    public void tick(boolean punctual) {
        for (int i = 0; i < runners.length(); i++) {
            TurnRunner runner = runners.get(i);
            if (runner.isStuck(punctual)) {
                scatter();
                replace(runner);
            }
        }
        if (!waiting.isEmpty()) {
            wakesRunner();
        }
    }

    /** Gives separate threads to turns that wait. Leaves one thread for the next runner. */
    private void scatter() {
        for (int i = 0; i < SCATTERED && pool.spare() > 1; i++) {
            Turn turn = waiting.poll();
            if (turn == null) {
                return;
            }
            executeAlone(turn);
        }
    }

    /** {@return whether turns wait for a runner} */
    public boolean isWaiting() {
        return !waiting.isEmpty();
    }
}
