package io.hawser.servlet.transport;

import io.hawser.thread.Mailbox;
import io.hawser.thread.Turn;
import io.hawser.transport.Pace;
import io.hawser.transport.TurnHistory;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The events of one connection, whose turns run on threads of the application. */
final class ConnectionEvents extends Mailbox implements Turn {

    /** The duration above which a turn delays other connections noticeably. */
    private static final long SLOW_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** The duration above which other connections of the endpoint are expected to be slow as well. */
    private static final long VERY_SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Consumer<Turn> turns;
    private final Executor contexts;
    private final Runnable inContexts = this::runTurn;
    private final Runnable turnEnds;
    private final Consumer<Throwable> eventFailed;
    private final Runnable idle;
    /**
     * With its first turn, a connection shows whether it is fast: {@code onOpen} may do more than all other methods.
     */
    private volatile boolean slow = true;

    private final TurnHistory history = new TurnHistory();
    /** Used only within turns. */
    private boolean relieved;
    /** That of the thread before the turn. Used only within turns. */
    private ClassLoader contextClassLoader;
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

    /** Restores the context class loader that the thread had before the turn, since user code may have changed it. */
    @Override
    protected void eventEnded() {
        Thread thread = Thread.currentThread();
        if (runner == thread && thread.getContextClassLoader() != contextClassLoader) {
            thread.setContextClassLoader(contextClassLoader);
        }
    }

    /** {@return whether the calling thread runs a turn of this connection} */
    boolean isMine() {
        return runner == Thread.currentThread();
    }

    @Override
    public boolean isSlow() {
        return slow || history.isEndpointSlow();
    }

    /** Sets what is known of the endpoint of the connection. */
    void pace(Pace known) {
        history.pace(known);
    }

    @Override
    public boolean mayBlock() {
        return history.mayBlock();
    }

    @Override
    public void waits() {
        history.waits();
    }

    @Override
    public void stuck(boolean waited) {
        history.stuck(waited);
    }

    @Override
    public void relieved() {
        relieved = true;
        waits();
    }

    @Override
    public void run() {
        contexts.execute(inContexts);
    }

    private void runTurn() {
        // Not in the first turn, which is not like the others.
        Pace known = history.pace();
        long began = System.nanoTime();
        relieved = false;
        runner = Thread.currentThread();
        contextClassLoader = runner.getContextClassLoader();
        runEvents();
        run(turnEnds);
        runner = null;
        // Before the next turn is given to anybody.
        long nanos = System.nanoTime() - began;
        slow = relieved || nanos > SLOW_NANOS;
        history.ended(!slow);
        if (known != null) {
            known.ended(nanos <= VERY_SLOW_NANOS);
        }
        if (endTurn()) {
            turns.accept(this);
        } else {
            run(idle);
        }
    }
}
