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

    /**
     * Returns the response as HTTP/1.1 writes it (RFC 9112, section 4).
     *
     * @return the head and the body, in a new array
     * @throws IllegalArgumentException if the status is not 100 to 999, or the reason phrase holds a control character
     *     other than the tab or a character above U+00FF
     */
    public byte[] encode() {
        return StatusLine.parse("HTTP/1.1 " + status + " " + reason).encode(headers, body);
    }
}
