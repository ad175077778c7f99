package io.hawser.session;

import io.hawser.endpoint.SessionCodecs;
import io.hawser.protocol.ProtocolException;
import jakarta.websocket.EncodeException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What the two kinds of remote endpoint share: one session's way to send, with failures told as the API tells them. */
final class Sender {

    private final Outbound outbound;
    private final Connection connection;
    private final SessionCodecs codecs;
    private final FullQueue fullQueue;
    private final boolean exempt;

    /**
     * Makes a sender.
     *
     * @param fullQueue hears of what is refused
     * @param exempt whether extensions are to leave its messages as they are, where they may
     */
    Sender(Outbound outbound, Connection connection, SessionCodecs codecs, FullQueue fullQueue, boolean exempt) {
        this.outbound = outbound;
        this.connection = connection;
        this.codecs = codecs;
        this.fullQueue = fullQueue;
        this.exempt = exempt;
    }

    private Encoding message(Encoding encoding) {
        return exempt ? encoding.exempt() : encoding;
    }

    Transport transport() {
        return connection.transport();
    }

    void blocking(Encoding encoding, boolean endOfTurn) throws IOException {
        try {
            PendingSend written = endOfTurn ? null : doubtful();
            outbound.sendBlocking(message(encoding), written, endOfTurn);
            sent(written);
        } catch (ProtocolException e) {
            throw failed(e);
        }
    }

    void part(Object owner, Encoding encoding, boolean last) throws IOException {
        try {
            PendingSend written = doubtful();
            outbound.sendPart(owner, message(encoding), written, last);
            sent(written);
        } catch (ProtocolException e) {
            throw failed(e);
        } catch (IOException e) {
            if (outbound.isOpen(owner)) {
                // The message has a hole: it must never seem to be whole.
                connection.abort(e);
            }
            throw e;
        }
    }

    /** {@return what hears whether a message is written, where that is to be waited for, otherwise {@code null}} */
    private PendingSend doubtful() {
        return connection.presence().isDoubtful() ? new PendingSend(transport(), 0, SendCompletion.NOBODY) : null;
    }

    private void sent(PendingSend written) throws IOException {
        active();
        if (written != null) {
            connection.presence().awaitWritten(written);
        }
    }

    private void active() {
        connection.timers().active();
        connection.presence().used();
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
        if (!connection.webSocketSession().accepts()) {
            throw new IOException("the session is closed: nothing can be sent any more");
        }
        outbound.flushBatch();
    }

    /** Sends without waiting; whatever goes wrong is told through the pending send. */
    void async(int size, Encoding encoding, PendingSend pending) {
        try {
            outbound.send(size, message(encoding), pending);
            if (pending.failure() instanceof QueueFullException refusal) {
                fullQueue.refused(refusal, pending.hasListener());
                return;
            }
            active();
            if (pending.timeoutMillis() > 0) {
                connection.timers().watch(pending);
            }
        } catch (ProtocolException e) {
            pending.complete(failed(e));
        }
    }

    private IOException failed(ProtocolException cause) {
        connection.transport().execute(() -> connection.fail(cause));
        return new IOException("an extension could not send the message", cause);
    }

    /** {@return an argument that has to be there} */
    static <T> T required(T argument, String name) {
        if (argument == null) {
            throw new IllegalArgumentException(name + " is null");
        }
        return argument;
    }

    /**
     * Takes the rest of a buffer, which is left at its limit, as the API has it.
     *
     * @param data the buffer of an application
     * @param name what the error calls it where it is {@code null}
     * @return what is to be sent; the buffer's content must not change until it is
     */
    static ByteBuffer taken(ByteBuffer data, String name) {
        ByteBuffer taken = required(data, name).duplicate();
        data.position(data.limit());
        return taken;
    }

    /** {@return what is sent for an object: a String or a ByteBuffer} */
    Object encoded(Object message) throws EncodeException, IOException {
        return codecs.encode(required(message, "message"));
    }
}
