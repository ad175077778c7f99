package io.hawser.standalone;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Hands what one poll made ready to one carrier thread, in one step. The carrier runs the turns one after the other and
 * has their output flushed once, when the batch is done.
 *
 * <p>A carrier that does not come back from a turn is relieved by another thread, which goes on with the rest; so is
 * one that says that it is going to wait. The slow turn keeps its token, so the order of its connection's events stays.
 * A connection whose turn was slow has its next turns on a thread of its own, until one of them is fast again.
 */
final class BatchHandOff implements Turns, WorkerThread.Relief {

    /** A turn longer than this would be felt by other connections. */
    private static final long SLOW_NANOS = 1_000_000;
    /** Those who were in one batch with a stuck turn may be as slow: so many of them get threads of their own. */
    private static final int SCATTERED = 64;

    private final BooleanSupplier onLoop;
    private final Workers workers;
    private final Inbox<ConnectionToken> ready = new Inbox<>();
    private final CarrierWord word = new CarrierWord();
    private final AtomicReference<Thread> waiting = new AtomicReference<>();
    private volatile boolean stopped;

    private ConnectionToken polledLast;
    private ConnectionToken polledFirst;

    /** The batch that the carrier works on; whoever has the role has it. */
    private ConnectionToken batch;

    private long turnOfLastTick;

    /**
     * @param onLoop says whether the calling thread is the loop's
     * @param workers gives the carrier, and whoever relieves it
     */
    BatchHandOff(BooleanSupplier onLoop, Workers workers) {
        this.onLoop = onLoop;
        this.workers = workers;
        workers.executeFirst(this::carry);
    }

    @Override
    public void ready(ConnectionToken token) {
        if (onLoop.getAsBoolean()) {
            token.precede(polledLast);
            polledLast = token;
            if (polledFirst == null) {
                polledFirst = token;
            }
        } else {
            ready.add(token);
            wakeCarrier();
        }
    }

    @Override
    public void pollEnded() {
        if (polledLast != null) {
            ready.addAll(polledLast, polledFirst);
            polledLast = null;
            polledFirst = null;
            wakeCarrier();
        }
    }

    private void wakeCarrier() {
        if (waiting.get() != null) {
            LockSupport.unpark(waiting.getAndSet(null));
        }
    }

    /** What a carrier does until it is relieved. */
    private void carry() {
        WorkerThread thread = WorkerThread.current();
        boolean relieved = false;
        while (!relieved) {
            if (batch == null) {
                thread.releaseHeldWrites();
                batch = awaitReady(thread);
                if (batch == null) {
                    leaveToOther();
                    return;
                }
            }
            relieved = !carryNext(thread);
        }
        thread.releaseHeldWrites();
    }

    /** In a frame of its own, so that a carrier that waits keeps no connection. {@return as {@link #carry}} */
    private boolean carryNext(WorkerThread thread) {
        ConnectionToken token = batch;
        batch = token.leave();
        if (token.isSlow() && workers.hasSpare()) {
            workers.execute(() -> runAlone(token));
            return true;
        }
        return carry(thread, token);
    }

    /** {@return whether the calling thread is still the carrier} */
    private boolean carry(WorkerThread thread, ConnectionToken token) {
        long turn = word.begin();
        long began = System.nanoTime();
        boolean more = thread.runTurn(token, this, turn);
        boolean slow = System.nanoTime() - began > SLOW_NANOS;
        boolean mine = word.take(turn);
        if (slow || !mine) {
            token.setSlow(true);
        }
        if (more) {
            ready(token);
        }
        return mine;
    }

    private void leaveToOther() {
        if (!stopped) {
            workers.executeFirst(this::carry);
        }
    }

    /** {@return the next batch, or {@code null} where the calling thread is to have none} */
    private ConnectionToken awaitReady(WorkerThread thread) {
        while (true) {
            ConnectionToken oldest = ready.takeAll();
            if (oldest != null || stopped || workers.isStale(thread)) {
                return oldest;
            }
            waiting.set(thread);
            if (ready.isEmpty() && !stopped && !workers.isStale(thread)) {
                LockSupport.park(this);
            }
            waiting.set(null);
        }
    }

    /** Runs the turn of a connection that would hold up others. */
    private void runAlone(ConnectionToken token) {
        WorkerThread thread = WorkerThread.current();
        long began = System.nanoTime();
        boolean more = thread.runTurn(token, WorkerThread.NO_RELIEF, 0);
        token.setSlow(System.nanoTime() - began > SLOW_NANOS);
        thread.releaseHeldWrites();
        if (more) {
            ready(token);
        }
    }

    @Override
    public void tick(boolean punctual) {
        long turn = word.turn();
        if (turn != 0 && turn == turnOfLastTick && punctual && takes(turn)) {
            scatter();
            workers.executeFirst(this::carry);
        }
        turnOfLastTick = turn;
    }

    @Override
    public void relieve(long turn) {
        if (takes(turn)) {
            workers.executeFirst(this::carry);
        }
    }

    private boolean takes(long turn) {
        return workers.hasSpareOrWarns() && word.take(turn);
    }

    private void scatter() {
        for (int i = 0; i < SCATTERED && batch != null && workers.hasSpare(); i++) {
            ConnectionToken token = batch;
            batch = token.leave();
            workers.execute(() -> runAlone(token));
        }
    }

    @Override
    public void renew() {
        wakeCarrier();
    }

    @Override
    public void stop() {
        stopped = true;
        wakeCarrier();
    }
}
