package io.hawser.session;

import io.hawser.HawserSession;
import io.hawser.handshake.Escaped;
import io.hawser.handshake.Redacted;
import io.hawser.protocol.ProtocolException;
import io.hawser.transport.TransportFacts;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.SocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;

/** The facts of a session, from its beginning to its end: the result of its handshake, and its transport. */
abstract class SessionFacts implements Session, HawserSession {

    private static final int SHOWN_CHARS = 200;

    final SessionContext context;
    private final TransportFacts facts;
    private volatile boolean accepts = true;
    private volatile boolean ended;

    SessionFacts(SessionContext context, TransportFacts facts) {
        this.context = context;
        this.facts = facts;
    }

    /** {@return the name of this session in log lines} */
    String label() {
        return facts.id() + " " + Escaped.text(context.uri().getRawPath(), SHOWN_CHARS);
    }

    /** {@return the kind of log lines that all sessions of the endpoint share: its class and its path} */
    String kind() {
        String name = context.endpoint().instance().getClass().getName();
        return context.config() instanceof ServerEndpointConfig server
                ? name + " at " + server.getPath() + " of " + context.container()
                : name;
    }

    /**
     * {@return the kind of log lines of all sessions of the endpoint that failed for the same reason} Numbers in the
     * reason do not count, since they come from the peers.
     */
    String kind(ProtocolException failure) {
        return failure.closeCode() + " " + failure.getMessage().replaceAll("[0-9]+", "#") + ", " + kind();
    }

    /** {@return the log line of a session that opens} */
    String opening() {
        return label() + " is open, as " + context.role().name().toLowerCase(Locale.ROOT) + " of "
                + Redacted.uri(context.requestUri())
                + (context.subprotocol().isEmpty() ? "" : ", subprotocol " + context.subprotocol());
    }

    /** {@return the log line of a session whose connection is failed} */
    String failure(ProtocolException failure) {
        return label() + " failed with " + failure.status() + peer();
    }

    /** {@return the peer's address for the end of a log line; empty if it is not known} */
    String peer() {
        return facts.remote() == null
                ? ""
                : "; the peer is " + Escaped.text(facts.remote().toString(), SHOWN_CHARS);
    }

    /** Notes that no message is delivered or accepted any more. */
    void closed() {
        accepts = false;
    }

    /** {@return whether messages are delivered and accepted} */
    boolean accepts() {
        return accepts;
    }

    /** Notes that {@code onClose} has returned: the session cannot be used any more. */
    void ended() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    void checkNotEnded() {
        if (ended) {
            throw new IllegalStateException("session " + facts.id() + " has ended");
        }
    }

    @Override
    public WebSocketContainer getContainer() {
        checkNotEnded();
        return context.container();
    }

    @Override
    public String getProtocolVersion() {
        checkNotEnded();
        return "13";
    }

    @Override
    public String getNegotiatedSubprotocol() {
        checkNotEnded();
        return context.subprotocol();
    }

    @Override
    public List<Extension> getNegotiatedExtensions() {
        checkNotEnded();
        return context.extensions();
    }

    @Override
    public boolean isSecure() {
        checkNotEnded();
        return facts.secure();
    }

    @Override
    public String getId() {
        return facts.id();
    }

    @Override
    public URI getRequestURI() {
        checkNotEnded();
        return context.uri();
    }

    @Override
    public Map<String, List<String>> getRequestParameterMap() {
        checkNotEnded();
        return context.headers().parameters(context.query());
    }

    @Override
    public String getQueryString() {
        checkNotEnded();
        return context.query();
    }

    @Override
    public Map<String, String> getPathParameters() {
        checkNotEnded();
        return context.pathParameters();
    }

    @Override
    public Principal getUserPrincipal() {
        checkNotEnded();
        return facts.principal();
    }

    @Override
    public Set<Session> getOpenSessions() {
        checkNotEnded();
        return new SessionSet(context.openSessions().snapshot());
    }

    @Override
    public Map<String, List<String>> requestHeaders() {
        return context.headers().request();
    }

    @Override
    public Map<String, List<String>> responseHeaders() {
        return context.headers().response();
    }

    @Override
    public SocketAddress localAddress() {
        return facts.local();
    }

    @Override
    public SocketAddress remoteAddress() {
        return facts.remote();
    }

    @Override
    public Optional<SSLSession> tlsSession() {
        return Optional.ofNullable(facts.tls());
    }

    @Override
    public String toString() {
        return "Session[" + label() + (isOpen() ? ", open]" : ", closed]");
    }
}
