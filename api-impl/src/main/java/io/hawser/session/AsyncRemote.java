package io.hawser.session;

import io.hawser.CallScope;
import io.hawser.log.Log;
import io.hawser.protocol.Utf8;
import io.hawser.session.output.OutgoingMessage;
import io.hawser.session.output.PendingSend;
import io.hawser.session.output.SendCompletion;
import io.hawser.thread.Completions;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;

/** Sends without waiting (Jakarta WebSocket 2.2, {@link RemoteEndpoint.Async}). */
final class AsyncRemote extends Remote implements RemoteEndpoint.Async {

    private static final Log LOG = Log.of(AsyncRemote.class);

    private final SessionFacts session;
    private final Completions completions;
    private volatile long sendTimeout;

    AsyncRemote(Sender sender, SessionFacts session, Completions completions, long sendTimeout) {
        super(sender);
        this.session = session;
        this.completions = completions;
        this.sendTimeout = sendTimeout;
    }

    @Override
    public long getSendTimeout() {
        return sendTimeout;
    }

    @Override
    public void setSendTimeout(long milliseconds) {
        sendTimeout = Math.max(0, milliseconds);
    }

    @Override
    public void sendText(String text, SendHandler handler) {
        send(text, callback(handler));
    }

    @Override
    public Future<Void> sendText(String text) {
        return send(text, SendCompletion.NOBODY);
    }

    @Override
    public Future<Void> sendBinary(ByteBuffer data) {
        return send(Sender.taken(data, "data"), SendCompletion.NOBODY);
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler handler) {
        SendCompletion completion = callback(handler);
        send(Sender.taken(data, "data"), completion);
    }

    @Override
    public Future<Void> sendObject(Object message) {
        return sendEncoded(message, SendCompletion.NOBODY);
    }

    @Override
    public void sendObject(Object message, SendHandler handler) {
        sendEncoded(message, callback(handler));
    }

    private PendingSend sendEncoded(Object message, SendCompletion completion) {
        Sender.required(message, "message");
        Object encoded;
        try {
            encoded = sender.encoded(message);
        } catch (Throwable e) {
            // Any exception of the encoder is the result of the send, since the sender does not wait.
            PendingSend pending = pending(completion);
            pending.complete(e);
            return pending;
        }
        return encoded instanceof ByteBuffer data ? send(data, completion) : send((String) encoded, completion);
    }

    private PendingSend send(String text, SendCompletion completion) {
        byte[] utf8 = Utf8.encode(Sender.required(text, "text"));
        PendingSend pending = pending(completion);
        sender.async(utf8.length, new OutgoingMessage.Text(utf8), pending);
        return pending;
    }

    private PendingSend send(ByteBuffer data, SendCompletion completion) {
        PendingSend pending = pending(completion);
        sender.async(data.remaining(), new OutgoingMessage.Binary(data), pending);
        return pending;
    }

    private PendingSend pending(SendCompletion completion) {
        return new PendingSend(sender.transport(), sendTimeout, completion);
    }

    /**
     * {@return a completion that calls a handler} User code runs neither on an I/O context nor after the events of this
     * session, since it may wait for them.
     */
    private SendCompletion callback(SendHandler handler) {
        Sender.required(handler, "handler");
        return failure -> completions.add(new Completions.Completion() {
            @Override
            public void tell() {
                AsyncRemote.this.tell(handler, failure);
            }
        });
    }

    private void tell(SendHandler handler, Throwable failure) {
        CallScope.Call call = session.context.endpoint().scope().begin();
        try {
            handler.onResult(SendResults.of(session, failure));
        } catch (Throwable e) {
            // Only Hawser has called the handler: onError is for exceptions of the endpoint's own methods and message
            // handlers.
            LOG.bounded(
                    Level.WARNING,
                    "the SendHandler " + handler.getClass().getName() + " has thrown, " + session.kind(),
                    () -> session.label() + ": the SendHandler "
                            + handler.getClass().getName()
                            + " has thrown; the endpoint is "
                            + session.context.endpoint().instance().getClass().getName(),
                    e);
        } finally {
            call.end();
        }
    }
}
