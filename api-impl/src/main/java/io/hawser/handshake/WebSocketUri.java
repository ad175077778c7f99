package io.hawser.handshake;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A {@code ws} or {@code wss} URI, taken apart (RFC 6455, section 3).
 *
 * @param secure whether the scheme is {@code wss}
 * @param host a host name in ASCII or an IP address, in lower case; an IPv6 address without brackets, with its zone if
 *     the URI has one
 * @param port the port, given or the scheme's
 * @param resource path and query, encoded; begins with a slash
 */
public record WebSocketUri(boolean secure, String host, int port, String resource) {

    /**
     * Takes a URI apart. A host name outside ASCII becomes its ASCII form (IDNA 2003, as {@link IDN} has it), other
     * characters outside ASCII are encoded as UTF-8.
     *
     * @param uri the URI
     * @return its parts
     * @throws IllegalArgumentException if the scheme is neither {@code ws} nor {@code wss}, there is no valid host, or
     *     there is a fragment or user information
     */
    public static WebSocketUri of(URI uri) {
        boolean secure = "wss".equalsIgnoreCase(uri.getScheme());
        if (!secure && !"ws".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("the scheme of a WebSocket URI is ws or wss, not "
                    + Escaped.text(String.valueOf(uri.getScheme()), 20));
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("a WebSocket URI has no fragment (RFC 6455, section 3); write # as %23");
        }
        String authority = uri.getRawAuthority();
        if (authority == null) {
            throw new IllegalArgumentException("the WebSocket URI has no host");
        }
        // The message must not show it: it may be a password.
        if (authority.contains("@")) {
            throw new IllegalArgumentException(
                    "user information in a WebSocket URI is not supported; set the header Authorization");
        }
        Zoned zoned = Zoned.of(authority);
        HostPort hostPort = HostPort.parse(zoned.authority);
        return new WebSocketUri(
                secure, hostPort.host() + zoned.zone, hostPort.portOr(secure ? 443 : 80), resource(uri));
    }

    /** {@return the value of the {@code Host} header: without the scheme's port, and without a zone} */
    public HostPort hostPort() {
        // A zone means something on this machine alone (RFC 6874, section 1).
        String name = host.contains("%") ? host.substring(0, host.indexOf('%')) : host;
        return new HostPort(name, port == (secure ? 443 : 80) ? -1 : port);
    }

    /** Returns the URI without its query, which may hold a secret. */
    @Override
    public String toString() {
        return (secure ? "wss://" : "ws://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port
                + Redacted.uri(resource);
    }

    /** An authority in ASCII without its zone, and the zone with its percent sign. */
    private record Zoned(String authority, String zone) {

        static Zoned of(String authority) {
            if (!authority.startsWith("[")) {
                return new Zoned(ascii(authority), "");
            }
            int start = authority.indexOf('%');
            int end = authority.indexOf(']');
            if (start < 0) {
                return new Zoned(authority, "");
            }
            // The sign stands encoded in a URI (RFC 6874, section 2), but java.net.URI takes it bare too.
            String zone = authority.substring(start, end).replaceFirst("^%25(?=.)", "%");
            return new Zoned(authority.substring(0, start) + authority.substring(end), zone);
        }

        private static String ascii(String authority) {
            int colon = authority.indexOf(':');
            int end = colon < 0 ? authority.length() : colon;
            String name = authority.substring(0, end);
            try {
                String ascii = IDN.toASCII(name);
                // What looks like a colon or a slash must not become one.
                if (HostPort.isName(ascii)) {
                    return ascii + authority.substring(end);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "\"" + Escaped.text(name, 100) + "\" is not a host name: "
                                + Escaped.text(String.valueOf(e.getMessage()), 200),
                        e);
            }
            throw new IllegalArgumentException("\"" + Escaped.text(name, 100) + "\" is not a host name");
        }
    }

    private static String resource(URI uri) {
        StringBuilder resource = new StringBuilder();
        if (uri.getRawPath().isEmpty()) {
            resource.append('/');
        }
        encode(uri.getRawPath(), resource);
        if (uri.getRawQuery() != null) {
            encode(uri.getRawQuery(), resource.append('?'));
        }
        return resource.toString();
    }

    private static void encode(String text, StringBuilder out) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < 0) {
                out.append("%%%02X".formatted(b));
            } else {
                out.append((char) b);
            }
        }
    }
}
