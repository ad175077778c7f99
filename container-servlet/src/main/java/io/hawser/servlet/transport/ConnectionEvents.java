package io.hawser.servlet.transport;

import io.hawser.thread.Mailbox;
import io.hawser.thread.Turn;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The events of one connection, whose turns run on threads of the application. */
final class ConnectionEvents extends Mailbox implements Turn {

    private final Consumer<Turn> turns;
    private final Executor contexts;
    private final Runnable inContexts = this::runTurn;
    private final Runnable turnEnds;
    private final Consumer<Throwable> eventFailed;
    private final Runnable idle;
    private volatile boolean slow;
    /** The thread that runs the turn. Not volatile: a thread reads itself here only if it has written itself here. */
    private Thread runner;

    /**
     * Creates the events of a connection, which has none yet.
     *
     * @param turns receives each turn, and runs it soon
     * @param contexts the contexts of the server, in which the turns run: runs a given task at once
     * @param turnEnds called at the end of each turn, within it
     * @param eventFailed called with the throwable that an event has thrown, within its turn
     * @param idle called after a turn if the mailbox has become empty
     */
    ConnectionEvents(
            Consumer<Turn> turns,
            Executor contexts,
            Runnable turnEnds,
            Consumer<Throwable> eventFailed,
            Runnable idle) {
        this.turns = turns;
        this.contexts = contexts;
        this.turnEnds = turnEnds;
        this.eventFailed = eventFailed;
        this.idle = idle;
    }

    @Override
    protected void ready() {
        turns.accept(this);
    }

    @Override
    protected void failed(Throwable cause) {
        eventFailed.accept(cause);
    }

    /** Restores the context class loader of the thread. */
    @Override
    protected void eventEnded() {
        Worker.restore();
    }

    /** {@return whether the calling thread runs a turn of this connection} */
    boolean isMine() {
        return runner == Thread.currentThread();
    }

    @Override
    public boolean isSlow() {
        return slow;
    }

    @Override
    public void setSlow(boolean slow) {
        this.slow = slow;
    }

    @Override
    public void run() {
        contexts.execute(inContexts);
    }

    private void runTurn() {
        runner = Thread.currentThread();
        runEvents();
        run(turnEnds);
        runner = null;
        if (endTurn()) {
            turns.accept(this);
        } else {
            run(idle);
        }
    }
}
