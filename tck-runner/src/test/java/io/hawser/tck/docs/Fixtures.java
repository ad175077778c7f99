package io.hawser.tck.docs;

import io.hawser.handshake.UpgradeRequest;
import io.hawser.protocol.MessageSink;
import io.hawser.standalone.HawserServer;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The names that fragments of code on a page may use as if they were declared before. Public, since the fragments are
 * in another package.
 */
public abstract class Fixtures {

    /** A session of a server or of a client. */
    protected Session session;
    /** The same, for pages that have another {@code session}. */
    protected Session jakartaSession;
    /** A running server. */
    protected HawserServer server;
    /** A client, or a server. */
    protected WebSocketContainer container;
    /** The configuration of a programmatic client. */
    protected ClientEndpointConfig config;
    /** The URI to which a client connects. */
    protected URI uri;
    /** A text message. */
    protected String news;
    /** The request of an opening handshake. */
    protected UpgradeRequest request;
    /** Bytes from a peer. */
    protected ByteBuffer received;
    /** The first part of a binary message. */
    protected ByteBuffer first;
    /** The second part. */
    protected ByteBuffer second;
    /** A receiver of messages. */
    protected MessageSink sink;

    /** Shows a latency. */
    protected void show(Duration latency) {}

    /** Logs a failure. */
    protected void log(Throwable failure) {}

    /** Keeps a message that was not sent. */
    protected void remember(Session receiver, String message) {}

    /** A programmatic client. */
    public static final class Receiver extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    /** A configurator that knows some clients. */
    public abstract static class OfConfigurator extends ServerEndpointConfig.Configurator {

        /** {@return whether the client is known} */
        protected boolean knows(HandshakeRequest request) {
            return request.getUserPrincipal() != null;
        }
    }
}
