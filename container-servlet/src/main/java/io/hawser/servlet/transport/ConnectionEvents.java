package io.hawser.servlet.transport;

import io.hawser.thread.Mailbox;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The events of one connection, whose turns run on threads of an executor. */
final class ConnectionEvents extends Mailbox implements Runnable {

    private final Executor executor;
    private final Runnable turnEnds;
    private final Consumer<Throwable> eventFailed;
    private final Runnable idle;
    /** The thread that runs the turn. Not volatile: a thread reads itself here only if it has written itself here. */
    private Thread runner;

    /**
     * Creates the events of a connection, which has none yet.
     *
     * @param executor runs the turns
     * @param turnEnds called at the end of each turn, within it
     * @param eventFailed called with the throwable that an event has thrown, within its turn
     * @param idle called after a turn if the mailbox has become empty
     */
    ConnectionEvents(Executor executor, Runnable turnEnds, Consumer<Throwable> eventFailed, Runnable idle) {
        this.executor = executor;
        this.turnEnds = turnEnds;
        this.eventFailed = eventFailed;
        this.idle = idle;
    }

    @Override
    protected void ready() {
        executor.execute(this);
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
    public void run() {
        runner = Thread.currentThread();
        runEvents();
        run(turnEnds);
        runner = null;
        if (endTurn()) {
            executor.execute(this);
        } else {
            run(idle);
        }
    }
}
