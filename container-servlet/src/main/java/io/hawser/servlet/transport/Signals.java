package io.hawser.servlet.transport;

import io.hawser.log.Log;
import io.hawser.log.RareLine;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs an action on one thread at a time, although any thread may request it. If the action does not run, the
 * requesting thread runs it. If it runs already, the thread that runs it runs it once more. Each pass happens-before
 * the next. So the stream of a servlet container, whose state may be a plain field, has one owner at a time. This
 * includes the container's own callbacks.
 */
final class Signals {

    private static final RareLine FAULTS = new RareLine(Log.of(Signals.class), Level.ERROR);

    private final AtomicInteger asked = new AtomicInteger();
    private final Runnable pass;
    /** The thread that runs a pass. Not volatile: a thread reads itself here only if it has written itself here. */
    private Thread passing;

    Signals(Runnable pass) {
        this.pass = pass;
    }

    /** Requests a pass that begins after this call has begun. */
    void signal() {
        if (asked.getAndIncrement() != 0) {
            return;
        }
        int seen;
        do {
            seen = asked.get();
            run();
        } while (asked.addAndGet(-seen) != 0);
    }

    /** {@return whether the calling thread runs a pass} */
    boolean isMine() {
        return passing == Thread.currentThread();
    }

    /** Runs a pass. A throwable must not prevent the other passes: {@link #asked} has to return to 0. */
    private void run() {
        passing = Thread.currentThread();
        try {
            pass.run();
        } catch (Throwable e) {
            FAULTS.tell("the stream of a connection could not be worked at", e);
        } finally {
            passing = null;
        }
    }

    /** {@return whether a pass runs or is requested} */
    boolean isBusy() {
        return asked.get() != 0;
    }
}
