package io.hawser.tck.fuzz;

import io.hawser.handshake.Agreement;
import io.hawser.handshake.ClientHandshake;
import io.hawser.handshake.ExtensionOffer;
import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.Headers;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import java.net.URI;
import java.util.List;

/**
 * Any request to a server and any response to a client: accepted, or refused with a {@link HandshakeException}; and no
 * answer of ours has a line break in a header.
 */
public final class HandshakeTarget {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private HandshakeTarget() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        Input input = new Input(data);
        boolean server = input.flag();
        boolean complete = input.flag();
        int status = 100 + input.number() % 500;
        String[] lines = input.text().split("\n", 50);
        try {
            if (server) {
                serve(lines, complete);
            } else {
                connect(status, lines, complete);
            }
        } catch (HandshakeException e) {
            Check.that(e.getMessage() != null && !e.getMessage().isEmpty(), "no reason is given");
            Check.oneLine(e.getMessage());
            wellFormed(e.response());
        }
    }

    private static Headers headers(Headers.Builder headers, String[] lines, int from) {
        for (int i = from; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            try {
                headers.add(
                        lines[i].substring(0, Math.max(0, colon)),
                        lines[i].substring(colon + 1).strip());
            } catch (IllegalArgumentException e) {
                // No header field: an HTTP server would not have let it in.
                Check.that(e.getMessage() != null, "no reason is given");
            }
        }
        return headers.build();
    }

    private static void serve(String[] lines, boolean complete) throws HandshakeException {
        String[] request = lines[0].split(" ", 3);
        Headers.Builder headers = Headers.builder();
        if (complete) {
            headers.add("Host", "localhost")
                    .add("Upgrade", "websocket")
                    .add("Connection", "Upgrade")
                    .add("Sec-WebSocket-Version", "13")
                    .add("Sec-WebSocket-Key", KEY);
        }
        ServerHandshake handshake = ServerHandshake.read(new UpgradeRequest(
                complete ? "GET" : request[0],
                request.length > 1 ? request[1] : "/",
                complete || request.length < 3 ? "HTTP/1.1" : request[2],
                headers(headers, lines, 1)));
        Check.that(handshake.target().startsWith("/"), "the target has no slash");
        handshake.origin().ifPresent(Check::oneLine);
        List<ExtensionOffer> offers = handshake.extensions();
        Check.same(ExtensionOffer.parse(List.of(ExtensionOffer.format(offers))), offers, "extensions");
        wellFormed(
                handshake.accept(handshake.subprotocols().stream().findFirst().orElse(null), offers, Headers.EMPTY));
    }

    private static void connect(int status, String[] lines, boolean complete) throws HandshakeException {
        ClientHandshake handshake = ClientHandshake.of(
                URI.create("ws://localhost/"),
                List.of("chat", "superchat"),
                ExtensionOffer.parse(List.of("permessage-deflate; client_max_window_bits, x")),
                Headers.EMPTY);
        Headers.Builder headers = Headers.builder();
        if (complete) {
            ServerHandshake server = ServerHandshake.read(handshake.request());
            server.accept(null, List.of(), Headers.EMPTY)
                    .headers()
                    .forEach(field -> headers.add(field.name(), field.value()));
        }
        Agreement agreement = handshake.verify(new UpgradeResponse(
                complete ? 101 : status, lines[0], headers(headers, lines, 1), lines[0].getBytes()));
        Check.that(
                List.of("chat", "superchat", "")
                        .contains(agreement.subprotocol().orElse("")),
                "subprotocol");
        agreement
                .extensions()
                .forEach(extension ->
                        Check.that(List.of("permessage-deflate", "x").contains(extension.name()), "extension"));
    }

    private static void wellFormed(UpgradeResponse response) {
        Check.that(response.status() >= 100 && response.status() < 600, "status " + response.status());
        response.headers().forEach(field -> {
            Check.oneLine(field.name());
            Check.oneLine(field.value());
        });
    }
}
