package io.hawser.handshake;

import java.nio.charset.StandardCharsets;

/** Builds the HTTP responses that refuse an opening handshake. */
final class Refusal {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String TEXT = "text/plain; charset=utf-8";

    private Refusal() {}

    static UpgradeResponse of(int status, String reason, Headers extra) {
        return of(status, (reason + "\n").getBytes(StandardCharsets.UTF_8), TEXT, extra);
    }

    static UpgradeResponse of(int status, Headers extra, byte[] body) {
        String type = extra.first(CONTENT_TYPE).orElse(TEXT);
        // A response of this status ends with its header, whatever its fields say (RFC 9112, section 6.3).
        return of(status, status == 304 ? new byte[0] : body, type, extra);
    }

    private static UpgradeResponse of(int status, byte[] body, String type, Headers extra) {
        if (status < 300 || status > 599) {
            throw new IllegalArgumentException("the status " + status + " is not a refusal: it must be 300 to 599");
        }
        Headers.Builder headers = Headers.builder();
        switch (status) {
            case 405 -> headers.add("Allow", "GET");
            case 426 ->
                headers.add(HandshakeFields.UPGRADE, HandshakeFields.WEBSOCKET)
                        .add(HandshakeFields.VERSION, HandshakeFields.VERSION_13);
            default -> {}
        }
        // Bytes that a client sent in the belief of an upgrade must never be read as the next request.
        headers.add(HandshakeFields.CONNECTION, status == 426 ? "Upgrade, close" : "close");
        if (body.length > 0) {
            headers.add(CONTENT_TYPE, type).add("X-Content-Type-Options", "nosniff");
        }
        headers.add(HandshakeFields.CONTENT_LENGTH, Integer.toString(body.length))
                .addAll(HandshakeFields.withoutReserved(extra));
        return new UpgradeResponse(status, phrase(status), headers.build(), body);
    }

    /** The phrase never comes from outside; it may be empty (RFC 9112, section 4). */
    private static String phrase(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 414 -> "URI Too Long";
            case 426 -> "Upgrade Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "";
        };
    }
}
