package io.hawser.transport;

import io.hawser.handshake.Headers;
import java.util.List;
import java.util.Map;

/**
 * A request as the HTTP server shows it to the application. In a servlet container, filters may wrap the sent request
 * and add header fields and parameters. It is shown only to the application and never written anywhere.
 *
 * @param headers the header fields, in a map that ignores the case of names; {@code null} if they are the sent ones
 * @param parameters the parameters; {@code null} if they are those of the query. Both maps are treated as immutable
 */
public record ShownRequest(Map<String, List<String>> headers, Map<String, List<String>> parameters) {

    /** A request without changes. */
    public static final ShownRequest AS_SENT = new ShownRequest(null, null);

    /**
     * Returns the header fields that the application sees.
     *
     * @param sent the sent header fields
     * @return an unmodifiable map that ignores the case of names
     */
    public Map<String, List<String>> headersOr(Headers sent) {
        return headers == null ? sent.toMap() : headers;
    }

    /**
     * Returns the parameters that the application sees.
     *
     * @param query the query that was sent, still encoded, or {@code null} if there was none
     * @return the values of each parameter, decoded; unmodifiable
     */
    public Map<String, List<String>> parametersOr(String query) {
        return parameters == null ? QueryString.parameters(query) : parameters;
    }
}
