package io.hawser.session.output;

import io.hawser.protocol.CloseStatus;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The ways in which the output of a connection ends. All methods except {@link #refuse} are called under the
 * connection's lock, which {@link Outbound#unlock} releases.
 */
public final class OutputEnd {

    private final OutputLanes lanes;
    private final Backpressure backpressure;
    private final Framing framing;
    private final PartialMessage partial;

    OutputEnd(OutputLanes lanes, Backpressure backpressure, Framing framing, PartialMessage partial) {
        this.lanes = lanes;
        this.backpressure = backpressure;
        this.framing = framing;
        this.partial = partial;
    }

    /**
     * Puts a Close frame behind all accepted output. Nothing more can be sent.
     *
     * @param status the status of the Close frame
     * @return the completions of messages that waited for the end of a partial message, which cannot come any more
     */
    public List<SendCompletion> close(CloseStatus status) {
        List<SendCompletion> lost = end(() -> "the session is closed: " + status);
        putLast(() -> lanes.close(status));
        return lost;
    }

    /**
     * Puts a Close frame. If much output waits, the frame goes before it, and that output is lost. Otherwise the frame
     * goes behind it.
     *
     * @param status the status of the Close frame
     * @return the completions of the lost messages
     */
    public List<SendCompletion> fail(CloseStatus status) {
        List<SendCompletion> lost = end(() -> "the session has failed: " + status);
        putLast(() -> lost.addAll(lanes.fail(status)));
        return lost;
    }

    /**
     * Puts a Close frame before all waiting output, which is lost.
     *
     * @param status the status of the Close frame
     * @return the completions of the lost messages
     */
    public List<SendCompletion> failNow(CloseStatus status) {
        List<SendCompletion> lost = end(() -> "the session has failed: " + status);
        putLast(() -> lost.addAll(lanes.failNow(status)));
        return lost;
    }

    /**
     * Ends the output after the transport is gone. Nothing more can be sent, and the waiting output is lost.
     *
     * @param reason makes the message of the exception for later sends
     * @return the completions of the lost messages
     */
    public List<SendCompletion> abandon(Supplier<String> reason) {
        List<SendCompletion> lost = end(reason);
        lost.addAll(lanes.discard());
        return lost;
    }

    /**
     * Refuses every send from now on. Any thread may call this, without the lock.
     *
     * @param reason makes the message of the exception for later sends
     */
    public void refuse(Supplier<String> reason) {
        backpressure.refuse(reason);
    }

    /**
     * Refuses every send from now on, for the first reason that was given. Encoded output may still leave.
     *
     * @param reason makes the message of the exception for later sends
     * @return the completions of messages that waited for the end of a partial message, which cannot come any more
     */
    public List<SendCompletion> end(Supplier<String> reason) {
        backpressure.end(reason);
        lanes.release();
        return partial.discard();
    }

    void putLast(Framing.Step step) {
        try {
            framing.putControl(step);
        } catch (IOException e) {
            // Nobody needs this exception: the fault ends the connection.
        }
    }
}
