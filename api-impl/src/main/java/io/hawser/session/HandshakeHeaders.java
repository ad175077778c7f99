package io.hawser.session;

import io.hawser.handshake.Headers;
import java.util.Objects;

/**
 * The header fields of one opening handshake.
 *
 * @param request what the client has sent
 * @param response what the server has answered
 */
public record HandshakeHeaders(Headers request, Headers response) {

    /** Checks that nothing is {@code null}. */
    public HandshakeHeaders {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(response, "response");
    }
}
