package io.hawser;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSession;

/**
 * The methods that Hawser's sessions have in addition to {@link Session}. Every session of Hawser implements this
 * interface; {@link #of} returns it. Any thread may call the methods, also after the session has ended.
 */
public interface HawserSession {

    /**
     * Returns a session as a {@code HawserSession}.
     *
     * @param session a session of Hawser
     * @return the same session
     * @throws IllegalArgumentException if the session is of another implementation, or {@code null}
     */
    static HawserSession of(Session session) {
        if (session instanceof HawserSession own) {
            return own;
        }
        throw new IllegalArgumentException("this is not a session of Hawser: "
                + (session == null ? "null" : session.getClass().getName()));
    }

    /**
     * {@return the header fields of the client's opening handshake} The map is immutable and ignores the case of names.
     * The values of a name keep their order.
     */
    Map<String, List<String>> requestHeaders();

    /**
     * {@return the header fields of the server's response} The map is immutable and ignores the case of names. The
     * values of a name keep their order.
     */
    Map<String, List<String>> responseHeaders();

    /** {@return the local address, or {@code null} if the transport has none} */
    SocketAddress localAddress();

    /** {@return the address of the peer, or of the proxy before it; {@code null} if the transport has none} */
    SocketAddress remoteAddress();

    /** {@return the TLS session of the connection; empty if the connection has no TLS or TLS ends at a proxy} */
    Optional<SSLSession> tlsSession();

    /**
     * Sends a ping with a payload of its own, before waiting messages. Its pong is not delivered to the session's
     * handler of pong messages. The pong of a later one of these pings answers this ping too (RFC 6455, section 5.5.3).
     *
     * <p>Pongs are events of the session, so a method of the endpoint must not wait for the result: it would wait in
     * vain. If an action that is attached to the future throws, only the future of that action has the exception. It is
     * not logged.
     *
     * @return the time from the ping to the pong. The future fails with an {@link java.io.IOException} if the session
     *     ends before the pong arrives or has ended already, or if the peer reads so little that the ping cannot be
     *     accepted
     */
    CompletableFuture<Duration> ping();

    /**
     * {@return the time from the last answered ping, of {@link #ping()} or of the setting {@code pingInterval}, to its
     * pong; empty before the first pong}
     */
    Optional<Duration> latency();

    /**
     * {@return a remote like that of {@code getBasicRemote()} that does not compress its messages, for content that
     * would not become smaller, such as images}
     */
    RemoteEndpoint.Basic getUncompressedBasicRemote();

    /**
     * {@return a remote like that of {@code getAsyncRemote()} that does not compress its messages, for content that
     * would not become smaller, such as images}
     */
    RemoteEndpoint.Async getUncompressedAsyncRemote();

    /** {@return how many bytes wait to be sent because the transport has not taken them yet} */
    long queuedBytes();
}
