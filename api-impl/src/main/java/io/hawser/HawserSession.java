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
 * What a session of Hawser can tell for which {@link Session} has no word. Every session of Hawser is one; {@link #of}
 * finds it. All methods may be called by any thread, also after the session has ended.
 */
public interface HawserSession {

    /**
     * Sees a session as what it is.
     *
     * @param session a session of Hawser
     * @return the same session
     * @throws IllegalArgumentException if the session is of another implementation, or {@code null}
     */
    static HawserSession of(Session session) {
        if (session instanceof HawserSession own) {
            return own;
        }
        throw new IllegalArgumentException("this session is not one of Hawser: "
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
     * Sends a ping with a separate payload, before waiting messages. Its pong is not delivered to the session's handler
     * of pong messages; the pong of a later one of these pings stands for it too (RFC 6455, section 5.5.3).
     *
     * <p>Pongs are events of the session: a method of the endpoint that waits for the answer waits in vain. What an
     * action throws that is attached to the answer, is in the future which attaching it has returned, and nowhere else.
     *
     * @return the time from the ping to the pong. Fails with an {@link java.io.IOException} where the session ends
     *     before, has ended already, or where the peer reads so little that the ping cannot be accepted
     */
    CompletableFuture<Duration> ping();

    /**
     * {@return the time between the last ping of {@link #ping()} or of the setting {@code pingInterval} that was
     * answered, and its pong; empty before the first}
     */
    Optional<Duration> latency();

    /**
     * {@return a remote whose messages are not compressed, for what would not shrink, such as images; otherwise the
     * same as {@code getBasicRemote()}}
     */
    RemoteEndpoint.Basic getUncompressedBasicRemote();

    /**
     * {@return a remote whose messages are not compressed, for what would not shrink, such as images; otherwise the
     * same as {@code getAsyncRemote()}}
     */
    RemoteEndpoint.Async getUncompressedAsyncRemote();

    /** {@return how many bytes wait to be sent: those that the transport has not taken yet} */
    long queuedBytes();
}
