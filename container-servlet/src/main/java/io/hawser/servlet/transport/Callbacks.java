package io.hawser.servlet.transport;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The callbacks of a container for one connection. On some containers a connection that was closed ends when the next
 * callback returns. A thread that closes the connection while a callback runs holds this callback until the close is
 * done, so that no other callback has to come.
 */
final class Callbacks {

    private static final int HELD = 1 << 30;

    /** More errors than one connection can have. */
    private static final int MOST_ERRORS = 8;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();

    /**
     * Counts an error that the container reports. A container that reports errors for ever, on a thread that serves
     * many connections, stops when its listener throws an exception.
     *
     * @param cause the error
     * @return the error
     * @throws RuntimeException if the container has reported too many
     */
    Throwable error(Throwable cause) {
        if (errors.incrementAndGet() > MOST_ERRORS) {
            throw new EndlessErrorsException(cause);
        }
        return cause;
    }

    /** An exception without a stack trace, since the container logs it. */
    private static final class EndlessErrorsException extends RuntimeException {

        private static final long serialVersionUID = 1;

        EndlessErrorsException(Throwable cause) {
            super(
                    "the connection is lost, and the servlet container reports that repeatedly: " + cause,
                    null,
                    false,
                    false);
        }
    }

    /** Begins a callback. */
    void enter() {
        running.incrementAndGet();
    }

    /** Ends a callback. Waits while another thread holds it, which takes no longer than a close of the connection. */
    void leave() {
        int before = running.get();
        while (before == (HELD | 1) || !running.compareAndSet(before, before - 1)) {
            Thread.onSpinWait();
            before = running.get();
        }
    }

    /**
     * Keeps a running callback from returning until {@link #release}. Called by one thread at a time.
     *
     * @return whether a callback runs
     */
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

    /** Lets the held callback return. */
    void release() {
        running.addAndGet(-HELD);
    }
}
