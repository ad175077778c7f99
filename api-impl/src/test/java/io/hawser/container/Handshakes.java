package io.hawser.container;

import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.transport.TransportFacts;

/** Creates opening handshakes for tests. */
final class Handshakes {

    static final TransportFacts FACTS = new TransportFacts("test-1", null, null, false, null, null);

    private Handshakes() {}

    /** The header fields of a valid handshake, with the key of the example in RFC 6455. */
    static Headers.Builder headers() {
        return Headers.builder()
                .add("Host", "localhost:8080")
                .add("Upgrade", "websocket")
                .add("Connection", "keep-alive, Upgrade")
                .add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .add("Sec-WebSocket-Version", "13");
    }

    static UpgradeRequest get(String target, Headers.Builder headers) {
        return new UpgradeRequest("GET", target, "HTTP/1.1", headers.build());
    }
}
