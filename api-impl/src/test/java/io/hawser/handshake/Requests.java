package io.hawser.handshake;

/** Creates requests for tests. */
final class Requests {

    /** The key of the example in RFC 6455, section 1.3. */
    static final WebSocketKey KEY = new WebSocketKey("dGhlIHNhbXBsZSBub25jZQ==");

    private Requests() {}

    /** The header fields of a valid handshake. */
    static Headers.Builder headers() {
        return Headers.builder()
                .add("Host", "server.example.com")
                .add("Upgrade", "websocket")
                .add("Connection", "Upgrade")
                .add("Sec-WebSocket-Key", KEY.value())
                .add("Sec-WebSocket-Version", "13");
    }

    static UpgradeRequest get(Headers.Builder headers) {
        return new UpgradeRequest("GET", "/chat", "HTTP/1.1", headers.build());
    }

    /** A handshake with a host and an origin, or without an origin if the origin is null. */
    static ServerHandshake handshake(String host, String origin) throws HandshakeException {
        Headers.Builder headers = headers().set("Host", host);
        return ServerHandshake.read(get(origin == null ? headers : headers.add("Origin", origin)));
    }
}
