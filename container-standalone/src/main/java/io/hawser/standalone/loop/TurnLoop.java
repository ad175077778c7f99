package io.hawser.standalone.loop;

import io.hawser.log.Log;
import io.hawser.log.RareLine;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * An event loop that runs no user code: at the end of each poll it passes the connections that became ready to
 * {@link Turns}. Turns collect the channels to which they want to write in a list, and wake the loop once for the list.
 *
 * <p>The loop has a thread of its own, and the runner of its turns may {@link #lead} it as well. Then one thread reads,
 * runs turns, and writes, without a hand-off.
 */
public final class TurnLoop extends SingleThreadIoEventLoop implements LeadableLoop {

    private static final RareLine FAULTS = new RareLine(Log.of(TurnLoop.class), Level.ERROR);

    /** The longest time that tasks may take before the next poll, in nanoseconds. */
    private static final long TASKS_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Turns turns;
    private final Runnable ticksNeeded;
    private final Leadership leadership = new Leadership();
    private final Deadlines deadlines = new Deadlines();
    private final ChannelWriters writers = new ChannelWriters();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Runnable runWriters = this::runWriters;
    private final Runnable pollAndRunTasks = this::pollAndRunTasks;
    private final Runnable writeAndPassOn = this::writeAndPassOn;
    /** Whether the deadlines have to be checked after the next poll. */
    private boolean deadlinesDue;

    private long stopNanos;
    private volatile boolean stopping;

    /**
     * Completed by the thread of the loop. Netty's own promise is completed by a shared thread, which outlives the
     * loops.
     */
    private final Promise<Void> termination;

    /**
     * Creates a loop. Its thread starts with its first task.
     *
     * @param group the group of the loop
     * @param executor starts the thread
     * @param handlers makes the handler that polls
     * @param turns makes what runs the turns of the loop's connections
     * @param ticksNeeded called if nobody leads the loop, so that {@link #tick} has to be called
     * @param termination completed when the thread has ended
     */
    TurnLoop(
            IoEventLoopGroup group,
            Executor executor,
            IoHandlerFactory handlers,
            Function<TurnLoop, Turns> turns,
            Runnable ticksNeeded,
            Promise<Void> termination) {
        super(group, telling(executor, termination), handlers);
        this.termination = termination;
        this.ticksNeeded = ticksNeeded;
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

    /** {@return whether the thread leads this loop} Nobody does while a runner that leads runs a turn. */
    @Override
    public boolean inEventLoop(Thread thread) {
        return leadership.isLeader(thread);
    }

    @Override
    protected void run() {
        leadership.begin();
        super.run();
    }

    @Override
    protected int runIo() {
        if (!stopping && turns.willLead()) {
            leadership.free(this::free);
            return 0;
        }
        return poll();
    }

    private void free() {
        turns.loopIsFree();
        nobodyLeads();
    }

    /** Called after the loop has become free. */
    private void nobodyLeads() {
        ticksNeeded.run();
        if (stopping) {
            handBack();
        }
    }

    @Override
    public boolean isFree() {
        return leadership.isFree();
    }

    /** {@return whether the thread that polls does so between turns} Otherwise, turns run at the same time. */
    boolean isLedByRunner() {
        return leadership.isLedByRunner();
    }

    @Override
    public boolean lead() {
        return lead(pollAndRunTasks);
    }

    private void pollAndRunTasks() {
        poll();
        runAllTasks(TASKS_NANOS);
    }

    @Override
    public void leadWriters() {
        if (!writers.isEmpty()) {
            lead(writeAndPassOn);
        }
    }

    private void writeAndPassOn() {
        runWriters();
        // A writer may have become the handler of frames, and have read the first ones.
        turns.pollEnded();
    }

    private boolean lead(Runnable work) {
        if (!leadership.take()) {
            return false;
        }
        try {
            work.run();
        } finally {
            leadership.release();
            nobodyLeads();
        }
        return true;
    }

    @Override
    public void handBack() {
        leadership.handBack();
    }

    /** {@return whether a poll must not wait} */
    @Override
    protected boolean hasTasks() {
        return super.hasTasks() || leadership.isLedByRunner() && turns.isReady();
    }

    @Override
    public void wakeUp() {
        if (leadership.isLedByRunner()) {
            ioHandler().wakeup();
        }
    }

    private int poll() {
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
    public void addWriter(ChannelWriter writer) {
        writers.add(writer);
    }

    /** Makes the writers in the list write, soon, on this loop. */
    @Override
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
        writers.run();
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
        handBack();
    }

    /** Looks for slow turns, and for output for which the loop was not woken. Called about every ten milliseconds. */
    void tick(boolean punctual) {
        try {
            turns.tick(punctual);
        } finally {
            leadership.tick();
            wakeWriters();
        }
    }

    /** Makes the loop check the deadlines after the next poll. Any thread may call this. */
    void checkDeadlines() {
        if (!deadlines.isEmpty()) {
            tell(() -> deadlinesDue = true);
        }
    }
}
