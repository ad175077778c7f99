package io.hawser.container;

import jakarta.websocket.HandshakeResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Headers of a handshake response, as a configurator sees them. */
record ReceivedResponse(Map<String, List<String>> headers) implements HandshakeResponse {
    @Override
    public Map<String, List<String>> getHeaders() {
        return headers;
    }

    // By hand in what applications get: what the compiler adds leaves the class in a static cache of the JDK.

    @Override
    public boolean equals(Object object) {
        return object instanceof ReceivedResponse other && Objects.equals(headers, other.headers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(headers);
    }

    /** Shows the names of header fields alone: their values may be secrets. */
    @Override
    public String toString() {
        return "HandshakeResponse" + headers.keySet();
    }
}
