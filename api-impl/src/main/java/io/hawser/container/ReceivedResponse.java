package io.hawser.container;

import jakarta.websocket.HandshakeResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The headers of a handshake response, as a configurator sees them. */
record ReceivedResponse(Map<String, List<String>> headers) implements HandshakeResponse {
    @Override
    public Map<String, List<String>> getHeaders() {
        return headers;
    }

    // By hand in classes that applications get: the methods that the compiler adds leave the class in a static cache of
    // the JDK.

    @Override
    public boolean equals(Object object) {
        return object instanceof ReceivedResponse other && Objects.equals(headers, other.headers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(headers);
    }

    /** Shows only the names of header fields: their values may be secrets. */
    @Override
    public String toString() {
        return "HandshakeResponse" + headers.keySet();
    }
}
