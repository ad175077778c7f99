package io.hawser.session.output;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.ExtensionChain;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.FrameWriter;
import io.hawser.protocol.MaskKeys;
import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import io.hawser.session.memory.Share;
import io.hawser.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The frames of one connection on their way to the transport, in two lanes. One lane has the messages and the control
 * frames that keep their place among them. The other has the control frames that pass messages at frame boundaries.
 * Guarded by the connection's lock.
 */
public final class OutputLanes {

    /** The most bytes of waiting pongs; beyond that only the newest is kept (RFC 6455, section 5.5.3). */
    private static final int MAX_WAITING_PONG_BYTES = 16 * 1024;

    private static final int MAX_BATCH_BYTES = 64 * 1024;

    /** The most message bytes that are written before a Close frame that fails the connection. */
    private static final int MAX_BYTES_BEFORE_CLOSE = 64 * 1024;

    private final OutputQueue messages;
    private final OutputQueue control;
    private final MessageWriter messageWriter;
    private final MessageWriter plainWriter;
    private final MessageWriter controlWriter;
    private final ExtensionChain extensions;
    private final boolean revocable;
    private boolean batching;
    /** The lane from which the transport has taken the beginning of a frame, but not yet its end. */
    private OutputQueue unfinished;

    private long overtaken;
    private long takenBytes;
    private long takenPieces;

    /**
     * Makes empty lanes.
     *
     * @param role the role of the sending end
     * @param extensions change the frames of messages
     * @param transport lends the buffers
     * @param share counts the memory of waiting output
     * @param log adds the log of frames to a sink
     */
    public OutputLanes(
            Role role, ExtensionChain extensions, Transport transport, Share share, UnaryOperator<FrameSink> log) {
        this.messages = new OutputQueue(transport, share);
        this.control = new OutputQueue(transport, share);
        this.extensions = extensions;
        this.revocable = !extensions.remembersSent();
        MaskKeys keys = new MaskKeys();
        FrameSink wire = log.apply(new FrameWriter(role, keys, messages));
        this.messageWriter = new MessageWriter(extensions.outgoing(wire));
        // Control frames pass no extension: those that overtake messages would confuse it.
        this.plainWriter = new MessageWriter(wire);
        this.controlWriter = new MessageWriter(log.apply(new FrameWriter(role, keys, control)));
    }

    /**
     * Puts a message, or a part of one, into the batch if there is one.
     *
     * @param exempt whether extensions leave the message unchanged, if they may
     * @param send completed when the message is written or in the batch; may be {@code null}
     */
    void message(OutgoingMessage message, boolean exempt, PendingSend send) throws ProtocolException {
        if (batching) {
            messages.hold();
            put(message, exempt, null);
            if (send != null) {
                send.complete(null);
            }
        } else if (send != null && send.timeoutMillis() > 0 && revocable) {
            messages.beginOwn(send);
            try {
                put(message, exempt, send);
            } finally {
                messages.endOwn();
            }
        } else {
            put(message, exempt, send);
        }
    }

    private void put(OutgoingMessage message, boolean exempt, SendCompletion completion) throws ProtocolException {
        if (exempt) {
            putExempt(message);
        } else {
            message.writeTo(messageWriter);
        }
        messages.endFrame();
        if (completion != null) {
            messages.completion(completion);
        }
    }

    private void putExempt(OutgoingMessage message) throws ProtocolException {
        extensions.exempt(true);
        try {
            message.writeTo(messageWriter);
        } finally {
            extensions.exempt(false);
        }
    }

    /**
     * {@return whether a message was withdrawn} This is possible only if the transport has taken nothing of it. It is
     * never possible if an extension remembers the messages that it has sent: the extension of the peer has to see them
     * all.
     */
    boolean withdraw(SendCompletion completion) {
        return messages.removeOwn(completion, unfinished == messages);
    }

    /** Puts a control frame behind the messages, which takes the batch along. */
    void controlBehind(Encoding encoding) throws ProtocolException {
        messages.release();
        encoding.writeTo(plainWriter);
        messages.endFrame();
    }

    /**
     * Puts a control frame before the messages.
     *
     * @param completion receives the result, or {@code null}
     */
    void controlBefore(Encoding encoding, SendCompletion completion) throws ProtocolException {
        encoding.writeTo(controlWriter);
        control.endFrame();
        if (completion != null) {
            control.completion(completion);
        }
    }

    /** Puts a pong before the messages. If many pongs wait, discards them. */
    void pong(ByteBuffer payload) throws ProtocolException {
        if (isControlFull()) {
            IOException flood = new IOException("a flood of pings from the peer: this ping or pong was discarded");
            control.discardWaiting(unfinished == control).forEach(lost -> lost.complete(flood));
        }
        controlBefore(writer -> writer.pong(payload), null);
    }

    boolean isControlFull() {
        return control.bytes() > MAX_WAITING_PONG_BYTES;
    }

    /** Puts a Close frame, the last frame, behind everything. */
    void close(CloseStatus status) throws ProtocolException {
        // Pongs that wait for the end of a frame must find a gap: nothing may follow the Close frame. So its piece is
        // small.
        messages.beginOwn(status);
        try {
            controlBehind(writer -> writer.close(status));
        } finally {
            messages.endOwn();
        }
    }

    /**
     * {@return the completions of lost messages} Puts a Close frame, the last frame. If much output waits, the frame
     * goes before it, and that output is lost. A little output goes first: it may be held back until the end of the
     * turn, and may answer messages that came just before the fault.
     */
    List<SendCompletion> fail(CloseStatus status) throws ProtocolException {
        if (messages.bytes() <= MAX_BYTES_BEFORE_CLOSE) {
            close(status);
            return List.of();
        }
        return failNow(status);
    }

    /**
     * {@return the completions of lost messages} Puts a Close frame, the last frame, before all waiting output, which
     * is lost.
     */
    List<SendCompletion> failNow(CloseStatus status) throws ProtocolException {
        messages.endFrame();
        List<SendCompletion> lost = messages.discardWaiting(unfinished == messages);
        controlBefore(writer -> writer.close(status), null);
        return lost;
    }

    /** {@return the completions of lost messages} Gives all buffers back. */
    List<SendCompletion> discard() {
        List<SendCompletion> lost = messages.discard();
        lost.addAll(control.discard());
        return lost;
    }

    /** Frees the memory of extensions. */
    void free() {
        extensions.close();
    }

    /** Sets whether the messages that follow stay until the batch is large or is released. */
    void batching(boolean on) {
        batching = on;
    }

    boolean isBatching() {
        return batching;
    }

    /** Releases the batch, so that the transport may take it. */
    void release() {
        messages.release();
    }

    /** {@return whether there may be output to write} Releases the batch if batching is off or the batch is large. */
    boolean releaseIfLarge() {
        if (batching && messages.bytes() <= MAX_BATCH_BYTES) {
            return false;
        }
        messages.release();
        return true;
    }

    /** {@return whether a frame was begun and not ended, because writing it has failed} */
    boolean insideFrame() {
        return messages.insideFrame() || control.insideFrame();
    }

    long messageBytes() {
        return messages.bytes();
    }

    /** {@return whether there is output that the transport could take} */
    boolean isReady() {
        return control.isReady() || messages.isReady();
    }

    /** {@return the number of pieces that the transport has taken until now} */
    long takenPieces() {
        return takenPieces;
    }

    /** {@return the number of message bytes that the transport has taken until now} */
    long takenBytes() {
        return takenBytes;
    }

    /**
     * {@return the number of pieces of messages that were taken while a control frame waited for the end of their
     * frame}
     */
    long overtaken() {
        return overtaken;
    }

    /** {@return the next piece to write, or {@code null} if there is none} */
    OutputQueue.Chunk next() {
        OutputQueue lane = unfinished != null ? unfinished : control.isEmpty() ? messages : control;
        OutputQueue.Chunk chunk = lane.take();
        if (chunk != null) {
            takenPieces++;
            unfinished = chunk.endsFrame() ? null : lane;
            if (lane == messages) {
                takenBytes += chunk.size();
                if (!control.isEmpty()) {
                    overtaken++;
                }
            }
        }
        return chunk;
    }
}
