package io.hawser.session;

import io.hawser.handshake.Headers;
import java.util.Objects;

/**
 * The header fields of one opening handshake.
 *
 * @param request what the client has sent
 * @param response what the server has answered
 * @param shown what is shown in place of what the client has sent
 */
public record HandshakeHeaders(Headers request, Headers response, ShownRequest shown) {

    /** Checks that nothing is {@code null}. */
    public HandshakeHeaders {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(response, "response");
        Objects.requireNonNull(shown, "shown");
    }

    /**
     * Header fields that are shown as they were sent.
     *
     * @param request what the client has sent
     * @param response what the server has answered
     */
    public HandshakeHeaders(Headers request, Headers response) {
        this(request, response, ShownRequest.AS_SENT);
    }
}
