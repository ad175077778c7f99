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
 * @param host the host that was asked, where whoever has received the request knows better than the header field
 *     {@code Host}, as behind a proxy; {@code null} where that field counts
 */
public record UpgradeRequest(String method, String target, String version, Headers headers, HostPort host) {

    /** RFC 9112, section 3.2.2: the authority, then path and query. */
    static final Pattern ABSOLUTE_FORM = Pattern.compile("(?i:https?)://([^/?]*)(.*)");

    /** Checks that nothing but the host is {@code null}. */
    public UpgradeRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(headers, "headers");
    }

    /** Shows no query, and the names of header fields alone: their values may be secrets. */
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
     * Gives what is asked for on this host: the target without what an {@code http} or {@code https} URI has before its
     * path (RFC 6455, section 4.1; RFC 9112, section 3.2.2).
     *
     * @return path and query, still encoded; the target as it was sent where it is no such URI
     */
    public String resource() {
        Matcher absolute = ABSOLUTE_FORM.matcher(target);
        if (!absolute.matches()) {
            return target;
        }
        return absolute.group(2).startsWith("/") ? absolute.group(2) : "/" + absolute.group(2);
    }
}
