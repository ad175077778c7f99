package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hawser.handshake.ClientHandshake;
import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.Headers;
import io.hawser.handshake.HostPort;
import io.hawser.handshake.Origin;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.WebSocketUri;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * URIs, hosts with ports, and origins. A parsed value can be written, and parses to the same value again. If a client
 * accepts a URI, a server accepts the request for it.
 *
 * <p>Input: a URI, or a URI without its scheme, in UTF-8.
 */
public final class AddressesTarget {

    private AddressesTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        hostPort(text);
        Origin.parse(text).ifPresent(origin -> {
            String host = origin.host().contains(":") ? "[" + origin.host() + "]" : origin.host();
            String written = origin.scheme() + "://" + host + (origin.port() < 0 ? "" : ":" + origin.port());
            Check.same(Origin.parse(written).orElse(null), origin, "the origin read again");
        });
        uri(text);
        uri("ws://" + text);
        uri("wss://host/" + text);
    }

    private static void hostPort(String text) {
        try {
            HostPort hostPort = HostPort.parse(text);
            Check.same(HostPort.parse(hostPort.toString()), hostPort, "the host read again");
            Check.that(hostPort.port() >= -1 && hostPort.port() <= 65535, "the port " + hostPort.port());
        } catch (IllegalArgumentException e) {
            Check.loggable(e);
        }
    }

    private static void uri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return;
        }
        try {
            WebSocketUri parts = WebSocketUri.of(uri);
            Check.that(parts.port() >= 0 && parts.port() <= 65535, "the port " + parts.port());
            request(ClientHandshake.of(uri, List.of("chat"), List.of(), Headers.EMPTY), parts);
        } catch (IllegalArgumentException e) {
            Check.loggable(e);
        }
    }

    private static void request(ClientHandshake client, WebSocketUri parts) {
        try {
            ServerHandshake server = ServerHandshake.read(client.request());
            Check.same(server.target(), parts.resource(), "the target");
            Check.same(server.host(), parts.hostPort(), "the host");
            Check.same(
                    client.verify(server.accept("chat", List.of(), Headers.EMPTY))
                            .subprotocol()
                            .orElse(null),
                    "chat",
                    "the subprotocol");
        } catch (HandshakeException e) {
            throw new AssertionError("client and server do not agree on " + parts, e);
        }
    }
}
