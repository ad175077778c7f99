package io.hawser.servlet;

import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.session.TransportFacts;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Copies what the engine wants to know of a request, since containers use their request objects again. */
final class ServletRequests {

    private static final AtomicLong COUNT = new AtomicLong();
    /** Nothing but addresses: each number of the first is below 256, and what has a colon is never looked up. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}" + "|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(?:%\\w+)?]?");

    private static final Pattern RELATIVE = Pattern.compile("/\\.{1,2}(?:/|$)");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    /** What stands for itself in a path (RFC 3986, section 3.3). */
    private static final BitSet LITERAL = new BitSet(128);

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/"
                .chars()
                .forEach(LITERAL::set);
    }

    private ServletRequests() {}

    /** {@return whether a request asks for WebSocket, well or badly} */
    static boolean isUpgrade(HttpServletRequest request) {
        if (request.getHeader("Upgrade") == null) {
            return false;
        }
        // A list, which may have several lines (RFC 9110, sections 5.3 and 7.8).
        Enumeration<String> lines = request.getHeaders("Upgrade");
        while (lines.hasMoreElements()) {
            if (lines.nextElement().toLowerCase(Locale.ROOT).contains("websocket")) {
                return true;
            }
        }
        return false;
    }

    /** {@return the request as it was sent} */
    static UpgradeRequest copy(HttpServletRequest request) {
        String query = request.getQueryString();
        String target = query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
        return new UpgradeRequest(request.getMethod(), target, request.getProtocol(), headers(request));
    }

    private static Headers headers(HttpServletRequest request) {
        Headers.Builder headers = Headers.builder();
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            for (Enumeration<String> values = request.getHeaders(name); values.hasMoreElements(); ) {
                headers.add(name, values.nextElement());
            }
        }
        return headers.build();
    }

    /**
     * {@return the path below the context path, as the container has decoded and normalised it for its security
     * constraints, and encoded again: an endpoint must not be found at a path that no constraint saw}
     */
    static String path(HttpServletRequest request) {
        String info = request.getPathInfo();
        String path = info == null ? request.getServletPath() : request.getServletPath() + info;
        StringBuilder encoded = new StringBuilder(path.length() + 16);
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && LITERAL.get(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.isEmpty() ? "/" : encoded.toString();
    }

    /**
     * {@return whether such a path leads elsewhere than it says: some containers leave that to whoever is behind their
     * security constraints, which have seen the path as it is}
     */
    static boolean isRelative(String path) {
        return RELATIVE.matcher(path).find();
    }

    /** {@return what is known of the connection} */
    static TransportFacts facts(HttpServletRequest request) {
        return new TransportFacts(
                "servlet-" + COUNT.incrementAndGet(),
                address(request.getLocalAddr(), request.getLocalPort()),
                address(request.getRemoteAddr(), request.getRemotePort()),
                request.isSecure(),
                null,
                request.getUserPrincipal());
    }

    private static SocketAddress address(String host, int port) {
        if (host == null || port < 0) {
            return null;
        }
        try {
            // A proxy's header may have put a name here, which is not looked up.
            return ADDRESS.matcher(host).matches()
                    ? new InetSocketAddress(InetAddress.getByName(host), port)
                    : InetSocketAddress.createUnresolved(host, port);
        } catch (UnknownHostException e) {
            return InetSocketAddress.createUnresolved(host, port);
        }
    }
}
