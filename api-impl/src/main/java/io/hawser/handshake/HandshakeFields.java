package io.hawser.handshake;

import java.util.Locale;
import java.util.Set;

/** The header fields of the opening handshake, and which of them no application may write. */
final class HandshakeFields {

    static final String CONNECTION = "Connection";
    static final String CONTENT_LENGTH = "Content-Length";
    static final String HOST = "Host";
    static final String LOCATION = "Location";
    static final String ORIGIN = "Origin";
    static final String TRANSFER_ENCODING = "Transfer-Encoding";
    static final String UPGRADE = "Upgrade";
    static final String ACCEPT = "Sec-WebSocket-Accept";
    static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    static final String KEY = "Sec-WebSocket-Key";
    static final String PROTOCOL = "Sec-WebSocket-Protocol";
    static final String VERSION = "Sec-WebSocket-Version";

    /** The value of {@link #UPGRADE}. */
    static final String WEBSOCKET = "websocket";

    /** The only version of the protocol there is (RFC 6455, section 4.1). */
    static final String VERSION_13 = "13";

    /**
     * The header fields that frame the message, route it or belong to the connection. A second one could smuggle a
     * request.
     */
    private static final Set<String> RESERVED = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HandshakeFields() {}

    /** Removes the header fields that an application must not write. */
    static Headers withoutReserved(Headers headers) {
        Headers.Builder kept = Headers.builder();
        for (Headers.Field field : headers) {
            if (!isReserved(field.name())) {
                kept.add(field.name(), field.value());
            }
        }
        return kept.build();
    }

    /** {@return whether the handshake or HTTP itself writes a header field, so that no application may} */
    static boolean isReserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return RESERVED.contains(lower) || lower.startsWith("sec-websocket-");
    }
}
