package io.hawser.tck.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An opening handshake, and the difference between the answers of Hawser and Tomcat.
 *
 * @param name the special property of the request
 * @param request the request
 * @param difference the two answers and the reason; {@code null} if the answers are equal
 */
record HandshakeCase(String name, String request, Difference difference) {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    private static final String HOST = "Host: localhost\r\n";
    private static final String KEY_AND_VERSION = "Sec-WebSocket-Key: " + KEY + "\r\nSec-WebSocket-Version: 13\r\n";
    private static final String LEGAL = HOST + UPGRADE + KEY_AND_VERSION;

    /**
     * The difference between the two answers.
     *
     * @param ours Hawser's answer, from {@link HandshakeAnswer#toString()}
     * @param theirs Tomcat's answer
     * @param reason the reason of the difference
     */
    record Difference(String ours, String theirs, String reason) {}

    /** {@return all cases} */
    static Stream<HandshakeCase> all() {
        return Stream.of(legal(), lines(), fields(), targets(), bodies()).flatMap(List::stream);
    }

    private static List<HandshakeCase> legal() {
        return List.of(
                same("plain", LEGAL),
                same("names in lower case", LEGAL.toLowerCase(Locale.ROOT).replace(KEY.toLowerCase(Locale.ROOT), KEY)),
                same(
                        "names in upper case",
                        LEGAL.replace("Upgrade:", "UPGRADE:").replace("Host", "HOST")),
                same("WebSocket", LEGAL.replace(": websocket", ": WebSocket")),
                same("several upgrades", LEGAL.replace(": websocket", ": h2c, websocket")),
                same("several connection options", LEGAL.replace(": Upgrade", ": keep-alive, Upgrade")),
                same("space around values", LEGAL.replace(": ", ":  \t").replace("\r\n", " \t\r\n")),
                same("a subprotocol", LEGAL + "Sec-WebSocket-Protocol: chat\r\n"),
                same("the client's order of subprotocols", LEGAL + "Sec-WebSocket-Protocol: superchat, chat\r\n"),
                same(
                        "subprotocols in two lines",
                        LEGAL + "Sec-WebSocket-Protocol: x\r\nSec-WebSocket-Protocol: superchat\r\n"),
                same("an unknown subprotocol", LEGAL + "Sec-WebSocket-Protocol: x\r\n"),
                same("permessage-deflate", LEGAL + "Sec-WebSocket-Extensions: permessage-deflate\r\n"),
                same(
                        "permessage-deflate as browsers offer it",
                        LEGAL + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"),
                same("an unknown extension", LEGAL + "Sec-WebSocket-Extensions: x; y=z\r\n"),
                same("an empty list of extensions", LEGAL + "Sec-WebSocket-Extensions:\r\n"),
                same("Origin: the same", LEGAL + "Origin: http://localhost\r\n"),
                same("Origin: another", LEGAL + "Origin: http://example.com\r\n")
                        .but(
                                "403",
                                "101",
                                "a page of another site (RFC 6455, section 10.2): allowedOrigins lets it in"));
    }

    private static List<HandshakeCase> lines() {
        return List.of(
                line("POST", "POST /app/echo HTTP/1.1").but("405", "404", "the endpoint is there, the method is not"),
                line("HEAD", "HEAD /app/echo HTTP/1.1").but("405", "404", "the endpoint is there, the method is not"),
                line("a method in lower case", "get /app/echo HTTP/1.1")
                        .but("405", "501", "Tomcat knows no such method"),
                line("HTTP/1.0", "GET /app/echo HTTP/1.0")
                        .but("400", "101", "HTTP/1.1 or higher (RFC 6455, section 4.1)"),
                line("HTTP/2.0", "GET /app/echo HTTP/2.0"),
                line("no version", "GET /app/echo")
                        .but("400", "0", "Tomcat answers as HTTP/0.9 has it, without a status"),
                line("a space too much", "GET  /app/echo HTTP/1.1"));
    }

    private static List<HandshakeCase> fields() {
        return List.of(
                same("no Host", UPGRADE + KEY_AND_VERSION),
                same("an empty Host", LEGAL.replace("localhost", ""))
                        .but("400", "101", "the host is missing (RFC 6455, section 4.2.1)"),
                same("two Hosts", LEGAL + HOST),
                same("a Host that is none", LEGAL.replace("localhost", "a b")),
                same("no Upgrade", LEGAL.replace("Upgrade: websocket\r\n", ""))
                        .but(
                                "426",
                                "404",
                                "the endpoint is there, and says what it speaks (RFC 9110, section 15.5.22)"),
                same("another Upgrade", LEGAL.replace("websocket", "h2c"))
                        .but(
                                "426",
                                "404",
                                "the endpoint is there, and says what it speaks (RFC 9110, section 15.5.22)"),
                same("no Connection", LEGAL.replace("Connection: Upgrade\r\n", ""))
                        .but("426", "400", "the endpoint says what it speaks (RFC 9110, section 15.5.22)"),
                same("another Connection", LEGAL.replace("Connection: Upgrade", "Connection: close"))
                        .but("426", "400", "the endpoint says what it speaks (RFC 9110, section 15.5.22)"),
                same("no key", LEGAL.replace("Sec-WebSocket-Key: " + KEY + "\r\n", "")),
                same("a short key", LEGAL.replace(KEY, "dGhlIHNhbXBsZSBub25j")),
                same("a key that is not base64", LEGAL.replace(KEY, "!!!!IHNhbXBsZSBub25jZQ==")),
                same("two keys", LEGAL + "Sec-WebSocket-Key: " + KEY + "\r\n")
                        .but("400", "101", "at most once (RFC 6455, section 11.3.1)"),
                same("no version of WebSocket", LEGAL.replace("Sec-WebSocket-Version: 13\r\n", "")),
                same("version 8", LEGAL.replace(": 13", ": 8")),
                same("a list of versions", LEGAL.replace(": 13", ": 8, 13"))
                        .but("426", "101", "a request has one version, 13 (RFC 6455, section 4.1)"),
                same("a subprotocol twice", LEGAL + "Sec-WebSocket-Protocol: chat, chat\r\n")
                        .but("400", "101 chat", "each at most once (RFC 6455, section 4.1)"),
                same("a subprotocol that is no token", LEGAL + "Sec-WebSocket-Protocol: a b\r\n")
                        .but("400", "101", "not the grammar of RFC 6455, section 11.3.4"),
                same("an extension that is no token", LEGAL + "Sec-WebSocket-Extensions: a b\r\n")
                        .but(
                                "400",
                                "101",
                                "what does not follow the grammar fails the connection (RFC 6455, section 9.1)"),
                same("a parameter without a name", LEGAL + "Sec-WebSocket-Extensions: permessage-deflate;\r\n")
                        .but(
                                "400",
                                "101 with extensions",
                                "what does not follow the grammar fails the connection (RFC 6455, section 9.1)"),
                same(
                        "a window that is too small",
                        LEGAL + "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=7\r\n"),
                same("an unknown parameter", LEGAL + "Sec-WebSocket-Extensions: permessage-deflate; x\r\n"),
                same("a name with a space", LEGAL + "X : y\r\n"),
                same("a folded line", LEGAL + "X: y\r\n z\r\n"),
                same("a control character", LEGAL + "X: \1\r\n"));
    }

    private static List<HandshakeCase> targets() {
        return List.of(
                line("a query", "GET /app/echo?a=b HTTP/1.1"),
                line("another path", "GET /app/other HTTP/1.1"),
                line("a slash at the end", "GET /app/echo/ HTTP/1.1"),
                line("an encoded letter", "GET /app/ech%6F HTTP/1.1"),
                line("a wrong encoding", "GET /app/echo%zz HTTP/1.1")
                        .but("404", "400", "what cannot be decoded is the path of no endpoint"),
                line("dots", "GET /app/x/../echo HTTP/1.1"),
                line("dots beyond the root", "GET /app/../../app/echo HTTP/1.1")
                        .but("404", "400", "a path that leads out of the application is that of no endpoint"),
                line("a path parameter", "GET /app/echo;a=b HTTP/1.1")
                        .but(
                                "404",
                                "101",
                                "path parameters are a matter of servlets; a segment of a template has them in it"),
                line("two slashes", "GET /app//echo HTTP/1.1")
                        .but("404", "101", "an empty segment is a segment (RFC 3986, section 3.3)"),
                line("a fragment", "GET /app/echo#a HTTP/1.1")
                        .but("404", "400", "what is no path is the path of no endpoint"),
                line("the absolute form", "GET http://localhost/app/echo HTTP/1.1"),
                line("the absolute form of another scheme", "GET ws://localhost/app/echo HTTP/1.1")
                        .but("404", "400", "what is no path is the path of no endpoint"),
                line("an asterisk", "GET * HTTP/1.1").but("404", "400", "what is no path is the path of no endpoint"));
    }

    private static List<HandshakeCase> bodies() {
        return List.of(
                same("an empty body", LEGAL + "Content-Length: 0\r\n"),
                same("a body", LEGAL + "Content-Length: 5\r\n")
                        .but("400", "101", "frames could be taken for a body, and a body for frames"),
                same("two lengths", LEGAL + "Content-Length: 0\r\nContent-Length: 5\r\n"),
                same("a body in chunks", LEGAL + "Transfer-Encoding: chunked\r\n")
                        .but("400", "101", "frames could be taken for a body, and a body for frames"));
    }

    private static HandshakeCase line(String name, String requestLine) {
        return new HandshakeCase(name, requestLine + "\r\n" + LEGAL + "\r\n", null);
    }

    private static HandshakeCase same(String name, String fields) {
        return new HandshakeCase(name, "GET /app/echo HTTP/1.1\r\n" + fields + "\r\n", null);
    }

    /** {@return this handshake with a difference} */
    private HandshakeCase but(String ours, String theirs, String reason) {
        return new HandshakeCase(name, request, new Difference(ours, theirs, reason));
    }

    @Override
    public String toString() {
        return name;
    }
}
