package io.hawser.servlet.transport;

import io.hawser.thread.Ending;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * The progress of a connection on its way to the end. Does no I/O; only determines the next step. Safe for all threads.
 *
 * <p>The close is a sequence of stages. Independent of these, the peer may have ended its input, the connection may be
 * lost, and the time for a lingering peer may be over: each of these may happen in any stage.
 */
final class ConnectionState {

    /** The time for which a peer may continue to send after a close, and the longest time of an abort. */
    static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The stages of the close, in their order. */
    private enum Stage {
        /** The container has not been told to close. */
        OPEN,
        /** A thread is telling the container to close. */
        CLOSING,
        /** The container has been told to close, and may need some time. */
        CLOSED
    }

    /** The step that is due for a connection that is about to end. */
    enum Due {
        /** No step. */
        NOTHING,
        /** The close of the container takes too long: interrupt it. */
        HURRY,
        /** The peer has had its time to send: continue with the close. */
        CLOSE,
        /** The abort takes too long: close at once. */
        CUT,
        /** The peer does not take the last output: the connection is lost. */
        LOSE
    }

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile boolean inputOver;
    private volatile boolean lingered;

    /** The time at which this side began to end the connection, as of {@link System#nanoTime()}; 0 before that. */
    private volatile long endingSince;

    /**
     * Records that this side begins to end the connection.
     *
     * @param now the time in nanoseconds
     * @return whether it has not begun before; if two threads begin at the same time, this may be true for both
     */
    boolean beginEnding(long now) {
        if (endingSince != 0) {
            return false;
        }
        endingSince = now | 1;
        return true;
    }

    /** {@return whether the connection is lost from now on, and was not before} */
    boolean lose() {
        return lost.compareAndSet(false, true);
    }

    /** {@return whether the caller has to close, because no other thread closes or has closed the connection} */
    boolean beginClosing() {
        return stage.compareAndSet(Stage.OPEN, Stage.CLOSING);
    }

    /** Records that the container was told to close. */
    void endClosing() {
        stage.set(Stage.CLOSED);
    }

    /** {@return whether the container was told to close, or a thread is telling it now} */
    boolean isClosing() {
        return stage.get() != Stage.OPEN;
    }

    /** {@return whether the container was told to close} */
    boolean isClosed() {
        return stage.get() == Stage.CLOSED;
    }

    /** Records that the peer sends nothing more. */
    void endInput() {
        inputOver = true;
    }

    /** {@return whether the peer sends nothing more} */
    boolean isInputOver() {
        return inputOver;
    }

    /**
     * Returns whether a connection that has nothing left to write may be closed.
     *
     * @param ending the ending of the connection
     * @param isCloseReceived tests whether the last input that was read looks like a Close frame
     * @return whether the peer sends nothing more, or this side need not wait for the peer
     */
    boolean mayClose(Ending ending, BooleanSupplier isCloseReceived) {
        return ending == Ending.CLOSE || lingered || inputOver || isCloseReceived.getAsBoolean();
    }

    /**
     * Returns the step that is due. Called by the ticker.
     *
     * @param now the time in nanoseconds
     * @param ending the ending of the connection
     * @param isOutputWaiting tests whether nothing can be written before the container has called
     * @param closeTimeout the longest time that the end may take, in nanoseconds
     * @return the step; {@link Due#CLOSE} at most once
     */
    Due due(long now, Ending ending, BooleanSupplier isOutputWaiting, long closeTimeout) {
        long since = now - endingSince;
        if (isClosing()) {
            return since > (ending == Ending.ABORT ? LINGER_NANOS : closeTimeout) ? Due.HURRY : Due.NOTHING;
        }
        if (ending == Ending.CLOSE_AFTER_PEER && !lingered && !isOutputWaiting.getAsBoolean() && since > LINGER_NANOS) {
            lingered = true;
            return Due.CLOSE;
        }
        if (ending == Ending.ABORT && since > LINGER_NANOS) {
            return Due.CUT;
        }
        return ending.compareTo(Ending.CLOSE_AFTER_PEER) >= 0 && since > closeTimeout ? Due.LOSE : Due.NOTHING;
    }
}
