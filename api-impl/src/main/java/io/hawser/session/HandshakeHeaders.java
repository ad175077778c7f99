package io.hawser.session;

import io.hawser.handshake.Headers;
import io.hawser.transport.ShownRequest;
import java.util.List;
import java.util.Map;

/**
 * The header fields of one opening handshake, as the application sees them. They are kept as text: they live as long as
 * the session, few applications ask for them, and a text takes a quarter of the memory of header fields.
 */
public final class HandshakeHeaders {

    private final String request;
    private final String response;
    private final ShownRequest shown;

    /**
     * Keeps header fields.
     *
     * @param request the header fields of the request
     * @param response the header fields of the response
     * @param shown the request as applications see it
     */
    public HandshakeHeaders(Headers request, Headers response, ShownRequest shown) {
        this.request = shown.headers() == null ? lines(request) : "";
        this.response = lines(response);
        this.shown = shown;
    }

    /**
     * Keeps header fields that are shown as they were sent.
     *
     * @param request the header fields of the request
     * @param response the header fields of the response
     */
    public HandshakeHeaders(Headers request, Headers response) {
        this(request, response, ShownRequest.AS_SENT);
    }

    /** No name contains a colon, and no name or value contains a line feed. */
    private static String lines(Headers headers) {
        StringBuilder lines = new StringBuilder();
        for (Headers.Field field : headers) {
            lines.append(field.name()).append(':').append(field.value()).append('\n');
        }
        return lines.toString();
    }

    private static Headers headers(String lines) {
        Headers.Builder headers = Headers.builder();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(':');
            headers.add(line.substring(0, colon), line.substring(colon + 1));
        });
        return headers.build();
    }

    /** {@return the header fields of the request, in an unmodifiable map that ignores the case of names} */
    Map<String, List<String>> request() {
        return shown.headersOr(headers(request));
    }

    /** {@return the header fields of the response, in an unmodifiable map that ignores the case of names} */
    Map<String, List<String>> response() {
        return headers(response).toMap();
    }

    /**
     * {@return the parameters of the request, unmodifiable}
     *
     * @param query the query that was sent, still encoded, or {@code null} if there was none
     */
    Map<String, List<String>> parameters(String query) {
        return shown.parametersOr(query);
    }
}
