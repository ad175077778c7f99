package io.hawser.session;

import io.hawser.handshake.Headers;
import java.util.List;
import java.util.Map;

/**
 * What a carrier shows of a request in place of what was sent: a servlet container's request may be wrapped by filters,
 * who add header fields and parameters as they like. Shown to the application, and never written anywhere.
 *
 * @param headers the header fields, in a map that finds names in any case; {@code null} where they are as they were
 *     sent
 * @param parameters the parameters; {@code null} where they are those of the query. Both are treated as immutable
 */
public record ShownRequest(Map<String, List<String>> headers, Map<String, List<String>> parameters) {

    /** Everything is as it was sent. */
    public static final ShownRequest AS_SENT = new ShownRequest(null, null);

    /**
     * Gives the header fields that the application sees.
     *
     * @param sent those that were sent
     * @return an unmodifiable map that finds names in any case
     */
    public Map<String, List<String>> headersOr(Headers sent) {
        return headers == null ? sent.toMap() : headers;
    }

    /**
     * Gives the parameters that the application sees.
     *
     * @param query the query that was sent, still encoded, or {@code null} where there was none
     * @return the values of each parameter, decoded; unmodifiable
     */
    public Map<String, List<String>> parametersOr(String query) {
        return parameters == null ? QueryString.parameters(query) : parameters;
    }
}
