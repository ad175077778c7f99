package io.hawser.session;

import io.hawser.endpoint.BoundEndpoint;
import io.hawser.endpoint.CallScope;
import io.hawser.endpoint.MessageReceiver;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.MessageSink;
import io.hawser.protocol.ProtocolException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.SessionException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls the endpoint: for each event of a connection the method that the user has written for it. */
final class Dispatcher implements MessageSink {

    private static final Logger LOG = System.getLogger(Dispatcher.class.getPackageName());

    private final Connection connection;
    private final BoundEndpoint endpoint;
    private final InputDemand demand;
    private final StreamedMessages streams;
    /** How long a message waits for a thread that reads it, in nanoseconds. */
    private final long patience;
    /** Takes the parts of the message that is coming in parts, {@code null} between such messages. */
    private Parts<String> textParts;

    private Parts<ByteBuffer> binaryParts;
    /** The thread that is in user code; read by others only to find that it is not them. */
    private Thread calling;

    /** Odd while a method of the user runs; another for each. Written by whoever is calling. */
    private final AtomicInteger calls = new AtomicInteger();

    Dispatcher(Connection connection, BoundEndpoint endpoint, InputDemand demand, long patience) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.demand = demand;
        this.patience = patience;
        this.streams = new StreamedMessages(connection.transport());
    }

    /** {@return whether the calling thread is in user code of this session} */
    boolean isCalling() {
        return calling == Thread.currentThread();
    }

    /** {@return a number that changes with each call of user code, and with its end} For all threads. */
    int callCount() {
        return calls.get();
    }

    /** {@return whether such a number was given while user code ran} */
    static boolean isCall(int count) {
        return (count & 1) != 0;
    }

    /** {@return whether a message is being read as a stream, by user code beside the events} */
    boolean isReading() {
        return streams.isReading();
    }

    void open(EndpointConfig config) {
        try {
            run(() -> {
                endpoint.onOpen(session(), config);
                return null;
            });
        } catch (Throwable e) {
            error("onOpen", e);
            connection.close(CloseStatus.of(CloseStatus.INTERNAL_ERROR, "the endpoint could not be opened"));
        }
    }

    void closed(CloseStatus status) {
        Steps.all(session(), () -> streams.end("the session is over: " + status));
        try {
            CloseReason reason = CloseReasons.of(status);
            run(() -> {
                endpoint.onClose(session(), reason);
                return null;
            });
        } catch (Throwable e) {
            error("onClose", e);
        }
    }

    /** Tells the endpoint what is wrong with the connection, as the Javadoc of {@code Endpoint.onError} wants it. */
    void connectionError(Throwable error) {
        Steps.all(
                session(),
                () -> streams.end("the connection has broken: " + error.getMessage()),
                () -> isHandled(new SessionException(error.getMessage(), error, session())));
    }

    /** Hands an error of the user's code to {@code onError}, or to the log where the endpoint has no such method. */
    private void error(String callback, Throwable error) {
        if (isHandled(error)) {
            return;
        }
        String where = session().label() + ": " + callback + " of " + endpointName();
        if (error instanceof DecodeException) {
            LOG.log(Level.INFO, where + " cannot take what the peer sent: " + error.getMessage());
        } else {
            LOG.log(Level.WARNING, where + " has thrown, and there is no onError", error);
        }
    }

    private boolean isHandled(Throwable error) {
        CallScope.Call call = begin();
        try {
            return endpoint.onError(session(), error);
        } catch (Throwable e) {
            if (e != error) {
                e.addSuppressed(error);
            }
            LOG.log(Level.WARNING, session().label() + ": onError of " + endpointName() + " has thrown", e);
            return true;
        } finally {
            end(call);
        }
    }

    private CallScope.Call begin() {
        calling = Thread.currentThread();
        calls.lazySet(calls.get() + 1);
        return endpoint.scope().begin();
    }

    private void end(CallScope.Call call) {
        call.end();
        calls.lazySet(calls.get() + 1);
        calling = null;
    }

    @Override
    public void text(String message) {
        MessageReceiver.OfText receiver = session().receivers().text();
        if (receiver != null) {
            deliver(() -> receiver.whole(session(), message));
        }
    }

    @Override
    public void textPart(String part, boolean last) {
        if (textParts == null && last) {
            text(part);
            return;
        }
        if (textParts == null) {
            // Who takes the first part takes them all (Jakarta WebSocket 2.2, section 2.1.3).
            textParts = beginText(session().receivers().text());
        }
        textParts.take(part, last);
        if (last) {
            textParts = null;
        }
    }

    private Parts<String> beginText(MessageReceiver.OfText receiver) {
        if (receiver instanceof MessageReceiver.TextParts parts) {
            return (part, last) -> deliver(() -> parts.receive(session(), part, last));
        }
        if (receiver instanceof MessageReceiver.TextStream stream) {
            return stream(pipe -> stream.receive(session(), new MessageTextReader(pipe)));
        }
        return (part, last) -> {};
    }

    @Override
    public void binary(ByteBuffer message) {
        MessageReceiver.OfBinary receiver = session().receivers().binary();
        if (receiver != null) {
            deliver(() -> receiver.whole(session(), message));
        }
    }

    @Override
    public void binaryPart(ByteBuffer part, boolean last) {
        if (binaryParts == null && last) {
            binary(part);
            return;
        }
        if (binaryParts == null) {
            binaryParts = beginBinary(session().receivers().binary());
        }
        binaryParts.take(part, last);
        if (last) {
            binaryParts = null;
        }
    }

    private Parts<ByteBuffer> beginBinary(MessageReceiver.OfBinary receiver) {
        if (receiver instanceof MessageReceiver.BinaryParts parts) {
            return (part, last) -> deliver(() -> parts.receive(session(), part, last));
        }
        if (receiver instanceof MessageReceiver.BinaryStream stream) {
            return stream(pipe -> stream.receive(session(), new MessageInputStream(pipe)));
        }
        return (part, last) -> {};
    }

    private <P> Parts<P> stream(Stream<P> reading) {
        streams.finish();
        MessagePipe<P> pipe = new MessagePipe<>(demand, connection.transport()::beforeBlocking, patience);
        streams.begin(pipe, () -> call(() -> reading.read(pipe)));
        return (part, last) -> {
            if (!pipe.put(part, last)) {
                refuse();
            }
        };
    }

    /** Behind the event that brings the message: the engine is in the middle of its bytes. */
    private void refuse() {
        connection
                .transport()
                .execute(() -> connection.fail(new ProtocolException(
                        CloseStatus.TOO_BIG,
                        "no thread is free to read the message while it comes: see the setting "
                                + Setting.MAX_THREADS.key())));
    }

    @Override
    public void pong(ByteBuffer payload) {
        MessageReceiver.Pong receiver = session().receivers().pong();
        if (!connection.pings().answered(payload) && receiver != null) {
            streams.afterwards(() -> call(() -> receiver.receive(session(), new ReceivedPong(payload))));
        }
    }

    private void deliver(Delivery delivery) {
        streams.finish();
        call(delivery);
    }

    private void call(Delivery delivery) {
        if (session().accepts()) {
            try {
                run(delivery);
            } catch (PeerGoneException e) {
                if (!isHandled(e.getCause())) {
                    LOG.log(Level.DEBUG, () -> session().label() + ": " + e.getMessage());
                }
            } catch (Throwable e) {
                error("onMessage", e);
            }
        }
    }

    /** Runs user code, and sends the answer as a part of that: {@code onError} is the next call. */
    private void run(Delivery delivery) throws Throwable {
        CallScope.Call call = begin();
        try {
            reply(delivery.answer());
        } finally {
            end(call);
        }
    }

    /** An answer that cannot be sent is an error for the endpoint (Javadoc of {@code @OnMessage}). */
    private void reply(Object answer) throws EncodeException, IOException, PeerGoneException {
        try {
            session().reply(answer);
        } catch (IOException e) {
            if (session().accepts() && !connection.presence().isLost()) {
                throw e;
            }
            throw new PeerGoneException(e);
        }
    }

    /** Nobody is at fault where the peer goes while it is being answered. */
    private static final class PeerGoneException extends Exception {

        private static final long serialVersionUID = 1;

        PeerGoneException(IOException cause) {
            super("an answer was not sent: " + cause.getMessage(), cause);
        }
    }

    /** User code, such as what receives a message: gives the answer, {@code null} where there is none. */
    @FunctionalInterface
    private interface Delivery {
        Object answer() throws Throwable;
    }

    /** Takes the parts of one message. */
    @FunctionalInterface
    private interface Parts<P> {
        void take(P part, boolean last);
    }

    /** Has a message read as a stream and gives the answer. */
    @FunctionalInterface
    private interface Stream<P> {
        Object read(MessagePipe<P> pipe) throws Throwable;
    }

    @Override
    public void ping(ByteBuffer payload) {
        connection.outbound().pong(payload);
    }

    @Override
    public void close(CloseStatus status) {
        inputEnds();
        connection.closeReceived(status);
    }

    /** The peer says no more: what it has said is delivered before the session ends. */
    void inputEnds() {
        streams.finishComplete();
    }

    private WebSocketSession session() {
        return connection.webSocketSession();
    }

    private String endpointName() {
        return endpoint.instance().getClass().getName();
    }
}
