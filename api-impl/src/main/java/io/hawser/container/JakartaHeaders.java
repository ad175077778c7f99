package io.hawser.container;

import io.hawser.handshake.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Converts header fields between the form of Jakarta WebSocket, a map of lists, and our own. */
final class JakartaHeaders {

    private JakartaHeaders() {}

    /** {@return the fields in a modifiable map, which ignores the case of names} */
    static Map<String, List<String>> modifiable(Headers headers) {
        Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.toMap().forEach((name, values) -> map.put(name, new ArrayList<>(values)));
        return map;
    }

    /**
     * {@return the fields}
     *
     * @throws IllegalArgumentException if a name or a value could break the message, or is {@code null}
     */
    static Headers of(Map<String, List<String>> headers) {
        Headers.Builder builder = Headers.builder();
        headers.forEach((name, values) -> {
            if (values == null || values.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("the header " + name + " has the value null");
            }
            values.forEach(value -> builder.add(name, value));
        });
        return builder.build();
    }
}
