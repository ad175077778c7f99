package io.hawser.session;

import io.hawser.handshake.Headers;
import io.hawser.transport.ShownRequest;
import java.util.Objects;

/**
 * The header fields of one opening handshake.
 *
 * @param request the header fields of the request
 * @param response the header fields of the response
 * @param shown the request as applications see it
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
     * @param request the header fields of the request
     * @param response the header fields of the response
     */
    public HandshakeHeaders(Headers request, Headers response) {
        this(request, response, ShownRequest.AS_SENT);
    }
}
