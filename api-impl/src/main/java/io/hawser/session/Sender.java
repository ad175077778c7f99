package io.hawser.session;

import io.hawser.QueueFullException;
import io.hawser.endpoint.SessionCodecs;
import io.hawser.protocol.ProtocolException;
import io.hawser.session.output.Encoding;
import io.hawser.session.output.Outbound;
import io.hawser.session.output.OutgoingMessage;
import io.hawser.session.output.PendingSend;
import io.hawser.session.output.SendCompletion;
import io.hawser.session.output.SessionOverException;
import io.hawser.transport.Transport;
import jakarta.websocket.EncodeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/** Sends the messages of one session for both kinds of remote. Reports failures as the API requires. */
final class Sender {

    private final Outbound outbound;
    private final ConnectionParts parts;
    private final BooleanSupplier accepts;
    private final SessionCodecs codecs;
    private final FullQueue fullQueue;
    private final boolean exempt;

    /**
     * Makes a sender.
     *
     * @param accepts whether the session accepts messages
     * @param fullQueue called for each refused message
     * @param exempt whether extensions leave its messages unchanged, if they may
     */
    Sender(ConnectionParts parts, BooleanSupplier accepts, SessionCodecs codecs, FullQueue fullQueue, boolean exempt) {
        this.outbound = parts.outbound();
        this.parts = parts;
        this.accepts = accepts;
        this.codecs = codecs;
        this.fullQueue = fullQueue;
        this.exempt = exempt;
    }

    Transport transport() {
        return parts.transport();
    }

    void blocking(OutgoingMessage message, boolean endOfTurn) throws IOException {
        try {
            PendingSend written = endOfTurn ? null : doubtful();
            outbound.sendBlocking(message, exempt, written, endOfTurn);
            sent(written);
        } catch (ProtocolException e) {
            throw failed(e);
        }
    }

    void part(Object owner, OutgoingMessage message, boolean last) throws IOException {
        try {
            PendingSend written = doubtful();
            outbound.sendPart(owner, message, exempt, written, last);
            sent(written);
        } catch (ProtocolException e) {
            throw failed(e);
        } catch (IOException e) {
            if (outbound.isOpen(owner)) {
                // The message has a hole: it must never seem to be whole.
                parts.connection().abort(e);
            }
            throw e;
        }
    }

    /** {@return the completion to wait for, or {@code null} if the caller does not wait} */
    private PendingSend doubtful() {
        return parts.presence().isDoubtful() ? new PendingSend(transport(), 0, SendCompletion.NOBODY) : null;
    }

    private void sent(PendingSend written) throws IOException {
        active();
        if (written != null) {
            parts.presence().awaitWritten(written);
        }
    }

    private void active() {
        parts.timers().active();
        parts.presence().used();
    }

    void control(Encoding encoding) throws IOException {
        try {
            outbound.sendControl(encoding);
            active();
        } catch (QueueFullException e) {
            fullQueue.refused(e, true);
            throw e;
        }
    }

    void batching(boolean allowed) {
        outbound.batching(allowed);
    }

    boolean isBatching() {
        return outbound.isBatching();
    }

    void flushBatch() throws IOException {
        if (!accepts.getAsBoolean()) {
            throw new SessionOverException("the session is closed: nothing can be sent any more");
        }
        outbound.flushBatch();
    }

    /** Sends without waiting. Every failure is the result of the pending send. */
    void async(int size, OutgoingMessage message, PendingSend pending) {
        try {
            outbound.send(size, message, exempt, pending);
            if (pending.failure() instanceof QueueFullException refusal) {
                fullQueue.refused(refusal, pending.hasListener());
                return;
            }
            active();
            if (pending.timeoutMillis() > 0) {
                parts.timers().watch(pending);
            }
        } catch (ProtocolException e) {
            pending.complete(failed(e));
        }
    }

    private IOException failed(ProtocolException cause) {
        parts.transport().execute(() -> parts.connection().fail(cause));
        return new IOException("an extension could not send the message", cause);
    }

    /** {@return an argument that must not be {@code null}} */
    static <T> T required(T argument, String name) {
        if (argument == null) {
            throw new IllegalArgumentException(name + " is null");
        }
        return argument;
    }

    /**
     * Takes the rest of a buffer. Its position is its limit afterwards, as the API requires.
     *
     * @param data the buffer of an application
     * @param name the name of the argument, for the exception if it is {@code null}
     * @return the data to send; the buffer's content must not change until it is sent
     */
    static ByteBuffer taken(ByteBuffer data, String name) {
        ByteBuffer taken = required(data, name).duplicate();
        data.position(data.limit());
        return taken;
    }

    /** {@return the String or ByteBuffer that is sent for an object} */
    Object encoded(Object message) throws EncodeException, IOException {
        return codecs.encode(required(message, "message"));
    }
}
