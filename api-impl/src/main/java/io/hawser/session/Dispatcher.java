package io.hawser.session;

import io.hawser.endpoint.BoundEndpoint;
import io.hawser.endpoint.MessageReceiver;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.MessageSink;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.EndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;

/** Calls the endpoint: for each event of a connection the method that the user has written for it. */
final class Dispatcher implements MessageSink {

    private static final Logger LOG = System.getLogger(Dispatcher.class.getPackageName());

    private final Connection connection;
    private final BoundEndpoint endpoint;

    Dispatcher(Connection connection, BoundEndpoint endpoint) {
        this.connection = connection;
        this.endpoint = endpoint;
    }

    void open(EndpointConfig config) {
        try {
            endpoint.onOpen(session(), config);
        } catch (Throwable e) {
            error("onOpen", e);
            connection.close(CloseStatus.of(CloseStatus.INTERNAL_ERROR, "the endpoint could not be opened"));
        }
    }

    void closed(CloseStatus status) {
        try {
            endpoint.onClose(
                    session(), new CloseReason(CloseReason.CloseCodes.getCloseCode(status.code()), status.reason()));
        } catch (Throwable e) {
            error("onClose", e);
        }
    }

    /** Tells the endpoint what is wrong with the connection, which is not the endpoint's fault. */
    void connectionError(Throwable error) {
        isHandled(error);
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
        try {
            return endpoint.onError(session(), error);
        } catch (Throwable e) {
            if (e != error) {
                e.addSuppressed(error);
            }
            LOG.log(Level.WARNING, session().label() + ": onError of " + endpointName() + " has thrown", e);
            return true;
        }
    }

    @Override
    public void text(String message) {
        deliver(session().receivers().text(), receiver -> receiver.receive(session(), message));
    }

    @Override
    public void binary(ByteBuffer message) {
        deliver(session().receivers().binary(), receiver -> receiver.receive(session(), message));
    }

    @Override
    public void pong(ByteBuffer payload) {
        if (!connection.pings().answered(payload)) {
            deliver(session().receivers().pong(), receiver -> receiver.receive(session(), new ReceivedPong(payload)));
        }
    }

    private <R extends MessageReceiver> void deliver(R receiver, Delivery<R> delivery) {
        if (receiver != null && session().isOpen()) {
            try {
                session().reply(delivery.to(receiver));
            } catch (Throwable e) {
                error("onMessage", e);
            }
        }
    }

    /** Hands one message to a receiver and gives its answer. */
    @FunctionalInterface
    private interface Delivery<R> {
        Object to(R receiver) throws Throwable;
    }

    @Override
    public void textPart(String part, boolean last) {
        // Parts come only where nobody receives text.
    }

    @Override
    public void binaryPart(ByteBuffer part, boolean last) {
        // Parts come only where nobody receives binary messages.
    }

    @Override
    public void ping(ByteBuffer payload) {
        connection.pong(payload);
    }

    @Override
    public void close(CloseStatus status) {
        connection.closeReceived(status);
    }

    private WebSocketSession session() {
        return connection.webSocketSession();
    }

    private String endpointName() {
        return endpoint.instance().getClass().getName();
    }
}
