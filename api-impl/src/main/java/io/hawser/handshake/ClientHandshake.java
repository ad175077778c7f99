package io.hawser.handshake;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The client's side of an opening handshake (RFC 6455, section 4.1): the request, and the check of the response. */
public final class ClientHandshake {

    private static final int SHOWN_CHARS = 200;

    private final WebSocketUri uri;
    private final WebSocketKey key;
    private final List<String> subprotocols;
    private final List<ExtensionOffer> extensions;
    private final UpgradeRequest request;
    private final SentSecrets secrets;

    private ClientHandshake(
            WebSocketUri uri,
            List<String> subprotocols,
            List<ExtensionOffer> extensions,
            Headers extra,
            WebSocketKey key) {
        this.uri = uri;
        this.subprotocols = List.copyOf(subprotocols);
        this.extensions = List.copyOf(extensions);
        this.key = key;
        subprotocols.forEach(subprotocol -> Tokens.requireUnshown("a subprotocol", subprotocol));
        if (new HashSet<>(subprotocols).size() < subprotocols.size()) {
            throw new IllegalArgumentException("a subprotocol is listed twice (RFC 6455, section 4.1)");
        }
        this.request = new UpgradeRequest("GET", uri.resource(), "HTTP/1.1", headers(extra));
        this.secrets = SentSecrets.of(uri.resource(), subprotocols, HandshakeFields.withoutReserved(extra));
    }

    /**
     * Prepares the handshake for one connection, with a new key.
     *
     * @param uri where to connect to
     * @param subprotocols the subprotocols to offer in order of preference, each a token and there once
     * @param extensions the extensions to offer in order of preference
     * @param extra further header fields, such as {@code Origin}, {@code Cookie} or {@code Authorization}; those that
     *     the handshake or HTTP itself writes are left out, so that none is doubled or replaced, but for {@code Host},
     *     which replaces the one of the URI
     * @return the handshake
     * @throws IllegalArgumentException as {@link WebSocketUri#of(URI)} does, if a subprotocol is not a token or there
     *     twice, or if there is more than one {@code Host} or a malformed one
     */
    public static ClientHandshake of(
            URI uri, List<String> subprotocols, List<ExtensionOffer> extensions, Headers extra) {
        return of(uri, subprotocols, extensions, extra, WebSocketKey.random());
    }

    static ClientHandshake of(
            URI uri, List<String> subprotocols, List<ExtensionOffer> extensions, Headers extra, WebSocketKey key) {
        return new ClientHandshake(WebSocketUri.of(uri), subprotocols, extensions, extra, key);
    }

    /**
     * Prepares the same handshake, with the same key, with other header fields.
     *
     * @param extra the further header fields, as in {@link #of(URI, List, List, Headers)}; those of {@link #request()}
     *     may be among them
     * @return the handshake
     * @throws IllegalArgumentException if there is more than one {@code Host} or a malformed one
     */
    public ClientHandshake with(Headers extra) {
        return new ClientHandshake(uri, subprotocols, extensions, extra, key);
    }

    /**
     * Prepares the same handshake as the application has changed it: its header fields count as in
     * {@link #with(Headers)}, and {@code Sec-WebSocket-Protocol} among them is what is offered.
     *
     * @param changed the header fields of {@link #request()}, changed
     * @return the handshake
     * @throws IllegalArgumentException if there is more than one {@code Host} or a malformed one, if a subprotocol is
     *     not a token, or there twice
     */
    public ClientHandshake changed(Headers changed) {
        List<String> offered = Tokens.list(changed.all(HandshakeFields.PROTOCOL));
        return new ClientHandshake(uri, offered, extensions, changed, key);
    }

    private String host(Headers extra) {
        return extra.contains(HandshakeFields.HOST)
                ? HostPort.parse(extra.only(HandshakeFields.HOST)).toString()
                : uri.hostPort().toString();
    }

    private Headers headers(Headers extra) {
        Headers.Builder headers = Headers.builder()
                .add(HandshakeFields.HOST, host(extra))
                .add(HandshakeFields.UPGRADE, HandshakeFields.WEBSOCKET)
                .add(HandshakeFields.CONNECTION, HandshakeFields.UPGRADE)
                .add(HandshakeFields.KEY, key.value())
                .add(HandshakeFields.VERSION, HandshakeFields.VERSION_13);
        if (!subprotocols.isEmpty()) {
            headers.add(HandshakeFields.PROTOCOL, String.join(", ", subprotocols));
        }
        if (!extensions.isEmpty()) {
            headers.add(HandshakeFields.EXTENSIONS, ExtensionOffer.format(extensions));
        }
        return headers.addAll(HandshakeFields.withoutReserved(extra)).build();
    }

    /**
     * Returns the URI to connect to.
     *
     * @return the URI, taken apart
     */
    public WebSocketUri uri() {
        return uri;
    }

    /**
     * Gives the request.
     *
     * @return the request to send
     */
    public UpgradeRequest request() {
        return request;
    }

    /**
     * Checks the response. Only after it has passed may bytes be read as frames.
     *
     * @param response the response
     * @return what the server has agreed to
     * @throws HandshakeException if the response does not open the connection that was asked for
     */
    public Agreement verify(UpgradeResponse response) throws HandshakeException {
        try {
            // Every check throws IllegalArgumentException, as the parsers below them do.
            checkStatus(response);
            checkUpgrade(response.headers());
            return new Agreement(agreedSubprotocol(response.headers()), agreedExtensions(response.headers()));
        } catch (IllegalArgumentException e) {
            throw new HandshakeException(e.getMessage(), response);
        }
    }

    private void checkStatus(UpgradeResponse response) {
        if (response.status() == 101) {
            return;
        }
        StringBuilder message = new StringBuilder("the server answered ").append(response.status());
        if (!response.reason().isEmpty()) {
            message.append(' ').append(shown(response.reason()));
        }
        byte[] body = response.body();
        Optional<String> location = response.headers().first(HandshakeFields.LOCATION);
        if (response.status() / 100 == 3 && location.isPresent()) {
            // The body says no more, and has what the location may have for a secret.
            message.append(" and points to ")
                    .append(Redacted.uri(location.get()))
                    .append("; redirects are not followed");
        } else if (body.length > 0) {
            message.append(": ").append(shown(new String(body, StandardCharsets.UTF_8)));
        }
        throw new IllegalArgumentException(message.toString());
    }

    private String shown(String text) {
        return Escaped.text(secrets.leftOutOf(text).strip(), SHOWN_CHARS);
    }

    private void checkUpgrade(Headers headers) {
        String upgrade = headers.only(HandshakeFields.UPGRADE);
        if (!Tokens.same(upgrade, HandshakeFields.WEBSOCKET)) {
            throw new IllegalArgumentException("the response has \"Upgrade: " + Escaped.text(upgrade, SHOWN_CHARS)
                    + "\" instead of \"Upgrade: websocket\"");
        }
        if (!Tokens.listHolds(headers.all(HandshakeFields.CONNECTION), HandshakeFields.UPGRADE)) {
            throw new IllegalArgumentException("the response has no \"Connection: Upgrade\"");
        }
        String accept = headers.only(HandshakeFields.ACCEPT);
        if (!accept.equals(key.accept())) {
            throw new IllegalArgumentException("the response has a wrong Sec-WebSocket-Accept: \""
                    + Escaped.text(accept, SHOWN_CHARS) + "\" instead of \"" + key.accept() + "\"");
        }
    }

    private Optional<String> agreedSubprotocol(Headers headers) {
        if (!headers.contains(HandshakeFields.PROTOCOL)) {
            return Optional.empty();
        }
        String subprotocol = headers.only(HandshakeFields.PROTOCOL);
        if (!subprotocols.contains(subprotocol)) {
            // Some servers repeat all that were offered, in which a token of the user may be.
            throw new IllegalArgumentException(
                    "the server chose the subprotocol \"" + shown(subprotocol) + "\", which was not offered");
        }
        return Optional.of(subprotocol);
    }

    private List<ExtensionOffer> agreedExtensions(Headers headers) {
        List<ExtensionOffer> agreed = ExtensionOffer.parse(headers.all(HandshakeFields.EXTENSIONS));
        for (ExtensionOffer extension : agreed) {
            if (extensions.stream().noneMatch(offer -> offer.name().equals(extension.name()))) {
                throw new IllegalArgumentException("the server chose the extension \""
                        + Escaped.text(extension.name(), SHOWN_CHARS) + "\", which was not offered");
            }
        }
        return agreed;
    }
}
