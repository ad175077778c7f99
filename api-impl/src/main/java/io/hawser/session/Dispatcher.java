package io.hawser.session;

import io.hawser.CallScope;
import io.hawser.Setting;
import io.hawser.endpoint.BoundEndpoint;
import io.hawser.endpoint.MessageReceiver;
import io.hawser.handshake.Escaped;
import io.hawser.log.Log;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.MessageSink;
import io.hawser.protocol.ProtocolException;
import io.hawser.session.input.InputDemand;
import io.hawser.session.input.MessageInputStream;
import io.hawser.session.input.MessagePipe;
import io.hawser.session.input.MessageTextReader;
import io.hawser.session.input.StreamedMessages;
import io.hawser.session.liveness.Timers;
import io.hawser.session.memory.Share;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.SessionException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.ToLongFunction;

/** Calls the endpoint's method for each event of a connection. */
final class Dispatcher implements MessageSink {

    private static final Log LOG = Log.of(Dispatcher.class);

    private static final int TOLD_CHARS = 200;

    private final ConnectionParts parts;
    private final ClosingConnection connection;
    private final UserCalls calls;
    private final BoundEndpoint endpoint;
    private final InputDemand demand;
    private final StreamedMessages streams;
    /** The time that a message waits for a thread that reads it, in nanoseconds. */
    private final long patience;
    /** Takes the parts of the message under way; {@code null} if no message is coming in parts. */
    private Parts<String> textParts;

    private Parts<ByteBuffer> binaryParts;
    /** Set before the first event. */
    private WebSocketSession session;

    Dispatcher(ConnectionParts parts, BoundEndpoint endpoint, InputDemand demand, long patience) {
        this.parts = parts;
        this.connection = parts.connection();
        this.calls = parts.calls();
        this.endpoint = endpoint;
        this.demand = demand;
        this.patience = patience;
        this.streams = new StreamedMessages(parts.transport());
    }

    /** Sets the session. Called before the first event. */
    void begin(WebSocketSession whose) {
        session = whose;
    }

    /** {@return whether user code reads a message as a stream, beside the events} */
    boolean isReading() {
        return streams.isReading();
    }

    /** Handles a tick. */
    void tick() {
        streams.tick();
    }

    /**
     * Fails the connection if a message takes too long. Called after the parts that have arrived. Waits for user code.
     */
    void failLate() {
        Timers timers = parts.timers();
        if (session.accepts() && timers.isLate(session.messageUnderWay())) {
            connection.fail(timers.late());
        }
    }

    void open(EndpointConfig config) {
        try {
            run(() -> {
                endpoint.onOpen(session, config);
                return null;
            });
        } catch (Throwable e) {
            error("onOpen", e);
            connection.close(CloseStatus.of(CloseStatus.INTERNAL_ERROR, "the endpoint could not be opened"));
        }
    }

    void closed(CloseStatus status) {
        Steps.all(session, () -> streams.end("the session has ended: " + Escaped.line(status.toString(), TOLD_CHARS)));
        try {
            CloseReason reason = CloseReasons.of(status);
            run(() -> {
                endpoint.onClose(session, reason);
                return null;
            });
        } catch (Throwable e) {
            error("onClose", e);
        }
    }

    /** Passes a failure of the connection to {@code onError}, as the Javadoc of {@code Endpoint.onError} requires. */
    void connectionError(Throwable error) {
        Steps.all(
                session,
                () -> streams.end("the connection is lost: " + error.getMessage()),
                () -> isHandled(new SessionException(error.getMessage(), error, session)));
    }

    /** Passes an exception of user code to {@code onError}, or logs it if the endpoint has no such method. */
    private void error(String callback, Throwable error) {
        if (isHandled(error)) {
            return;
        }
        String method = callback + " of " + endpointName();
        if (parts.presence().explains(error)) {
            LOG.log(
                    Level.DEBUG,
                    () -> session.label() + ": " + method + " failed because the connection is lost: " + error);
        } else if (error instanceof DecodeException) {
            LOG.bounded(
                    Level.INFO,
                    callback + " cannot take a message, " + session.kind(),
                    () -> session.label() + ": " + method + " cannot accept a message of the peer: "
                            + error.getMessage());
        } else {
            LOG.bounded(
                    Level.WARNING,
                    callback + " has thrown, " + session.kind(),
                    () -> session.label() + ": " + method + " has thrown, and there is no onError",
                    error);
        }
    }

    private boolean isHandled(Throwable error) {
        CallScope.Call call = begin();
        try {
            return endpoint.onError(session, error);
        } catch (Throwable e) {
            if (e != error) {
                e.addSuppressed(error);
            }
            failedToHandle(e);
            return true;
        } finally {
            end(call);
        }
    }

    private void failedToHandle(Throwable error) {
        if (parts.presence().explains(error)) {
            LOG.log(
                    Level.DEBUG,
                    () -> session.label() + ": onError of " + endpointName()
                            + " failed because the connection is lost: " + error);
        } else {
            LOG.bounded(
                    Level.WARNING,
                    "onError has thrown, " + session.kind(),
                    () -> session.label() + ": onError of " + endpointName() + " has thrown",
                    error);
        }
    }

    private CallScope.Call begin() {
        calls.begin();
        return endpoint.scope().begin();
    }

    private void end(CallScope.Call call) {
        call.end();
        calls.end();
    }

    @Override
    public void text(String message) {
        MessageReceiver.OfText receiver = session.receivers().text();
        if (receiver != null) {
            deliver(() -> receiver.whole(session, message));
        }
    }

    @Override
    public void textPart(String part, boolean last) {
        if (textParts == null && last) {
            text(part);
            return;
        }
        if (textParts == null) {
            // The receiver of the first part receives all parts (Jakarta WebSocket 2.2, section 2.1.3).
            textParts = beginText(session.receivers().text());
        }
        textParts.take(part, last);
        if (last) {
            textParts = null;
        }
    }

    private Parts<String> beginText(MessageReceiver.OfText receiver) {
        if (receiver instanceof MessageReceiver.TextParts parts) {
            return (part, last) -> deliver(() -> parts.receive(session, part, last));
        }
        if (receiver instanceof MessageReceiver.TextStream stream) {
            return stream(pipe -> stream.receive(session, new MessageTextReader(pipe)), Dispatcher::bytes);
        }
        return (part, last) -> {};
    }

    @Override
    public void binary(ByteBuffer message) {
        MessageReceiver.OfBinary receiver = session.receivers().binary();
        if (receiver != null) {
            deliver(() -> receiver.whole(session, message));
        }
    }

    @Override
    public void binaryPart(ByteBuffer part, boolean last) {
        if (binaryParts == null && last) {
            binary(part);
            return;
        }
        if (binaryParts == null) {
            binaryParts = beginBinary(session.receivers().binary());
        }
        binaryParts.take(part, last);
        if (last) {
            binaryParts = null;
        }
    }

    private Parts<ByteBuffer> beginBinary(MessageReceiver.OfBinary receiver) {
        if (receiver instanceof MessageReceiver.BinaryParts parts) {
            return (part, last) -> deliver(() -> parts.receive(session, part, last));
        }
        if (receiver instanceof MessageReceiver.BinaryStream stream) {
            return stream(pipe -> stream.receive(session, new MessageInputStream(pipe)), ByteBuffer::capacity);
        }
        return (part, last) -> {};
    }

    private static long bytes(String text) {
        return (long) text.length() * Character.BYTES;
    }

    /** Drops the parts that wait for the reader, which gets no more of them. Any thread may call this. */
    void dropStream(String reason) {
        streams.drop(reason);
    }

    private <P> Parts<P> stream(Stream<P> reading, ToLongFunction<P> size) {
        streams.finish();
        Share share = parts.share();
        MessagePipe<P> pipe = new MessagePipe<>(demand, share, size, parts.transport()::beforeBlocking, patience);
        streams.begin(pipe, () -> call(() -> reading.read(pipe)));
        return (part, last) -> {
            if (!pipe.put(part, last)) {
                refuse();
            } else if (last) {
                streams.complete();
            }
            share.relieve();
        };
    }

    /** Fails the connection, after the event that brings the message: the engine is in the middle of its bytes. */
    private void refuse() {
        parts.transport()
                .execute(() -> connection.fail(new ProtocolException(
                        CloseStatus.TOO_BIG,
                        "no thread is free to read the message while it arrives: see the setting "
                                + Setting.MAX_THREADS.key())));
    }

    @Override
    public void pong(ByteBuffer payload) {
        MessageReceiver.Pong receiver = session.receivers().pong();
        if (!parts.pings().answered(payload) && receiver != null) {
            streams.afterwards(() -> call(() -> receiver.receive(session, new ReceivedPong(payload))));
        }
    }

    private void deliver(Delivery delivery) {
        streams.finish();
        call(delivery);
    }

    private void call(Delivery delivery) {
        if (session.accepts()) {
            try {
                run(delivery);
            } catch (PeerGoneException e) {
                if (!isHandled(e.getCause())) {
                    LOG.log(Level.DEBUG, () -> session.label() + ": " + e.getMessage());
                }
            } catch (Throwable e) {
                error("onMessage", e);
            }
        }
    }

    /** Runs user code and sends its reply in the same call. {@code onError} is the next call. */
    private void run(Delivery delivery) throws Throwable {
        CallScope.Call call = begin();
        try {
            reply(delivery.answer());
        } finally {
            end(call);
        }
    }

    /** Sends a reply. A reply that cannot be sent is an error for the endpoint (Javadoc of {@code @OnMessage}). */
    private void reply(Object answer) throws EncodeException, IOException, PeerGoneException {
        try {
            session.reply(answer);
        } catch (IOException e) {
            if (session.accepts() && !parts.presence().isLost()) {
                throw e;
            }
            throw new PeerGoneException(e);
        }
    }

    /** The peer has gone while a reply to it was sent. This is nobody's fault. */
    private static final class PeerGoneException extends Exception {

        private static final long serialVersionUID = 1;

        PeerGoneException(IOException cause) {
            super("a reply was not sent: " + cause.getMessage(), cause);
        }
    }

    /** User code, such as a message handler. Returns the reply, or {@code null} if there is none. */
    @FunctionalInterface
    private interface Delivery {
        Object answer() throws Throwable;
    }

    /** Takes the parts of one message. */
    @FunctionalInterface
    private interface Parts<P> {
        void take(P part, boolean last);
    }

    /** Has user code read a message as a stream. Returns the reply. */
    @FunctionalInterface
    private interface Stream<P> {
        Object read(MessagePipe<P> pipe) throws Throwable;
    }

    @Override
    public void ping(ByteBuffer payload) {
        parts.outbound().pong(payload);
    }

    @Override
    public void close(CloseStatus status) {
        inputEnds();
        connection.closeReceived(status);
    }

    /** The peer sends no more. Delivers the complete messages before the session ends. */
    void inputEnds() {
        streams.finishComplete();
    }

    private String endpointName() {
        return endpoint.instance().getClass().getName();
    }
}
