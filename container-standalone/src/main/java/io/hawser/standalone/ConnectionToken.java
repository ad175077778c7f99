package io.hawser.standalone;

import io.hawser.endpoint.ContextClassLoader;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Who holds it may parse and dispatch one connection. Its mailbox takes events from any thread; a thread that runs the
 * token's turn runs them one after the other, and each happens-before the next, whichever threads the turns are on.
 */
final class ConnectionToken extends Inbox.Item<ConnectionToken> {

    /** Where a turn belongs. */
    interface Owner {

        /** The events of a turn have run. Called within the turn. */
        void turnEnds();

        /** An event has thrown. Called within the turn. */
        void eventFailed(Throwable cause);
    }

    private enum State {
        /** Nobody has it, and its mailbox is empty. */
        IDLE,
        /** It waits for a thread. */
        QUEUED,
        /** A thread holds it. */
        RUNNING
    }

    private static final ContextClassLoader NO_CONTEXT = new ContextClassLoader(null);

    /** What one connection may do before others have their turn. */
    private static final int EVENTS_PER_TURN = 16;

    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private final Turns turns;
    private final Owner owner;
    private volatile boolean slow;
    private volatile ContextClassLoader context = NO_CONTEXT;
    /** What the thread of the turn had, if it was changed. */
    private ClassLoader threadsOwn;

    ConnectionToken(Turns turns, Owner owner) {
        this.turns = turns;
        this.owner = owner;
    }

    /** Adds an event behind those that wait. */
    void post(Runnable event) {
        mailbox.add(event);
        if (state.get() == State.IDLE && state.compareAndSet(State.IDLE, State.QUEUED)) {
            turns.ready(this);
        }
    }

    /**
     * Runs events that wait. Called by the thread to which {@link Turns} gave the token.
     *
     * @return whether more events wait: then the token is to be queued again
     */
    boolean runTurn() {
        state.set(State.RUNNING);
        enterContext();
        for (int i = 0; i < EVENTS_PER_TURN; i++) {
            Runnable event = mailbox.poll();
            if (event == null) {
                break;
            }
            run(event);
        }
        owner.turnEnds();
        leaveContext();
        state.set(State.IDLE);
        return !mailbox.isEmpty() && state.compareAndSet(State.IDLE, State.QUEUED);
    }

    /**
     * Has this turn and those that follow run with a context class loader. Called once, in a turn.
     *
     * @param contextClassLoader the class loader, or {@code null} for that of the threads
     */
    void runWith(ClassLoader contextClassLoader) {
        if (contextClassLoader != null) {
            context = new ContextClassLoader(contextClassLoader);
            enterContext();
        }
    }

    /** {@return the context class loader of its turns} */
    ContextClassLoader context() {
        return context;
    }

    private void enterContext() {
        if (context.loader() != null) {
            Thread thread = Thread.currentThread();
            threadsOwn = thread.getContextClassLoader();
            thread.setContextClassLoader(context.loader());
        }
    }

    private void leaveContext() {
        if (context.loader() != null) {
            Thread.currentThread().setContextClassLoader(threadsOwn);
            threadsOwn = null;
        }
    }

    private void run(Runnable event) {
        try {
            event.run();
        } catch (Throwable e) {
            owner.eventFailed(e);
        }
    }

    /** {@return whether its last turn took so long that the next one is better kept away from other connections} */
    boolean isSlow() {
        return slow;
    }

    void setSlow(boolean slow) {
        this.slow = slow;
    }
}
