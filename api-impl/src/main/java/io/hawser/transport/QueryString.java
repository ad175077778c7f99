package io.hawser.transport;

import io.hawser.handshake.RequestTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses the parameters of a query, as HTML forms write them (WHATWG, URL Standard, section 5.1). */
public final class QueryString {

    private QueryString() {}

    /**
     * Returns the parameters of a query.
     *
     * @param query the query, still encoded, or {@code null} if the request has none
     * @return the values of each parameter, decoded, in the order of the query; immutable
     */
    public static Map<String, List<String>> parameters(String query) {
        if (query == null) {
            return Collections.emptyMap();
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters
                        .computeIfAbsent(RequestTarget.decodedParameter(name), unused -> new ArrayList<>())
                        .add(RequestTarget.decodedParameter(value));
            }
        }
        parameters.replaceAll((name, values) -> Collections.unmodifiableList(values));
        return Collections.unmodifiableMap(parameters);
    }
}
