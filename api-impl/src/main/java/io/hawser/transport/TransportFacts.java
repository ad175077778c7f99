package io.hawser.transport;

import java.net.SocketAddress;
import java.security.Principal;
import javax.net.ssl.SSLSession;

/**
 * The facts that a transport knows about its connection.
 *
 * @param id a short name of the connection for log lines, unique in this process
 * @param local the address of this end, or {@code null} if the transport has none
 * @param remote the address of the peer, or {@code null} if the transport has none
 * @param secure whether the bytes are protected by TLS
 * @param tls the TLS session, or {@code null} if there is none
 * @param principal the authenticated user, or {@code null} if there is none
 */
public record TransportFacts(
        String id, SocketAddress local, SocketAddress remote, boolean secure, SSLSession tls, Principal principal) {}
