package io.hawser.handshake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The server's side of an opening handshake: a request that has been checked (RFC 6455, section 4.2). */
public final class ServerHandshake {

    private static final String HTTP_1 = "HTTP/1.";
    private static final Pattern OTHER_MAJOR = Pattern.compile("HTTP/[02-9](\\.[0-9])?");

    private final HostPort host;
    private final List<HostPort> own;
    private final String target;
    private final WebSocketKey key;
    private final Optional<String> origin;
    private final List<String> subprotocols;
    private final List<ExtensionOffer> extensions;

    private ServerHandshake(UpgradeRequest request) throws HandshakeException {
        Headers headers = request.headers();
        checkTarget(request.target());
        host = request.asked();
        own = request.host() == null ? List.of(host) : own(host, headers.all(HandshakeFields.HOST));
        target = request.resource();
        key = new WebSocketKey(headers.only(HandshakeFields.KEY));
        origin = headers.contains(HandshakeFields.ORIGIN)
                ? Optional.of(headers.only(HandshakeFields.ORIGIN))
                : Optional.empty();
        subprotocols = unique(Tokens.list(headers.all(HandshakeFields.PROTOCOL)));
        extensions = ExtensionOffer.parse(headers.all(HandshakeFields.EXTENSIONS));
    }

    /**
     * Checks a request.
     *
     * @param request the request; its body, if there is one, has not been read
     * @return the handshake, to be accepted or refused
     * @throws HandshakeException if the request does not open a WebSocket connection; its response says why: 405 for
     *     another method than GET, 505 for another major version of HTTP, 426 where the upgrade or version 13 is not
     *     asked for, 400 for everything else
     */
    public static ServerHandshake read(UpgradeRequest request) throws HandshakeException {
        checkRequestLine(request);
        checkUpgrade(request);
        checkNoBody(request.headers());
        try {
            return new ServerHandshake(request);
        } catch (IllegalArgumentException e) {
            throw refused(400, e.getMessage());
        }
    }

    private static void checkRequestLine(UpgradeRequest request) throws HandshakeException {
        if (!request.method().equals("GET")) {
            throw refused(405, "a WebSocket is opened with GET, not with " + Escaped.text(request.method(), 20));
        }
        if (!isHttp1(request.version())) {
            // 505 is about the major version (RFC 9110, section 15.6.6), so it does not fit HTTP/1.0.
            int status = OTHER_MAJOR.matcher(request.version()).matches() ? 505 : 400;
            throw refused(
                    status,
                    "a WebSocket is opened with HTTP/1.1, not with " + Escaped.text(request.version(), 20)
                            + " (does a proxy in between speak an older version?)");
        }
    }

    /** {@return whether it is HTTP/1.1 or a later minor version, which has one digit} */
    private static boolean isHttp1(String version) {
        return version.length() == HTTP_1.length() + 1
                && version.startsWith(HTTP_1)
                && version.charAt(HTTP_1.length()) >= '1'
                && version.charAt(HTTP_1.length()) <= '9';
    }

    private static void checkUpgrade(UpgradeRequest request) throws HandshakeException {
        Headers headers = request.headers();
        if (!request.asksForWebSocket()) {
            throw refused(426, "this is a WebSocket endpoint: the request has no \"Upgrade: websocket\"");
        }
        if (!Tokens.listHolds(headers.all(HandshakeFields.CONNECTION), HandshakeFields.UPGRADE)) {
            throw refused(
                    426,
                    "this is a WebSocket endpoint: the request has no \"Connection: Upgrade\""
                            + " (does a proxy in between remove it?)");
        }
        // Before the key: clients of older drafts have none of this form.
        if (!headers.all(HandshakeFields.VERSION).equals(List.of(HandshakeFields.VERSION_13))) {
            throw refused(426, "only version 13 of the WebSocket protocol is supported (Sec-WebSocket-Version)");
        }
    }

    /** A body could be taken for frames, or frames for a body. */
    private static void checkNoBody(Headers headers) throws HandshakeException {
        boolean empty = !headers.contains(HandshakeFields.TRANSFER_ENCODING);
        for (String length : headers.all(HandshakeFields.CONTENT_LENGTH)) {
            empty &= length.equals("0");
        }
        if (!empty) {
            throw refused(400, "the opening handshake must not have a body");
        }
    }

    private static void checkTarget(String target) throws HandshakeException {
        if (!RequestTarget.isReadable(target) || !target.startsWith("/") && UpgradeRequest.absolute(target) == null) {
            throw refused(
                    400, "the request target \"" + Redacted.uri(target) + "\" is neither a path nor an http(s) URI");
        }
    }

    private static List<String> unique(List<String> subprotocols) {
        if (subprotocols.isEmpty()) {
            return List.of();
        }
        Set<String> seen = new HashSet<>();
        for (String subprotocol : subprotocols) {
            // Tokens of users are sent so, since the API of browsers has no other way.
            Tokens.requireUnshown("a subprotocol", subprotocol);
            if (!seen.add(subprotocol)) {
                throw new IllegalArgumentException("a subprotocol is listed twice (RFC 6455, section 4.1)");
            }
        }
        return List.copyOf(subprotocols);
    }

    /**
     * A container that hears of TLS from a proxy may take the usual port for it, where the client has named another.
     */
    private static List<HostPort> own(HostPort host, List<String> lines) {
        if (lines.size() != 1) {
            return List.of(host);
        }
        try {
            HostPort named = HostPort.parse(lines.get(0));
            boolean other = named.host().equals(host.host()) && named.port() != -1;
            return other ? List.of(host, named) : List.of(host);
        } catch (IllegalArgumentException e) {
            // The receiver of the request knows the host better.
            return List.of(host);
        }
    }

    private static HandshakeException refused(int status, String reason) {
        return new HandshakeException(reason, Refusal.of(status, reason, Headers.EMPTY));
    }

    /** {@return the hosts whose pages belong to the requested site: the host, and the same with the port in Host} */
    List<HostPort> own() {
        return own;
    }

    /**
     * Gives the host that the client asked for.
     *
     * @return host and port, as the receiver of the request knows them, or else as the request names them
     */
    public HostPort host() {
        return host;
    }

    /**
     * Returns the path and query that the client has requested on that host.
     *
     * @return path and query as they were sent, still encoded; begins with a slash
     */
    public String target() {
        return target;
    }

    /**
     * Gives the client's nonce.
     *
     * @return the key
     */
    public WebSocketKey key() {
        return key;
    }

    /**
     * Gives the {@code Origin} header.
     *
     * @return its value as it was sent; empty if there is none, as with most clients that are no browsers
     */
    public Optional<String> origin() {
        return origin;
    }

    /**
     * Gives the subprotocols that the client offers.
     *
     * @return the names in the client's order of preference, each once
     */
    public List<String> subprotocols() {
        return subprotocols;
    }

    /**
     * Returns the subprotocol that the server's application has written.
     *
     * @param agreed the subprotocol without it, or the empty string
     * @param written the values of {@code Sec-WebSocket-Protocol} that the application has left
     * @return the one that it has added, else the one that is there already
     */
    public static String chosen(String agreed, List<String> written) {
        List<String> added = Tokens.list(written).stream()
                .filter(name -> !name.equals(agreed))
                .toList();
        return added.isEmpty() ? agreed : String.join(", ", added);
    }

    /**
     * Gives the extensions that the client offers.
     *
     * @return the offers in the client's order of preference; a name may occur more than once
     */
    public List<ExtensionOffer> extensions() {
        return extensions;
    }

    /**
     * Accepts the handshake.
     *
     * @param subprotocol one of the subprotocols that were offered, or {@code null} for none
     * @param accepted the extensions in use, in the order in which they apply, each offered by its name
     * @param extra further header fields; those that the handshake or HTTP itself writes are left out, so that none is
     *     doubled or replaced
     * @return the response, status 101
     * @throws IllegalArgumentException if the client has not offered the subprotocol or an extension
     */
    public UpgradeResponse accept(String subprotocol, List<ExtensionOffer> accepted, Headers extra) {
        Headers.Builder headers = Headers.builder()
                .add(HandshakeFields.UPGRADE, HandshakeFields.WEBSOCKET)
                .add(HandshakeFields.CONNECTION, HandshakeFields.UPGRADE)
                .add(HandshakeFields.ACCEPT, key.accept());
        if (subprotocol != null) {
            if (!subprotocols.contains(subprotocol)) {
                // It may be a token of the user, and is therefore not shown.
                throw new IllegalArgumentException("the client has not offered the subprotocol that was chosen");
            }
            headers.add(HandshakeFields.PROTOCOL, subprotocol);
        }
        for (ExtensionOffer extension : accepted) {
            if (!offers(extension.name())) {
                throw new IllegalArgumentException("the client has not offered the extension " + extension.name());
            }
        }
        if (!accepted.isEmpty()) {
            headers.add(HandshakeFields.EXTENSIONS, ExtensionOffer.format(accepted));
        }
        headers.addAll(HandshakeFields.withoutReserved(extra));
        return new UpgradeResponse(101, "Switching Protocols", headers.build(), new byte[0]);
    }

    private boolean offers(String extension) {
        for (ExtensionOffer offer : extensions) {
            if (offer.name().equals(extension)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Refuses a handshake, read or not. The response ends the HTTP connection. A transport leaves the body out where
     * the method was HEAD.
     *
     * @param status the status, 300 to 599: 403 for an origin, 404 where there is no endpoint, 500, 503
     * @param reason why, for a person; it becomes the body, not the reason phrase, and may hold any character
     * @param extra further header fields; those that HTTP itself writes are left out
     * @return the response
     * @throws IllegalArgumentException if the status is out of range
     */
    public static UpgradeResponse refuse(int status, String reason, Headers extra) {
        return Refusal.of(status, reason, extra);
    }

    /**
     * Refuses a handshake with a body of one's own. The response ends the HTTP connection.
     *
     * @param status the status, 300 to 599
     * @param extra further header fields; those that HTTP itself writes are left out, but for {@code Content-Type},
     *     which is text in UTF-8 where it is missing
     * @param body the body, may be empty; not sent with 304, which has none
     * @return the response
     * @throws IllegalArgumentException if the status is out of range
     */
    public static UpgradeResponse refuse(int status, Headers extra, byte[] body) {
        return Refusal.of(status, extra, body);
    }
}
