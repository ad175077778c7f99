package io.hawser.handshake;

import java.util.Objects;

/**
 * The server's answer to an opening handshake as an HTTP response (RFC 6455, section 4.2).
 *
 * @param status the status code
 * @param reason the reason phrase, may be empty
 * @param headers the header fields
 * @param body the body, empty for 101; treated as immutable
 */
public record UpgradeResponse(int status, String reason, Headers headers, byte[] body) {

    /** Checks that nothing is {@code null}. */
    public UpgradeResponse {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }
}
