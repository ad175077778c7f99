package io.hawser.container;

import jakarta.websocket.HandshakeResponse;
import java.util.List;
import java.util.Map;

/** Headers of a handshake response, as a configurator sees them. */
record ReceivedResponse(Map<String, List<String>> headers) implements HandshakeResponse {
    @Override
    public Map<String, List<String>> getHeaders() {
        return headers;
    }

    /** Shows the names of header fields alone: their values may be secrets. */
    @Override
    public String toString() {
        return "HandshakeResponse" + headers.keySet();
    }
}
