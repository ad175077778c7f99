package io.hawser.standalone.loop;

import io.hawser.log.Log;
import io.hawser.log.RareLine;
import io.hawser.thread.ForcedHandOvers;
import io.hawser.thread.LoneTurn;
import io.hawser.thread.PlatformTask;
import io.hawser.thread.TurnWatch;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes the connections that one poll made ready to one worker thread, in one step. This thread is called the runner.
 * It runs their turns one after the other, and lets the loop flush their output once, at the end of the batch.
 *
 * <p>A runner that was idle leads the loop as well: after the batch it writes and polls. It leaves that to the loop's
 * own thread again if a batch takes so long that two threads do better.
 *
 * <p>If a turn takes too long, or its code is about to block, another thread becomes the runner and goes on with the
 * rest of the batch. The slow turn keeps its token, so the events of its connection stay in order. A connection whose
 * turn was slow has its next turns on a separate thread, until one of them is fast again.
 */
final class BatchHandOff implements Turns, WorkerThread.Relief {

    /** The most connections of a batch that get separate threads after a slow turn, since they may be equally slow. */
    private static final int SCATTERED = 64;
    /** The most connections that get separate threads at a tick without a runner. */
    private static final int MOST_WITHOUT_RUNNER = 1_000;

    private static final RareLine FAULTS = new RareLine(Log.of(BatchHandOff.class), Level.ERROR);

    private final LeadableLoop loop;
    private final boolean mayLead;
    private final Workers workers;
    private final Inbox<ConnectionToken> ready = new Inbox<>();
    private final TurnWatch<ConnectionToken> watch = new TurnWatch<>();
    private final AtomicReference<Thread> waiting = new AtomicReference<>();
    private final PlatformTask asRunner = this::run;
    private volatile boolean stopped;
    /** Whether there is no runner, and no task that will become the runner. */
    private volatile boolean orphaned;

    /** Whether the runner was woken since the loop asked. Used only by the leader. */
    private boolean woken;
    /** Whether the runner has had no time to lead since it was woken. */
    private volatile boolean occupied;

    private ConnectionToken polledLast;
    private ConnectionToken polledFirst;

    /**
     * The rest of the batch, which belongs to the runner, or to the ticker if there is none. Other threads may only
     * test it for {@code null}.
     */
    private ConnectionToken batch;

    /** The time at which the first turn of the batch began. Used only by the runner. */
    private long batchBegan;

    private final Object starts = new Object();
    /** Whether a thread will become the runner, and has not begun. Guarded by {@code starts}. */
    private boolean starting;
    /** How many ticks there were since. Guarded by {@code starts}. */
    private int ticksOfStart;

    /**
     * Creates a hand-off, and starts its runner.
     *
     * @param loop the loop
     * @param mayLead whether runners may lead the loop
     * @param workers the threads that become runners
     */
    BatchHandOff(LeadableLoop loop, boolean mayLead, Workers workers) {
        this.loop = loop;
        this.mayLead = mayLead;
        this.workers = workers;
        startRunner();
    }

    @Override
    public void ready(ConnectionToken token) {
        if (loop.inEventLoop(Thread.currentThread())) {
            token.precede(polledLast);
            polledLast = token;
            if (polledFirst == null) {
                polledFirst = token;
            }
        } else {
            ready.add(token);
            wakeRunner();
        }
    }

    @Override
    public void pollEnded() {
        if (polledLast != null) {
            ready.addAll(polledLast, polledFirst);
            polledLast = null;
            polledFirst = null;
            woken |= unparkRunner();
        }
    }

    @Override
    public boolean willLead() {
        boolean idle = mayLead && woken && !occupied;
        woken = false;
        return idle;
    }

    @Override
    public void loopIsFree() {
        if (occupied) {
            loop.handBack();
        } else {
            unparkRunner();
        }
    }

    /** Leaves the loop to its own thread, since the runner is occupied. */
    private void handBack() {
        occupied = true;
        loop.handBack();
    }

    @Override
    public boolean isReady() {
        return !ready.isEmpty() || isOver(WorkerThread.current());
    }

    private void wakeRunner() {
        if (!unparkRunner()) {
            loop.wakeUp();
        }
    }

    /** {@return whether the runner waited for a batch} */
    private boolean unparkRunner() {
        Thread runner = waiting.get() == null ? null : waiting.getAndSet(null);
        LockSupport.unpark(runner);
        return runner != null;
    }

    private void startRunner() {
        synchronized (starts) {
            starting = true;
            ticksOfStart = 0;
        }
        workers.executeFirst(asRunner);
    }

    /** Runs turns for as long as the calling thread is the runner. */
    private void run() {
        synchronized (starts) {
            if (!starting) {
                return;
            }
            starting = false;
        }
        WorkerThread thread = WorkerThread.current();
        boolean running = true;
        while (running) {
            try {
                running = hasBatch(thread) && runNext(thread);
            } catch (Throwable e) {
                // For example, a lack of memory. The rest of the batch is still there, and needs a runner.
                FAULTS.tell("a worker continues after a failure", e);
            }
        }
        thread.releaseHeldWrites();
    }

    /** {@return whether the calling thread is still the runner, and has a batch} */
    private boolean hasBatch(WorkerThread thread) {
        if (batch == null) {
            loop.leadWriters();
            thread.releaseHeldWrites();
            batch = awaitReady(thread);
            if (batch == null) {
                if (!stopped) {
                    replaceRunner();
                }
                return false;
            }
        }
        return true;
    }

    /** Makes another thread the runner. If there is too little memory for that, a tick tries again. */
    private void replaceRunner() {
        try {
            startRunner();
        } catch (Throwable e) {
            orphaned = true;
            handBack();
            FAULTS.tell("a worker could not be replaced; the next tick tries again", e);
        }
    }

    /**
     * Runs the next turn of the batch. This is a separate method, so that a runner that waits has no reference to a
     * connection.
     *
     * @return whether the calling thread is still the runner
     */
    private boolean runNext(WorkerThread thread) {
        ConnectionToken token = batch;
        Alone alone = token.isSlow() ? new Alone(this, token, token.mayBlock()) : null;
        boolean spare = alone != null && workers.hasSpare(alone.mayBlock());
        batch = token.leave();
        if (spare) {
            workers.execute(alone);
            return true;
        }
        return run(thread, token);
    }

    /** Runs a turn. {@return whether the calling thread is still the runner} */
    private boolean run(WorkerThread thread, ConnectionToken token) {
        long turn = watch.begin(token);
        if (ForcedHandOvers.isNext()) {
            relieve(turn);
        }
        long began = System.nanoTime();
        boolean more = thread.runTurn(token, this, turn);
        long ended = System.nanoTime();
        boolean slow = ended - began > ConnectionToken.SLOW_NANOS;
        boolean mine = watch.take(turn);
        if (slow || !mine) {
            token.wasSlow();
        }
        if (more) {
            ready(token);
        }
        if (mine && ended - batchBegan > ConnectionToken.SLOW_NANOS) {
            // The batch is long enough for another thread to poll and write meanwhile.
            handBack();
        }
        return mine;
    }

    /** Waits for a batch. {@return the batch, or {@code null} if the calling thread has to end} */
    private ConnectionToken awaitReady(WorkerThread thread) {
        while (true) {
            boolean led = loop.lead();
            ConnectionToken oldest = ready.takeAll();
            if (oldest != null) {
                batchBegan = System.nanoTime();
                return oldest;
            }
            if (isOver(thread)) {
                return null;
            }
            if (!led) {
                occupied = false;
                waiting.set(thread);
                if (ready.isEmpty() && !loop.isFree() && !isOver(thread)) {
                    LockSupport.park(this);
                }
                waiting.set(null);
            }
        }
    }

    private boolean isOver(WorkerThread thread) {
        return stopped || workers.isStale(thread);
    }

    /** The turn of a slow connection, on a thread of its own. */
    private record Alone(BatchHandOff turns, ConnectionToken token, boolean mayBlock) implements LoneTurn {

        @Override
        public void run() {
            if (WorkerThread.runTurnAlone(token)) {
                turns.ready(token);
            }
        }

        @Override
        public void waits() {
            token.waits();
        }
    }

    @Override
    public void tick(boolean punctual) {
        long turn = watch.stuck(punctual);
        ConnectionToken stuck = watch.running(turn);
        boolean spare = turn != 0 && hasSpareForOthers();
        boolean waited = spare && watch.isWaiting();
        if (spare && watch.take(turn)) {
            if (stuck != null) {
                stuck.stuck(waited);
            }
            try {
                scatter(waited, SCATTERED);
            } finally {
                replaceRunner();
            }
        } else if (orphaned) {
            orphaned = false;
            replaceRunner();
        } else {
            synchronized (starts) {
                if (starting && (ticksOfStart++ > 0 || !workers.hasSpare())) {
                    runWithoutRunner();
                }
            }
        }
    }

    /**
     * Gives virtual threads to the connections that wait, since no thread becomes the runner: all are blocked, or none
     * can be started.
     */
    private void runWithoutRunner() {
        if (batch == null) {
            batch = ready.takeAll();
        }
        scatter(true, MOST_WITHOUT_RUNNER);
    }

    /**
     * {@return whether a thread is free for other connections} Warns of too few threads only if a connection waits for
     * the runner.
     */
    private boolean hasSpareForOthers() {
        return batch == null && ready.isEmpty() ? workers.hasSpare(true) : workers.hasSpareOrWarns();
    }

    @Override
    public void write(TurnLoop target) {
        if (target == loop) {
            try {
                loop.leadWriters();
            } finally {
                // If this thread was relieved, the new runner may have waited for the loop.
                unparkRunner();
            }
        }
    }

    @Override
    public void relieve(long turn) {
        ConnectionToken token = watch.running(turn);
        if (token != null) {
            token.waits();
        }
        if (!workers.hasSpare()) {
            handBack();
        }
        if (workers.hasSpare(true) && watch.take(turn)) {
            replaceRunner();
        }
    }

    /**
     * Gives separate threads to the connections of the batch. Leaves one thread for the next runner.
     *
     * @param mayBlock whether their turns may block, rather than compute
     * @param most the largest number of threads
     */
    private void scatter(boolean mayBlock, int most) {
        for (int i = 0; i < most && batch != null && workers.hasSpareBesides(mayBlock); i++) {
            ConnectionToken token = batch;
            Alone alone = new Alone(this, token, mayBlock);
            batch = token.leave();
            workers.execute(alone);
        }
    }

    @Override
    public void renew() {
        wakeRunner();
    }

    @Override
    public void stop() {
        stopped = true;
        wakeRunner();
    }
}
