package io.hawser.container;

import io.hawser.handshake.Headers;
import java.util.List;
import java.util.Map;

/** Header fields as Jakarta WebSocket has them, a map of lists, made into ours. */
final class JakartaHeaders {

    private JakartaHeaders() {}

    /** {@return the fields; a name or value that could break the message is refused} */
    static Headers of(Map<String, List<String>> headers) {
        Headers.Builder builder = Headers.builder();
        headers.forEach((name, values) -> values.forEach(value -> builder.add(name, value)));
        return builder.build();
    }
}
