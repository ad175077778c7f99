package io.hawser.servlet;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The callbacks of a container. In some, a connection that was closed ends when the next of them returns: who closes
 * while one runs has it return afterwards, so that none has to come.
 */
final class Callbacks {

    private static final int HELD = 1 << 30;

    /** More than a container has reasons to tell of one connection. */
    private static final int MOST_ERRORS = 8;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();

    /**
     * The container tells of an error. Undertow does so for ever, on the thread that serves many connections, where
     * output that it could not write meets a connection that is reset; only what its listener throws ends that.
     *
     * @return the error
     * @throws RuntimeException where it has been told too often
     */
    Throwable error(Throwable cause) {
        if (errors.incrementAndGet() > MOST_ERRORS) {
            throw new EndlessErrorsException(cause);
        }
        return cause;
    }

    /** Ends up in the container's log, in one line. */
    private static final class EndlessErrorsException extends RuntimeException {

        private static final long serialVersionUID = 1;

        EndlessErrorsException(Throwable cause) {
            super("the connection is lost, which is told again and again: " + cause, null, false, false);
        }
    }

    /** A callback begins. */
    void enter() {
        running.incrementAndGet();
    }

    /** A callback is about to return. Waits for who holds it, which takes no longer than to close. */
    void leave() {
        int before = running.get();
        while (before == (HELD | 1) || !running.compareAndSet(before, before - 1)) {
            Thread.onSpinWait();
            before = running.get();
        }
    }

    /** {@return whether a callback runs; if so, one goes on to run until {@link #release()}} Called by one thread. */
    boolean hold() {
        int before = running.get();
        while (before != 0) {
            if (running.compareAndSet(before, before | HELD)) {
                return true;
            }
            before = running.get();
        }
        return false;
    }

    /** Lets go what was held. */
    void release() {
        running.addAndGet(-HELD);
    }
}
