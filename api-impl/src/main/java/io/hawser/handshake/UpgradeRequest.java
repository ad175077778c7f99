package io.hawser.handshake;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client's opening handshake as an HTTP request (RFC 6455, section 4.1).
 *
 * @param method the request method
 * @param target the request target as it was sent: path and query, still encoded
 * @param version the HTTP version, such as {@code HTTP/1.1}
 * @param headers the header fields
 * @param host the requested host, if the receiver of the request knows it better than the header field {@code Host}, as
 *     behind a proxy; {@code null} where that field counts
 */
public record UpgradeRequest(String method, String target, String version, Headers headers, HostPort host) {

    /** RFC 9112, section 3.2.2: the authority, then path and query. */
    private static final Pattern ABSOLUTE_FORM = Pattern.compile("(?i:https?)://([^/?]*)(.*)");

    /** Checks that nothing but the host is {@code null}. */
    public UpgradeRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(headers, "headers");
    }

    /**
     * Returns a text without the query and with only the names of header fields, because their values may be secret.
     */
    @Override
    public String toString() {
        return method + " " + Redacted.uri(target) + " " + version + " " + headers;
    }

    /**
     * A request whose header field {@code Host} counts.
     *
     * @param method the request method
     * @param target the request target as it was sent: path and query, still encoded
     * @param version the HTTP version, such as {@code HTTP/1.1}
     * @param headers the header fields
     */
    public UpgradeRequest(String method, String target, String version, Headers headers) {
        this(method, target, version, headers, null);
    }

    /**
     * Returns the request as HTTP/1.1 writes it (RFC 9112, section 3).
     *
     * @return the head, in a new array
     * @throws IllegalArgumentException if method, target and version make no request line
     */
    public byte[] encode() {
        return RequestLine.parse(method + " " + target + " " + version).encode(headers, new byte[0]);
    }

    /**
     * Returns the requested host: as the receiver of the request knows it, or else that of a target that is a whole
     * URI, which replaces the header field {@code Host} (RFC 9112, section 3.2.2), else that of the header field.
     *
     * @return host and port
     * @throws IllegalArgumentException if the field counts, and is missing, there more than once, or no host and port
     *     (RFC 9112, section 3.2)
     */
    public HostPort asked() {
        if (host != null) {
            return host;
        }
        HostPort named = HostPort.parse(headers.only(HandshakeFields.HOST));
        Matcher absolute = absolute(target);
        return absolute == null ? named : HostPort.parse(absolute.group(1));
    }

    /**
     * Tells whether it asks to go on with the WebSocket protocol. What else it might be upgraded to does not matter:
     * the field is an offer, which a server may ignore (RFC 9110, section 7.8).
     *
     * @return whether {@code Upgrade} lists {@code websocket}
     */
    public boolean asksForWebSocket() {
        return Tokens.listHolds(headers.all(HandshakeFields.UPGRADE), HandshakeFields.WEBSOCKET);
    }

    /**
     * Gives what is asked for on this host: the target without what an {@code http} or {@code https} URI has before its
     * path (RFC 6455, section 4.1; RFC 9112, section 3.2.2).
     *
     * @return path and query, still encoded; the target as it was sent where it is no such URI
     */
    public String resource() {
        Matcher absolute = absolute(target);
        if (absolute == null) {
            return target;
        }
        return absolute.group(2).startsWith("/") ? absolute.group(2) : "/" + absolute.group(2);
    }

    /** {@return the authority and the resource of a target that is a whole URI; {@code null} for any other target} */
    static Matcher absolute(String target) {
        // Nearly every target is a path.
        Matcher absolute = target.startsWith("/") ? null : ABSOLUTE_FORM.matcher(target);
        return absolute != null && absolute.matches() ? absolute : null;
    }
}
