package io.hawser.session.output;

import io.hawser.protocol.ProtocolException;
import io.hawser.session.memory.NoRoomException;
import java.io.IOException;

/**
 * Puts frames into the lanes of one connection, and keeps a failure in the middle of a frame. Such a failure ends the
 * connection once its lock is released. Guarded by that lock.
 */
final class Framing {

    /** A step that puts frames into the lanes. */
    @FunctionalInterface
    interface Step {
        void run() throws ProtocolException;
    }

    private final OutputLanes lanes;
    private final Backpressure backpressure;
    private Throwable fault;

    Framing(OutputLanes lanes, Backpressure backpressure) {
        this.lanes = lanes;
        this.backpressure = backpressure;
    }

    /**
     * Puts frames.
     *
     * @throws IOException if a frame has failed, for any exception that was thrown. A caller that sends to many
     *     sessions should not fail for one of them
     */
    void put(Step step) throws ProtocolException, IOException {
        try {
            step.run();
        } catch (ProtocolException e) {
            throw refused(e);
        } catch (RuntimeException | Error e) {
            throw broken(e);
        }
    }

    /**
     * Puts a message, or a part of one.
     *
     * @throws IOException as {@link #put} does
     */
    void message(OutgoingMessage message, boolean exempt, PendingSend send) throws ProtocolException, IOException {
        try {
            lanes.message(message, exempt, send);
        } catch (ProtocolException e) {
            throw refused(e);
        } catch (RuntimeException | Error e) {
            throw broken(e);
        }
    }

    private ProtocolException refused(ProtocolException cause) {
        backpressure.end(() -> "an extension could not send a message");
        return cause;
    }

    /**
     * Throws the exception again if an argument was refused, since nothing was written then. Any other failure may
     * leave half a frame.
     */
    private IOException broken(Throwable cause) {
        if (!lanes.insideFrame() && cause instanceof RuntimeException refused && !(cause instanceof NoRoomException)) {
            throw refused;
        }
        fault = cause;
        backpressure.end(() -> "a frame could not be written: " + cause);
        return new IOException("the message was not sent: " + cause.getMessage(), cause);
    }

    /** Puts control frames. */
    void putControl(Step step) throws IOException {
        try {
            put(step);
        } catch (ProtocolException e) {
            throw new AssertionError("no extension can refuse a control frame", e);
        }
    }

    /** {@return the failure since the last call, or {@code null} if there was none} */
    Throwable takeFault() {
        Throwable broken = fault;
        fault = null;
        return broken;
    }
}
