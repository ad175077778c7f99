package io.hawser.servlet;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The events of one connection: they run on threads of an executor, one after the other in the order in which they
 * came, and each happens-before the next. A turn is a handful of them, after which other connections have theirs.
 */
final class Turns implements Runnable {

    private static final int EVENTS_PER_TURN = 16;

    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Executor executor;
    private final Runnable turnEnds;
    private final Consumer<Throwable> eventFailed;
    private final Runnable idle;
    private volatile Thread runner;

    /**
     * @param executor runs the turns
     * @param turnEnds called at the end of each turn, within it
     * @param eventFailed told what an event has thrown, within its turn
     * @param idle called after a turn with which the mailbox became empty
     */
    Turns(Executor executor, Runnable turnEnds, Consumer<Throwable> eventFailed, Runnable idle) {
        this.executor = executor;
        this.turnEnds = turnEnds;
        this.eventFailed = eventFailed;
        this.idle = idle;
    }

    /** Adds an event behind those that wait. For all threads. */
    void post(Runnable event) {
        mailbox.add(event);
        if (waiting.getAndIncrement() == 0) {
            executor.execute(this);
        }
    }

    /** {@return whether the calling thread runs a turn of this connection} */
    boolean isMine() {
        return runner == Thread.currentThread();
    }

    /** {@return whether no event runs or waits} */
    boolean isIdle() {
        return waiting.get() == 0;
    }

    @Override
    public void run() {
        runner = Thread.currentThread();
        int done = 0;
        // Each that is counted is there, since it is counted after it was added.
        int most = Math.min(waiting.get(), EVENTS_PER_TURN);
        while (done < most) {
            done++;
            run(mailbox.remove());
        }
        run(turnEnds);
        runner = null;
        if (waiting.addAndGet(-done) > 0) {
            executor.execute(this);
        } else {
            idle.run();
        }
    }

    private void run(Runnable event) {
        try {
            event.run();
        } catch (Throwable e) {
            eventFailed.accept(e);
        } finally {
            Worker.restore();
        }
    }
}
