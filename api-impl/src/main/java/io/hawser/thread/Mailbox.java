package io.hawser.thread;

import io.hawser.log.Log;
import io.hawser.log.RareLine;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The events of one connection. They run in turns, one after the other in the order in which they came, and each
 * happens-before the next, whichever threads run the turns. A turn is a handful of events. After it, other connections
 * have their turns.
 *
 * <p>A thread that {@link #ready} has asked for a turn calls {@link #runEvents} and then {@link #endTurn}. An event
 * that is posted during a turn costs one volatile read.
 */
public abstract class Mailbox {

    /** No turn runs or was asked for, and there are no events. */
    private static final int IDLE = 0;
    /** A turn runs, or was asked for. */
    private static final int CLAIMED = 1;
    /**
     * A turn ends; the other bits are its number. It has not yet checked whether more events have come. The thread that
     * adds an event may claim the next turn. By the number, a late thread knows that this end is not the end of its own
     * turn.
     */
    private static final int ENDING = Integer.MIN_VALUE;

    private static final RareLine FAULTS = new RareLine(Log.of(Mailbox.class), Level.ERROR);
    private static final int EVENTS_PER_TURN = 16;

    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger state = new AtomicInteger(IDLE);
    /** The number of turns until now. Used only within turns. */
    private int turns;

    /** Creates a mailbox without events. */
    protected Mailbox() {}

    /** Asks for a turn. Called once for each turn, by the thread that has posted an event. */
    protected abstract void ready();

    /**
     * Handles the failure of an event. Called within its turn.
     *
     * @param cause the exception or error of the event
     */
    protected abstract void failed(Throwable cause);

    /** Called after an event has returned or has thrown, within its turn. */
    protected void eventEnded() {}

    /**
     * Adds an event behind those that wait. Any thread may call this.
     *
     * @param event the event
     */
    public final void post(Runnable event) {
        events.add(event);
        if (claims()) {
            ready();
        }
    }

    /** {@return whether the caller has claimed the next turn, and has to call {@link #ready}} */
    private boolean claims() {
        int seen = state.get();
        while (seen != CLAIMED) {
            if (state.compareAndSet(seen, CLAIMED)) {
                return true;
            }
            seen = state.get();
        }
        return false;
    }

    /** {@return whether no event runs or waits} Any thread may call this. */
    public final boolean isIdle() {
        return state.get() == IDLE;
    }

    /** Runs waiting events and those that they post, but not more than a handful. */
    public final void runEvents() {
        for (int i = 0; i < EVENTS_PER_TURN; i++) {
            Runnable event = events.poll();
            if (event == null) {
                return;
            }
            run(event);
        }
    }

    /**
     * Runs code in the same way as an event, within the turn or after it. A failure is passed to {@link #failed}, and
     * nothing is thrown.
     *
     * @param event the code
     */
    public final void run(Runnable event) {
        try {
            event.run();
        } catch (Throwable e) {
            tellFailure(e);
        } finally {
            eventEnded();
        }
    }

    /** Calls {@link #failed}. The turn goes on if that throws anything, since others need its thread. */
    private void tellFailure(Throwable cause) {
        try {
            failed(cause);
        } catch (Throwable e) {
            FAULTS.tell("a connection could not be aborted", e);
        }
    }

    /**
     * Ends a turn.
     *
     * @return whether more events wait. If so, the caller has to provide another turn, and {@link #ready} is not called
     */
    public final boolean endTurn() {
        turns++;
        int ending = ENDING | turns;
        state.set(ending);
        // If a change fails, another thread has added an event, and has claimed its turn.
        if (events.isEmpty()) {
            state.compareAndSet(ending, IDLE);
            return false;
        }
        return state.compareAndSet(ending, CLAIMED);
    }
}
