package io.hawser.standalone;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * An event loop that knows when a poll has ended: then it gives the connections that became ready to {@link Turns}. The
 * way back is a list of transports that have something to write, for which the loop is woken once.
 */
final class TurnLoop extends SingleThreadIoEventLoop {

    private final Turns turns;
    private final Deadlines deadlines = new Deadlines();
    private final Inbox<ChannelTransport> writers = new Inbox<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Runnable runWriters = this::runWriters;
    private long stopNanos;
    private volatile boolean stopping;

    /** Netty's own is fulfilled by a thread that all share and that outlives the loops. */
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

    private static Executor telling(Executor executor, Promise<Void> termination) {
        return loop -> executor.execute(() -> {
            try {
                loop.run();
            } finally {
                termination.trySuccess(null);
            }
        });
    }

    /** Loops of this kind. */
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

    Turns turns() {
        return turns;
    }

    /** {@return the deadlines of this loop, for its own thread} */
    Deadlines deadlines() {
        return deadlines;
    }

    @Override
    protected int runIo() {
        int handled = super.runIo();
        turns.pollEnded();
        if (stopping) {
            shutdownGracefully(0, stopNanos, TimeUnit.NANOSECONDS);
        }
        return handled;
    }

    /** A task, such as the end of a TLS computation, may have made connections ready too. */
    @Override
    protected void afterRunningAllTasks() {
        super.afterRunningAllTasks();
        turns.pollEnded();
    }

    /** Adds a transport that has something to write. */
    void addWriter(ChannelTransport transport) {
        writers.add(transport);
    }

    /** Has the transports that were added write, soon, on this loop. */
    void wakeWriters() {
        if (!writers.isEmpty() && !woken.get() && woken.compareAndSet(false, true)) {
            tell(runWriters);
        }
    }

    private void runWriters() {
        woken.set(false);
        ChannelTransport transport = writers.takeAll();
        while (transport != null) {
            ChannelTransport following = transport.leave();
            transport.write();
            transport = following;
        }
    }

    /**
     * Runs a task on this loop, unless the loop has ended. It closed its channels before: there is nothing to be done
     * on them.
     *
     * @return whether the task will run
     */
    boolean tell(Runnable task) {
        try {
            execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /**
     * Closes the channels and ends. Netty does so after a poll; where it is told to shut down between that and the
     * tasks that follow, it would end without a word to its channels.
     *
     * @param nanos how long it may take
     */
    void stop(long nanos) {
        stopNanos = nanos;
        stopping = true;
        tell(() -> {});
    }

    /** Looks after slow turns and forgotten output. Called about every ten milliseconds, by one thread. */
    void tick(boolean punctual) {
        turns.tick(punctual);
        wakeWriters();
    }

    /** Looks through the deadlines. Called by any thread. */
    void checkDeadlines() {
        if (!deadlines.isEmpty()) {
            tell(() -> deadlines.check(System.nanoTime()));
        }
    }
}
