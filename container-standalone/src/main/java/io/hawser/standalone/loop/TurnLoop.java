package io.hawser.standalone.loop;

import io.hawser.log.Log;
import io.hawser.log.RareLine;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * An event loop that runs no user code: at the end of each poll it passes the connections that became ready to
 * {@link Turns}. Turns collect the channels to which they want to write in a list, and wake the loop once for the list.
 */
public final class TurnLoop extends SingleThreadIoEventLoop {

    /** An object that has output for a channel of a loop. */
    public abstract static class Writer extends Inbox.Item<Writer> {

        /** Writes the output. Called by the loop. */
        protected abstract void write();
    }

    private static final RareLine FAULTS = new RareLine(Log.of(TurnLoop.class), Level.ERROR);

    private final Turns turns;
    private final Deadlines deadlines = new Deadlines();
    private final Inbox<Writer> writers = new Inbox<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Runnable runWriters = this::runWriters;
    /** Whether the deadlines have to be checked after the next poll. */
    private boolean deadlinesDue;

    private long stopNanos;
    private volatile boolean stopping;

    /**
     * Completed by the thread of the loop. Netty's own promise is completed by a shared thread, which outlives the
     * loops.
     */
    private final Promise<Void> termination;

    private TurnLoop(
            IoEventLoopGroup group,
            Executor executor,
            IoHandlerFactory handlers,
            Function<TurnLoop, Turns> turns,
            Promise<Void> termination) {
        super(group, telling(executor, termination), handlers);
        this.termination = termination;
        this.turns = turns.apply(this);
    }

    /** {@return an executor that completes a promise when the loop has ended} */
    private static Executor telling(Executor executor, Promise<Void> termination) {
        return loop -> executor.execute(() -> {
            try {
                loop.run();
            } finally {
                termination.trySuccess(null);
            }
        });
    }

    /** A group of loops of this kind. */
    static final class Group extends MultiThreadIoEventLoopGroup {

        Group(int loops, ThreadFactory threads, IoHandlerFactory handlers, Function<TurnLoop, Turns> turns) {
            super(loops, threads, handlers, turns);
        }

        @Override
        @SuppressWarnings("unchecked")
        protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... args) {
            return new TurnLoop(
                    this,
                    executor,
                    handlers,
                    (Function<TurnLoop, Turns>) args[0],
                    new DefaultPromise<>(ImmediateEventExecutor.INSTANCE));
        }

        @Override
        public TurnLoop next() {
            return (TurnLoop) super.next();
        }
    }

    @Override
    public Future<?> terminationFuture() {
        return termination;
    }

    /** {@return the object that runs the turns of this loop's connections} */
    public Turns turns() {
        return turns;
    }

    /** {@return the deadlines of this loop; only its own thread may use them} */
    public Deadlines deadlines() {
        return deadlines;
    }

    @Override
    protected int runIo() {
        int handled = 0;
        boolean due = deadlinesDue;
        long begun = due ? System.nanoTime() : 0;
        try {
            handled = super.runIo();
            if (due) {
                deadlinesDue = false;
                // This uses the time before the poll: the loop may be late, but the poll has read the input that came
                // in time.
                deadlines.check(begun);
            }
        } catch (Throwable e) {
            // Netty handles exceptions, so this is an error. It would end the loop with all its connections.
            FAULTS.tell("an event loop continues after a failure", e);
        }
        turns.pollEnded();
        if (stopping) {
            shutdownGracefully(0, stopNanos, TimeUnit.NANOSECONDS);
        }
        return handled;
    }

    /**
     * Passes on the connections that tasks have made ready. An example of such a task is the end of a TLS computation.
     */
    @Override
    protected void afterRunningAllTasks() {
        super.afterRunningAllTasks();
        turns.pollEnded();
        // A loop that has shut down runs its last tasks, and takes no more.
        if (deadlinesDue && !isShutdown()) {
            // This keeps the next poll from waiting.
            execute(() -> {});
        }
    }

    /**
     * Adds a writer to the list. {@link #wakeWriters} makes the writers in the list write.
     *
     * @param writer the writer, which is in no list of writers
     */
    public void addWriter(Writer writer) {
        writers.add(writer);
    }

    /** Makes the writers in the list write, soon, on this loop. */
    public void wakeWriters() {
        if (!writers.isEmpty() && !woken.get() && woken.compareAndSet(false, true)) {
            try {
                tell(runWriters);
            } catch (Throwable e) {
                // For example, a lack of memory. The next call, or the next tick, tries again.
                woken.set(false);
            }
        }
    }

    private void runWriters() {
        woken.set(false);
        Writer writer = writers.takeAll();
        while (writer != null) {
            Writer following = writer.leave();
            write(writer);
            writer = following;
        }
    }

    /** Makes a writer write. A failure must not keep the others from writing, since they are in no list any more. */
    private static void write(Writer writer) {
        try {
            writer.write();
        } catch (Throwable e) {
            FAULTS.tell("a connection could not be aborted", e);
        }
    }

    /**
     * Runs a task on this loop, unless the loop has ended. A loop that has ended has closed its channels, and the task
     * has nothing to do on them.
     *
     * @param task the task
     * @return whether the task will run
     */
    public boolean tell(Runnable task) {
        try {
            execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /**
     * Closes the channels and ends the loop. Begins after the next poll: a loop that is shut down between a poll and
     * the tasks that follow it would end without closing its channels.
     *
     * @param nanos the longest time that this may take, in nanoseconds
     */
    void stop(long nanos) {
        stopNanos = nanos;
        stopping = true;
        tell(() -> {});
    }

    /** Looks for slow turns, and for output for which the loop was not woken. Called about every ten milliseconds. */
    void tick(boolean punctual) {
        turns.tick(punctual);
        wakeWriters();
    }

    /** Makes the loop check the deadlines after the next poll. Any thread may call this. */
    void checkDeadlines() {
        if (!deadlines.isEmpty()) {
            tell(() -> deadlinesDue = true);
        }
    }
}
