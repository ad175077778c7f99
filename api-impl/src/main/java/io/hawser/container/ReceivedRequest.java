package io.hawser.container;

import io.hawser.handshake.Redacted;
import io.hawser.transport.RequestContext;
import io.hawser.transport.TransportFacts;
import jakarta.websocket.server.HandshakeRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The request of an opening handshake, as a configurator sees it (Jakarta WebSocket 2.2, {@link HandshakeRequest}). The
 * public methods without {@code @Override} belong to Jakarta WebSocket 2.3. They implement its interface if that
 * version is on the class path.
 */
record ReceivedRequest(
        Map<String, List<String>> headers,
        URI uri,
        String query,
        Map<String, String> pathParameters,
        TransportFacts facts,
        RequestContext context)
        implements HandshakeRequest {

    @Override
    public Map<String, List<String>> getHeaders() {
        return headers;
    }

    @Override
    public Principal getUserPrincipal() {
        return facts.principal();
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public boolean isUserInRole(String role) {
        return context.isUserInRole(role);
    }

    @Override
    public Object getHttpSession() {
        return context.httpSession();
    }

    /** {@return the parameters of the query and of the path; immutable} */
    @Override
    public Map<String, List<String>> getParameterMap() {
        Map<String, List<String>> parameters =
                new LinkedHashMap<>(context.shown().parametersOr(query));
        pathParameters.forEach((name, value) -> parameters.putIfAbsent(name, List.of(value)));
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public String getQueryString() {
        return query;
    }

    /** {@return the client's certificate and its chain, or {@code null} if the client has sent none} */
    public X509Certificate[] getUserX509CertificateChain() {
        if (facts.tls() == null) {
            return null;
        }
        try {
            Certificate[] chain = facts.tls().getPeerCertificates();
            return Arrays.copyOf(chain, chain.length, X509Certificate[].class);
        } catch (SSLPeerUnverifiedException | ArrayStoreException e) {
            return null; // none, or of a kind that Jakarta WebSocket has no name for
        }
    }

    /** {@return the address of this end as text, or {@code null} if there is none} */
    public String getLocalAddress() {
        return address(facts.local());
    }

    /** {@return the name of this end, or its address if the name is not known; looks no name up} */
    public String getLocalHostName() {
        return name(facts.local());
    }

    /** {@return the TCP port of this end, or -1 if there is none} */
    public int getLocalPort() {
        return port(facts.local());
    }

    /** {@return the address of the client, or of the proxy before us, as text; {@code null} if there is none} */
    public String getRemoteAddress() {
        return address(facts.remote());
    }

    /** {@return the name of the client, or its address if the name is not known; looks no name up} */
    public String getRemoteHostName() {
        return name(facts.remote());
    }

    /** {@return the TCP port of the client, or -1 if there is none} */
    public int getRemotePort() {
        return port(facts.remote());
    }

    /** {@return the first choice of {@code Accept-Language}, or the default of this machine if it names none} */
    public Locale getPreferredLocale() {
        String ranges = String.join(",", headers.getOrDefault("Accept-Language", List.of()));
        try {
            return Locale.LanguageRange.parse(ranges).stream()
                    .map(Locale.LanguageRange::getRange)
                    .filter(range -> !range.contains("*"))
                    .findFirst()
                    .map(Locale::forLanguageTag)
                    .orElseGet(Locale::getDefault);
        } catch (IllegalArgumentException e) {
            return Locale.getDefault();
        }
    }

    /** Shows no query, and only the names of header fields: their values may be secrets. */
    @Override
    public String toString() {
        return "HandshakeRequest[" + Redacted.uri(uri) + " " + headers.keySet() + "]";
    }

    private static String address(SocketAddress address) {
        if (address instanceof InetSocketAddress inet && !inet.isUnresolved()) {
            return inet.getAddress().getHostAddress();
        }
        return address == null ? null : address.toString();
    }

    private static String name(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getHostString() : address(address);
    }

    private static int port(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getPort() : -1;
    }

    // By hand in classes that applications get: the methods that the compiler adds leave the class in a static cache of
    // the JDK.

    @Override
    public boolean equals(Object object) {
        return object instanceof ReceivedRequest other
                && Objects.equals(headers, other.headers)
                && Objects.equals(uri, other.uri)
                && Objects.equals(query, other.query)
                && Objects.equals(pathParameters, other.pathParameters)
                && Objects.equals(facts, other.facts)
                && Objects.equals(context, other.context);
    }

    @Override
    public int hashCode() {
        return Objects.hash(headers, uri, query, pathParameters, facts, context);
    }
}
