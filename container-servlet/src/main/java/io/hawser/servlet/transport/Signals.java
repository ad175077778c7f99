package io.hawser.servlet.transport;

import io.hawser.log.Log;
import io.hawser.log.RareLine;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets an action run on one thread at a time, although any thread may request it. If the action does not run, the
 * requesting thread runs it. If it runs already, the thread that runs it runs it once more. Each pass happens-before
 * the next. So the stream of a servlet container, whose state may be a plain field, has one owner at a time. This
 * includes the container's own callbacks:
 *
 * <pre>{@code
 * if (signals.request()) {
 *     do {
 *         // a pass, which throws nothing
 *     } while (signals.isRequestedAgain());
 * }
 * }</pre>
 *
 * <p>The action is no object of this class: with one loop for reads and writes, the JIT compiler would compile the code
 * of both, and all that they call, in several places.
 */
final class Signals {

    private static final RareLine FAULTS = new RareLine(Log.of(Signals.class), Level.ERROR);

    private final AtomicInteger requested = new AtomicInteger();
    /** The number of requests before the pass that runs. Used only by the thread that runs it. */
    private int before;
    /** The thread that runs a pass. Not volatile: a thread reads itself here only if it has written itself here. */
    private Thread passing;

    /**
     * Requests a pass that begins after this call has begun.
     *
     * @return whether the caller has to run the pass, and to ask for more after it
     */
    boolean request() {
        boolean first = requested.getAndIncrement() == 0;
        if (first) {
            begin();
        }
        return first;
    }

    /**
     * Ends a pass. Called by the thread that runs it.
     *
     * @return whether the caller has to run another pass, which was requested meanwhile
     */
    boolean isRequestedAgain() {
        passing = null;
        boolean again = requested.addAndGet(-before) != 0;
        if (again) {
            begin();
        }
        return again;
    }

    private void begin() {
        before = requested.get();
        passing = Thread.currentThread();
    }

    /** Logs a fault of a pass. A throwable must not prevent the other passes: {@link #requested} has to return to 0. */
    static void failed(Throwable fault) {
        FAULTS.tell("the stream of a connection could not be worked at", fault);
    }

    /** {@return whether the calling thread runs a pass} */
    boolean isMine() {
        return passing == Thread.currentThread();
    }

    /** {@return whether a pass runs or is requested} */
    boolean isBusy() {
        return requested.get() != 0;
    }
}
