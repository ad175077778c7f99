package io.hawser.tck.fuzz;

import io.hawser.handshake.ExtensionOffer;
import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.Headers;
import io.hawser.handshake.HostPort;
import io.hawser.handshake.OriginPolicy;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Opening handshakes of clients. Each one is accepted, or refused with a response. Header fields cannot inject text
 * into a response. A parsed handshake can be written as a request, and parses to the same handshake again.
 *
 * <p>Input: an HTTP request with line feeds alone; after the empty line, header fields that a configurator adds to the
 * response.
 */
public final class ServerHandshakeTarget {

    private static final Set<Integer> REFUSALS = Set.of(400, 405, 426, 505);
    private static final List<OriginPolicy> POLICIES = List.of(
            OriginPolicy.SAME,
            OriginPolicy.ANY.required(),
            OriginPolicy.of(List.of("https://example.com", "https://*.example.com:8443", "http://[::1]:8080")));

    private ServerHandshakeTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        List<String> lines = new Input(bytes).lines();
        String[] first = lines.remove(0).split(" ", 3);
        Headers headers = Head.take(lines);
        Headers extra = Head.take(lines);
        UpgradeRequest request = new UpgradeRequest(
                first[0], first.length < 2 ? "" : first[1], first.length < 3 ? "" : first[2], headers);
        try {
            ServerHandshake handshake = ServerHandshake.read(request);
            checkRead(request, handshake);
            accept(handshake, extra);
            decide(handshake);
        } catch (HandshakeException e) {
            Check.loggable(e);
            Check.that(
                    REFUSALS.contains(e.response().status()),
                    "a refusal with " + e.response().status());
            Head.check(e.response());
            Head.check(ServerHandshake.refuse(403, first[0], extra));
        }
    }

    private static void checkRead(UpgradeRequest request, ServerHandshake handshake) {
        Headers headers = request.headers();
        Check.same(request.method(), "GET", "the method");
        Check.same(Head.only(headers, "Sec-WebSocket-Version"), "13", "the version");
        Check.same(Head.only(headers, "Sec-WebSocket-Key"), handshake.key().value(), "the key");
        Check.that(handshake.target().startsWith("/"), "a target that is no path: " + handshake.target());
        Head.only(headers, "Host");
        ServerHandshake again = read(written(handshake));
        Check.same(again.target(), handshake.target(), "the target read again");
        Check.same(again.host(), handshake.host(), "the host read again");
        Check.same(again.key(), handshake.key(), "the key read again");
        Check.same(again.origin(), handshake.origin(), "the origin read again");
        Check.same(again.subprotocols(), handshake.subprotocols(), "the subprotocols read again");
        Check.same(again.extensions(), handshake.extensions(), "the extensions read again");
    }

    private static UpgradeRequest written(ServerHandshake handshake) {
        Headers.Builder headers = Headers.builder()
                .add("Host", handshake.host().toString())
                .add("Upgrade", "websocket")
                .add("Connection", "Upgrade")
                .add("Sec-WebSocket-Version", "13")
                .add("Sec-WebSocket-Key", handshake.key().value())
                .add("Sec-WebSocket-Protocol", String.join(", ", handshake.subprotocols()))
                .add("Sec-WebSocket-Extensions", ExtensionOffer.format(handshake.extensions()));
        handshake.origin().ifPresent(origin -> headers.add("Origin", origin));
        return new UpgradeRequest("GET", handshake.target(), "HTTP/1.1", headers.build());
    }

    private static ServerHandshake read(UpgradeRequest request) {
        try {
            return ServerHandshake.read(request);
        } catch (HandshakeException e) {
            throw new AssertionError("what was read is refused when it is written", e);
        }
    }

    private static void accept(ServerHandshake handshake, Headers extra) {
        String chosen = handshake.subprotocols().stream().findFirst().orElse(null);
        UpgradeResponse response = handshake.accept(chosen, handshake.extensions(), extra);
        Check.same(response.status(), 101, "the status");
        Check.same(Head.only(response.headers(), "Upgrade"), "websocket", "Upgrade");
        Check.same(Head.only(response.headers(), "Connection"), "Upgrade", "Connection");
        Check.same(
                Head.only(response.headers(), "Sec-WebSocket-Accept"),
                Accept.of(handshake.key().value()),
                "Sec-WebSocket-Accept");
        Check.same(
                response.headers().all("Sec-WebSocket-Protocol"),
                chosen == null ? List.of() : List.of(chosen),
                "Sec-WebSocket-Protocol");
        Check.same(
                ExtensionOffer.parse(response.headers().all("Sec-WebSocket-Extensions")),
                handshake.extensions(),
                "Sec-WebSocket-Extensions");
        Check.that(!response.headers().contains("Sec-WebSocket-Key"), "a response with a key");
        Head.check(response);
    }

    /** Pages of the host itself are allowed, and no other pages unless they are listed. */
    private static void decide(ServerHandshake handshake) {
        for (OriginPolicy policy : POLICIES) {
            policy.allows(handshake, true);
            policy.allows(handshake, false);
        }
        HostPort host = handshake.host();
        String origin = handshake.origin().orElse("").toLowerCase(Locale.ROOT);
        if (origin.equals("http://" + host) || origin.equals("https://" + host)) {
            Check.that(OriginPolicy.SAME.allows(handshake, false), "a page of the host itself is kept out");
        } else if (!origin.contains(host.host()) && handshake.origin().isPresent()) {
            Check.that(!OriginPolicy.SAME.allows(handshake, false), "a page of another host is let in: " + origin);
        }
    }
}
