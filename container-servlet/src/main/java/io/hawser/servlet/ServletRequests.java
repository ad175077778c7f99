package io.hawser.servlet;

import io.hawser.handshake.Headers;
import io.hawser.handshake.HostPort;
import io.hawser.handshake.RequestTarget;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.transport.QueryString;
import io.hawser.transport.TransportFacts;
import jakarta.servlet.http.HttpServletRequest;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
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
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Copies the parts of a request that the engine needs, because containers reuse their request objects. */
final class ServletRequests {

    private static final AtomicLong COUNT = new AtomicLong();
    /**
     * Only matches addresses: each number of an IPv4 address is below 256, and a name with a colon is never looked up.
     */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}" + "|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(?:%\\w+)?]?");

    private static final Pattern RELATIVE = Pattern.compile("/\\.{1,2}(?:/|$)");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    /** The characters that stand for themselves in a path (RFC 3986, section 3.3). */
    private static final BitSet LITERAL = new BitSet(128);
    /** The characters that may be in a request target. */
    private static final BitSet VISIBLE = new BitSet(128);

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int HIGHEST_PORT = 65535;

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
        return ServletHeaders.values(request, "Upgrade").stream()
                .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("websocket"));
    }

    /** {@return the request as the container knows it, and as the filters before Hawser show it} */
    static UpgradeRequest copy(HttpServletRequest request, Headers headers) {
        String path = text(request.getRequestURI());
        String query = request.getQueryString();
        return new UpgradeRequest(
                text(request.getMethod()),
                visible(query == null ? path : path + "?" + query),
                text(request.getProtocol()),
                headers,
                host(request));
    }

    private static String text(String shown) {
        return shown == null ? "" : shown;
    }

    /** {@return a target without characters that have to be encoded} A wrapper may show a path that is decoded. */
    private static String visible(String target) {
        return RequestTarget.isReadable(target) ? target : encoded(target, VISIBLE);
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
            String host = bare ? HostPort.parse(IDN.toASCII(name)).host() : name;
            return new HostPort(host, port(request));
        } catch (IllegalArgumentException e) {
            return null;
        }
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
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        try {
            Map<String, String[]> shown = request.getParameterMap();
            if (shown == null) {
                return null;
            }
            shown.forEach((name, values) -> {
                if (name != null && values != null) {
                    parameters.put(
                            name, Stream.of(values).filter(Objects::nonNull).toList());
                }
            });
        } catch (RuntimeException e) {
            // Some containers fail at queries that browsers send.
            return null;
        }
        return parameters.equals(QueryString.parameters(request.getQueryString()))
                ? null
                : Collections.unmodifiableMap(parameters);
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
        return RELATIVE.matcher(path).find();
    }

    /** {@return the facts of the connection} */
    static TransportFacts facts(HttpServletRequest request) {
        return new TransportFacts(
                "servlet-" + COUNT.incrementAndGet(),
                address(request.getLocalAddr(), request.getLocalPort()),
                address(request.getRemoteAddr(), request.getRemotePort()),
                isSecure(request),
                null,
                request.getUserPrincipal());
    }

    private static SocketAddress address(String host, int port) {
        if (host == null || port < 0 || port > HIGHEST_PORT) {
            return null;
        }
        try {
            // A proxy's header may have put a name here. It is not looked up.
            return ADDRESS.matcher(host).matches()
                    ? new InetSocketAddress(InetAddress.getByName(host), port)
                    : InetSocketAddress.createUnresolved(host, port);
        } catch (UnknownHostException e) {
            return InetSocketAddress.createUnresolved(host, port);
        }
    }
}
