package io.hawser.handshake;

import java.util.Objects;

/**
 * The client's opening handshake as an HTTP request (RFC 6455, section 4.1).
 *
 * @param method the request method
 * @param target the request target as it was sent: path and query, still encoded
 * @param version the HTTP version, such as {@code HTTP/1.1}
 * @param headers the header fields
 */
public record UpgradeRequest(String method, String target, String version, Headers headers) {

    /** Checks that nothing is {@code null}. */
    public UpgradeRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(headers, "headers");
    }
}
