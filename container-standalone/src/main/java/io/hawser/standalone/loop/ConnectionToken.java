package io.hawser.standalone.loop;

import io.hawser.endpoint.ContextClassLoader;
import io.hawser.thread.Mailbox;
import io.hawser.transport.Pace;
import io.hawser.transport.TurnHistory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The right to parse and dispatch the input of one connection. Any thread may add events to its mailbox. They run in
 * turns, one after the other, and each happens-before the next, independent of the threads that run the turns.
 */
public final class ConnectionToken extends Inbox.Item<ConnectionToken> {

    /** The duration above which a turn delays other connections noticeably. */
    static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final ContextClassLoader NO_CONTEXT = new ContextClassLoader(null);

    private final Mailbox mailbox = new Mailbox() {
        @Override
        protected void ready() {
            ready.accept(ConnectionToken.this);
        }

        @Override
        protected void failed(Throwable cause) {
            failed.accept(cause);
        }
    };

    private final Consumer<ConnectionToken> ready;
    private final Consumer<Throwable> failed;
    private volatile boolean slow;
    private final TurnHistory history = new TurnHistory();

    private volatile ContextClassLoader context = NO_CONTEXT;
    /** The context class loader that the thread had before the turn. */
    private ClassLoader threadsOwn;

    /**
     * Creates a token that no thread holds.
     *
     * @param ready receives this token when its mailbox is not empty any more, once for each turn: see
     *     {@link Turns#ready}
     * @param failed receives the throwable that an event has thrown, within the turn
     */
    public ConnectionToken(Consumer<ConnectionToken> ready, Consumer<Throwable> failed) {
        this.ready = ready;
        this.failed = failed;
    }

    /**
     * Adds an event after the waiting events.
     *
     * @param event the event
     */
    public void post(Runnable event) {
        mailbox.post(event);
    }

    /**
     * Runs waiting events. Called by the thread to which {@link Turns} gave the token.
     *
     * @return whether more events wait; if so, the caller queues the token again
     */
    boolean runTurn() {
        enterContext();
        mailbox.runEvents();
        leaveContext();
        return mailbox.endTurn();
    }

    /**
     * Runs waiting events on a thread of their own, like {@link #runTurn}.
     *
     * @return whether more events wait; if so, the caller queues the token again
     */
    boolean runTurnAlone() {
        long began = System.nanoTime();
        enterContext();
        mailbox.runEvents();
        leaveContext();
        ranAlone(System.nanoTime() - began <= SLOW_NANOS);
        return mailbox.endTurn();
    }

    /**
     * Sets what is known of the endpoint, once, in a turn.
     *
     * @param contextClassLoader the context class loader of this turn and the following turns, or {@code null} for that
     *     of the threads
     * @param pace what has been learned about the time that its methods take; {@code null} for a client
     */
    public void runWith(ClassLoader contextClassLoader, Pace pace) {
        history.pace(pace);
        if (contextClassLoader != null) {
            context = new ContextClassLoader(contextClassLoader);
            enterContext();
        }
    }

    /** {@return the context class loader of its turns} */
    public ContextClassLoader context() {
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

    /** {@return whether the next turn may be so long that it should not delay other connections} */
    boolean isSlow() {
        return slow || history.isBelieved() || history.isEndpointSlow();
    }

    /** {@return whether the next turn may block, rather than compute for long} */
    boolean mayBlock() {
        return history.mayBlock();
    }

    /** Notes that the last turn was slow. */
    void wasSlow() {
        slow = true;
    }

    /** Notes that the turn that runs waits. */
    void waits() {
        history.waits();
    }

    /**
     * Notes that the turn that runs has kept others waiting.
     *
     * @param waited whether it has waited itself, rather than computed
     */
    void stuck(boolean waited) {
        slow = true;
        history.stuck(waited);
    }

    /** Notes the end of a turn that had a thread of its own. */
    private void ranAlone(boolean fast) {
        slow = !fast;
        history.ended(fast);
        Pace pace = history.pace();
        if (pace != null) {
            pace.ended(fast);
        }
    }
}
