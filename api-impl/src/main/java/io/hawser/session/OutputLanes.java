package io.hawser.session;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.ExtensionChain;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.FrameWriter;
import io.hawser.protocol.MaskKeys;
import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The frames of one connection on their way to the transport, in two lanes: messages with what has to keep its place
 * among them, and control frames that pass them at frame boundaries. Guarded by the connection's lock.
 */
final class OutputLanes {

    /** Pongs that wait beyond this are collapsed to the newest (RFC 6455, section 5.5.3). */
    private static final int WAITING_PONGS = 16 * 1024;

    private static final int LARGEST_BATCH = 64 * 1024;

    /** So many bytes may go before a Close frame that fails the connection. */
    private static final int LITTLE = 64 * 1024;

    private final OutputQueue messages;
    private final OutputQueue control;
    private final MessageWriter messageWriter;
    private final MessageWriter plainWriter;
    private final MessageWriter controlWriter;
    private final ExtensionChain extensions;
    private final boolean revocable;
    private boolean batching;
    /** The lane from which the transport has taken the beginning of a frame, and not yet its end. */
    private OutputQueue unfinished;

    private long overtaken;
    private long takenBytes;

    OutputLanes(Role role, ExtensionChain extensions, Transport transport, UnaryOperator<FrameSink> log) {
        this.messages = new OutputQueue(transport);
        this.control = new OutputQueue(transport);
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
     * @param send hears when it is written, or is in the batch, or {@code null}
     */
    void message(Encoding encoding, PendingSend send) throws ProtocolException {
        if (batching) {
            messages.hold();
            put(encoding, null);
            if (send != null) {
                send.complete(null);
            }
        } else if (send != null && send.timeoutMillis() > 0 && revocable) {
            messages.beginOwn(send);
            try {
                put(encoding, send);
            } finally {
                messages.endOwn();
            }
        } else {
            put(encoding, send);
        }
    }

    private void put(Encoding encoding, SendCompletion completion) throws ProtocolException {
        if (encoding.isExempt()) {
            extensions.exempt(true);
        }
        try {
            encoding.writeTo(messageWriter);
        } finally {
            if (encoding.isExempt()) {
                extensions.exempt(false);
            }
        }
        messages.endFrame();
        if (completion != null) {
            messages.completion(completion);
        }
    }

    /**
     * {@return whether a message was taken back, of which the transport has taken nothing} Never where an extension
     * remembers what it has seen, since the peer's must see it then.
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
     * @param completion hears what came of it, or {@code null}
     */
    void controlBefore(Encoding encoding, SendCompletion completion) throws ProtocolException {
        encoding.writeTo(controlWriter);
        control.endFrame();
        if (completion != null) {
            control.completion(completion);
        }
    }

    /** Puts a pong before the messages, or instead of the waiting pongs where these are many. */
    void pong(ByteBuffer payload) throws ProtocolException {
        if (isControlFull()) {
            IOException flood = new IOException("a flood of pings from the peer has left no room for this one");
            control.discardWaiting(unfinished == control).forEach(lost -> lost.complete(flood));
        }
        controlBefore(writer -> writer.pong(payload), null);
    }

    boolean isControlFull() {
        return control.bytes() > WAITING_PONGS;
    }

    /** Puts the last frame, behind everything. */
    void close(CloseStatus status) throws ProtocolException {
        // Pongs that wait for the end of a frame must find a gap: nothing may follow the Close frame.
        messages.seal();
        controlBehind(writer -> writer.close(status));
    }

    /**
     * Puts the last frame before what waits where that is much; {@return those whose messages are lost then} A little
     * goes first: it may answer what came just before the fault, and be held back until the end of the turn.
     */
    List<SendCompletion> fail(CloseStatus status) throws ProtocolException {
        if (messages.bytes() <= LITTLE) {
            close(status);
            return List.of();
        }
        List<SendCompletion> lost = messages.discardWaiting(unfinished == messages);
        controlBefore(writer -> writer.close(status), null);
        return lost;
    }

    /** Gives everything back; {@return those whose messages are lost} */
    List<SendCompletion> discard() {
        List<SendCompletion> lost = messages.discard();
        lost.addAll(control.discard());
        return lost;
    }

    /** Frees what extensions hold. */
    void free() {
        extensions.close();
    }

    /** Says whether the messages that follow stay until the batch is large, or is released. */
    void batching(boolean on) {
        batching = on;
    }

    boolean isBatching() {
        return batching;
    }

    /** Lets the batch go. */
    void release() {
        messages.release();
    }

    /** Lets the batch go where there is none or it is large; {@return whether there may be something to write} */
    boolean releaseIfLarge() {
        if (batching && messages.bytes() <= LARGEST_BATCH) {
            return false;
        }
        messages.release();
        return true;
    }

    /** {@return whether something has broken in the middle of a frame} */
    boolean insideFrame() {
        return messages.insideFrame() || control.insideFrame();
    }

    long messageBytes() {
        return messages.bytes();
    }

    /** {@return how many bytes of messages the transport has taken until now} */
    long takenBytes() {
        return takenBytes;
    }

    /** {@return how many pieces of messages were taken while a control frame had to wait for the end of their frame} */
    long overtaken() {
        return overtaken;
    }

    /** {@return what is to be written next, or {@code null}} */
    OutputQueue.Chunk next() {
        OutputQueue lane = unfinished != null ? unfinished : control.isEmpty() ? messages : control;
        OutputQueue.Chunk chunk = lane.take();
        if (chunk != null) {
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
