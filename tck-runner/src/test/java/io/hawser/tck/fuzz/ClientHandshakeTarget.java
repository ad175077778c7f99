package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hawser.handshake.Agreement;
import io.hawser.handshake.ClientHandshake;
import io.hawser.handshake.ExtensionOffer;
import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeResponse;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Responses of servers. Only responses that open the requested connection pass. All others cause an exception that can
 * be logged.
 *
 * <p>Input: an HTTP response with line feeds alone and without the version. <code>{accept}</code> stands for the right
 * {@code Sec-WebSocket-Accept}.
 */
public final class ClientHandshakeTarget {

    private static final List<String> SUBPROTOCOLS = List.of("chat", "superchat");
    private static final List<String> NAMES = List.of("permessage-deflate", "x");
    private static final ClientHandshake HANDSHAKE = ClientHandshake.of(
            URI.create("ws://server.example.com/chat"),
            SUBPROTOCOLS,
            NAMES.stream().map(name -> new ExtensionOffer(name, List.of())).toList(),
            Headers.EMPTY);
    private static final String ACCEPT = Accept.of(Head.only(HANDSHAKE.request().headers(), "Sec-WebSocket-Key"));

    private ClientHandshakeTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        List<String> lines = new Input(bytes).lines();
        lines.replaceAll(line -> line.replace("{accept}", ACCEPT));
        String[] first = lines.remove(0).split(" ", 2);
        Headers headers = Head.take(lines);
        UpgradeResponse response = new UpgradeResponse(
                status(first[0]),
                first.length < 2 ? "" : first[1],
                headers,
                String.join("\n", lines).getBytes(ISO_8859_1));
        try {
            check(response, HANDSHAKE.verify(response));
        } catch (HandshakeException e) {
            Check.loggable(e);
            Check.that(e.response() == response, "another response");
        }
    }

    private static int status(String text) {
        return text.matches("[0-9]{3}") ? Integer.parseInt(text) : 0;
    }

    private static void check(UpgradeResponse response, Agreement agreement) {
        Check.same(response.status(), 101, "the status");
        Check.that(Head.only(response.headers(), "Upgrade").equalsIgnoreCase("websocket"), "not an upgrade");
        Check.same(Head.only(response.headers(), "Sec-WebSocket-Accept"), ACCEPT, "Sec-WebSocket-Accept");
        Check.that(
                response.headers().all("Connection").stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("upgrade")),
                "no Connection: Upgrade");
        Optional<String> subprotocol = agreement.subprotocol();
        Check.same(
                response.headers().all("Sec-WebSocket-Protocol"),
                subprotocol.map(List::of).orElse(List.of()),
                "Sec-WebSocket-Protocol");
        Check.that(subprotocol.isEmpty() || SUBPROTOCOLS.contains(subprotocol.get()), "a subprotocol not offered");
        for (ExtensionOffer extension : agreement.extensions()) {
            Check.that(NAMES.contains(extension.name()), "an extension not offered: " + extension);
        }
        Check.same(
                ExtensionOffer.parse(List.of(ExtensionOffer.format(agreement.extensions()))),
                agreement.extensions(),
                "the extensions read again");
    }
}
