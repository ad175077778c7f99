package io.hawser.servlet;

import io.hawser.handshake.Headers;
import io.hawser.handshake.HostPort;
import io.hawser.handshake.RequestTarget;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.transport.QueryString;
import io.hawser.transport.TransportFacts;
import jakarta.servlet.http.HttpServletRequest;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Copies the parts of a request that the engine needs, because containers reuse their request objects. */
final class ServletRequests {

    private static final AtomicLong COUNT = new AtomicLong();
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    /** The characters that stand for themselves in a path (RFC 3986, section 3.3). */
    private static final BitSet LITERAL = new BitSet(128);
    /** The characters that may be in a request target. */
    private static final BitSet VISIBLE = new BitSet(128);

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    /** The longest name that {@link IDN} need not check: the most characters between two dots. */
    private static final int MAX_LABEL_CHARS = 63;

    static {
        IntStream.range(0, 128)
                .filter(c -> RequestTarget.isReadable(Character.toString(c)))
                .forEach(VISIBLE::set);
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/"
                .chars()
                .forEach(LITERAL::set);
    }

    private ServletRequests() {}

    /** {@return whether a request asks for WebSocket, even in a malformed way} */
    static boolean isUpgrade(HttpServletRequest request) {
        if (request.getHeader("Upgrade") == null) {
            return false;
        }
        // A list, which may have several lines (RFC 9110, sections 5.3 and 7.8).
        for (String line : ServletHeaders.values(request, "Upgrade")) {
            if (line.toLowerCase(Locale.ROOT).contains("websocket")) {
                return true;
            }
        }
        return false;
    }

    /** {@return the request as the container knows it, and as the filters before Hawser show it} */
    static UpgradeRequest copy(HttpServletRequest request, Headers headers) {
        String path = text(request.getRequestURI());
        String query = request.getQueryString();
        return new UpgradeRequest(
                text(request.getMethod()),
                // A wrapper may show a path that is decoded.
                encoded(query == null ? path : path + "?" + query, VISIBLE),
                text(request.getProtocol()),
                headers,
                host(request));
    }

    private static String text(String shown) {
        return shown == null ? "" : shown;
    }

    /**
     * {@return the requested host as the container knows it, perhaps from a proxy or a filter of the application;
     * {@code null} if the container does not know it, and the header field determines it}
     */
    static HostPort host(HttpServletRequest request) {
        String name = request.getServerName();
        if (name == null) {
            return null;
        }
        try {
            // Some containers put an IPv6 address in brackets.
            boolean bare = name.startsWith("[") || name.indexOf(':') < 0;
            String host = bare ? HostPort.parse(ascii(name)).host() : name;
            return new HostPort(host, port(request));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** {@return the ASCII form of a name; {@link IDN} changes nothing in most names, and takes long for it} */
    private static String ascii(String name) {
        boolean plain = name.length() <= MAX_LABEL_CHARS && !name.startsWith(".") && !name.contains("..");
        return plain && RequestTarget.isReadable(name) ? name : IDN.toASCII(name);
    }

    /**
     * {@return the port, or -1 if it is the default port, which the client may not have named: TLS may end at a proxy}
     */
    private static int port(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean secure = isSecure(request);
        // A filter may have changed only the scheme, since it knows that the client speaks TLS.
        boolean usual = port == (secure ? HTTPS : HTTP) || secure && port == HTTP && !namesPort(request);
        return port <= 0 || usual ? -1 : port;
    }

    private static boolean namesPort(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host != null && host.strip().endsWith(":" + HTTP);
    }

    /**
     * {@return whether the client speaks TLS with this server, or with a proxy that the container or a filter trusts}
     */
    static boolean isSecure(HttpServletRequest request) {
        String scheme = request.getScheme();
        return request.isSecure() || "https".equalsIgnoreCase(scheme) || "wss".equalsIgnoreCase(scheme);
    }

    /** {@return whether the connection itself has TLS} */
    static boolean isEncrypted(HttpServletRequest request) {
        try {
            return request.getServletConnection().isSecure();
        } catch (RuntimeException | LinkageError e) {
            return request.isSecure();
        }
    }

    /** {@return the parameters; {@code null} if they equal the parameters of the query} */
    static Map<String, List<String>> parameters(HttpServletRequest request) {
        Map<String, List<String>> parameters;
        try {
            Map<String, String[]> shown = request.getParameterMap();
            if (shown == null || shown.isEmpty() && request.getQueryString() == null) {
                return null;
            }
            parameters = present(shown);
        } catch (RuntimeException e) {
            // Some containers fail at queries that browsers send.
            return null;
        }
        return parameters.equals(QueryString.parameters(request.getQueryString()))
                ? null
                : Collections.unmodifiableMap(parameters);
    }

    private static Map<String, List<String>> present(Map<String, String[]> shown) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        shown.forEach((name, values) -> {
            if (name != null && values != null) {
                parameters.put(name, Stream.of(values).filter(Objects::nonNull).toList());
            }
        });
        return parameters;
    }

    /**
     * {@return the path below the context path, encoded again after the container has decoded and normalised it for its
     * security constraints; so no endpoint is found at a path that the constraints have not checked}
     */
    static String path(HttpServletRequest request) {
        String path = text(request.getServletPath()) + text(request.getPathInfo());
        String encoded = encoded(path, LITERAL);
        return encoded.isEmpty() ? "/" : encoded;
    }

    private static String encoded(String text, BitSet literal) {
        return isLiteral(text, literal) ? text : percentEncoded(text, literal);
    }

    private static boolean isLiteral(String text, BitSet literal) {
        for (int i = 0; i < text.length(); i++) {
            if (!literal.get(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String percentEncoded(String text, BitSet literal) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && literal.get(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /**
     * {@return whether a path has dot segments, which lead elsewhere} Some containers compare the path with their
     * security constraints without removing these segments.
     */
    static boolean isRelative(String path) {
        return path.contains("/./") || path.contains("/../") || path.endsWith("/.") || path.endsWith("/..");
    }

    /** {@return the facts of the connection} */
    static TransportFacts facts(HttpServletRequest request) {
        return new TransportFacts(
                "servlet-" + COUNT.incrementAndGet(),
                NumericAddress.of(request.getLocalAddr(), request.getLocalPort()),
                NumericAddress.of(request.getRemoteAddr(), request.getRemotePort()),
                isSecure(request),
                null,
                request.getUserPrincipal());
    }
}
