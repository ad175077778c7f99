package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import io.hawser.cases.Texts;
import io.hawser.handshake.ExtensionOffer.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerHandshakeTest {

    private static ServerHandshake read(Headers.Builder headers) throws HandshakeException {
        return ServerHandshake.read(Requests.get(headers));
    }

    /** Asserts that a request is refused with a status and a reason, and that the body is the reason. */
    private static UpgradeResponse assertRefused(int status, String reason, UpgradeRequest request) {
        HandshakeException failure =
                catchThrowableOfType(HandshakeException.class, () -> ServerHandshake.read(request));
        assertThat(failure).hasMessageContaining(reason).hasMessageMatching("[ -~]{1,500}");
        UpgradeResponse response = failure.response();
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body()).asString(StandardCharsets.UTF_8).isEqualTo(failure.getMessage() + "\n");
        assertThat(response.headers().all("Connection"))
                .singleElement()
                .asString()
                .endsWith("close");
        return response;
    }

    private static UpgradeResponse assertRefused(int status, String reason, Headers.Builder headers) {
        return assertRefused(status, reason, Requests.get(headers));
    }

    private static Headers.Builder without(String name) {
        Headers.Builder headers = Headers.builder();
        Requests.headers().build().forEach(field -> {
            if (!field.name().equals(name)) {
                headers.add(field.name(), field.value());
            }
        });
        return headers;
    }

    @Nested
    class RequestLine {

        private UpgradeRequest request(String method, String target, String version) {
            return new UpgradeRequest(
                    method, target, version, Requests.headers().build());
        }

        @ParameterizedTest
        @ValueSource(strings = {"POST", "HEAD", "CONNECT", "get", "G\r\nET"})
        void onlyGetOpensAWebSocket(String method) {
            UpgradeResponse response = assertRefused(405, "not with ", request(method, "/", "HTTP/1.1"));
            assertThat(response.headers().all("Allow")).containsExactly("GET");
        }

        @Test
        void laterMinorVersionsOfHttpAreTaken() throws HandshakeException {
            assertThat(ServerHandshake.read(request("GET", "/a", "HTTP/1.2")).target())
                    .isEqualTo("/a");
        }

        @ParameterizedTest
        @CsvSource({
            "HTTP/1.0, 400",
            "HTTP/0.9, 505",
            "HTTP/2.0, 505",
            "HTTP/2, 505",
            "HTTP/3.0, 505",
            "HTTP/1.10, 400",
            "HTTP/1., 400",
            "HTTP/1.x, 400",
            "HTTP/1:1, 400",
            "http/1.1, 400",
            "'', 400"
        })
        void onlyHttpOnePointOneOrLaterOpensAWebSocket(String version, int status) {
            assertRefused(status, "opened with HTTP/1.1, not with " + version, request("GET", "/", version));
        }

        @ParameterizedTest
        @CsvSource({
            "/, /",
            "/chat?room=%20a&b=/, /chat?room=%20a&b=/",
            "//chat, //chat",
            "http://other.example/chat?a, /chat?a",
            "HTTPS://other.example, /",
            "http://other.example?a=b, /?a=b"
        })
        void theTargetIsThePathAndTheQueryAsSent(String target, String expected) throws HandshakeException {
            assertThat(ServerHandshake.read(request("GET", target, "HTTP/1.1")).target())
                    .isEqualTo(expected);
        }

        @Test
        void theHostOfAnAbsoluteTargetReplacesTheHostHeader() throws HandshakeException {
            assertThat(ServerHandshake.read(request("GET", "http://other.example:81/", "HTTP/1.1"))
                            .host())
                    .isEqualTo(new HostPort("other.example", 81));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "*", "chat", "server:80", "ws://a/", "/a b", "/a#b", "/\u00fc", "/\r\nA: b", "/\u007f"})
        void otherTargetsAreRefused(String target) {
            assertRefused(400, "the request target \"" + Redacted.uri(target), request("GET", target, "HTTP/1.1"));
        }

        @Test
        void anAbsoluteTargetWithoutAHostIsRefused() {
            assertRefused(400, "\"...@a\" is neither a host name", request("GET", "http://user@a/", "HTTP/1.1"));
        }
    }

    @Nested
    class Upgrade {

        @Test
        void upgradeAndConnectionAreTokenListsInAnyCaseOverSeveralLines() throws HandshakeException {
            Headers.Builder headers = Requests.headers()
                    .set("Upgrade", "h2c")
                    .add("upgrade", ",foo , WebSocket")
                    .set("Connection", "keep-alive")
                    .add("connection", "close, UPGRADE");
            assertThat(read(headers).key()).isEqualTo(Requests.KEY);
        }

        @ParameterizedTest
        @ValueSource(strings = {"h2c", "websockets", "websocket/13", "web socket", ""})
        void anUpgradeToSomethingElseIsToldWhatThisIs(String value) {
            UpgradeResponse response = assertRefused(
                    426, "this is a WebSocket endpoint", Requests.headers().set("Upgrade", value));
            assertThat(response.headers().all("Upgrade")).containsExactly("websocket");
        }

        @Test
        void aPlainRequestIsToldWhatThisIs() {
            assertRefused(426, "this is a WebSocket endpoint", Headers.builder().add("Host", "a"));
        }

        @Test
        void aConnectionHeaderThatAProxyRemovedIsNamed() {
            assertRefused(426, "no \"Connection: Upgrade\" (does a proxy", without("Connection"));
            assertRefused(426, "no \"Connection: Upgrade\"", Requests.headers().set("Connection", "keep-alive"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"8", "0", "14", "13, 8", "013", "+13", ""})
        void anotherVersionIsAnsweredWithTheOneThatIsSpokenAndNeverTunnelled(String version) {
            UpgradeResponse response =
                    assertRefused(426, "only version 13", Requests.headers().set("Sec-WebSocket-Version", version));
            assertThat(response.headers().all("Sec-WebSocket-Version")).containsExactly("13");
        }

        @Test
        void aMissingOrDoubledVersionIsRefused() {
            assertRefused(426, "only version 13", without("Sec-WebSocket-Version"));
            assertRefused(426, "only version 13", Requests.headers().add("Sec-WebSocket-Version", "13"));
        }
    }

    @Nested
    class Body {

        @ParameterizedTest
        @ValueSource(strings = {"1", "00", "-0", "x", "0, 0", ""})
        void aBodyThatCouldSmuggleARequestIsRefused(String length) {
            assertRefused(400, "must not have a body", Requests.headers().add("Content-Length", length));
        }

        @Test
        void aBodyOfUnknownLengthIsRefused() {
            assertRefused(400, "must not have a body", Requests.headers().add("Transfer-Encoding", "chunked"));
        }

        @Test
        void twoLengthsThatDifferAreRefused() {
            assertRefused(
                    400,
                    "must not have a body",
                    Requests.headers().add("Content-Length", "0").add("Content-Length", "5"));
        }

        @Test
        void aLengthOfZeroIsNoBody() throws HandshakeException {
            assertThat(read(Requests.headers().add("Content-Length", "0")).target())
                    .isEqualTo("/chat");
        }
    }

    @Nested
    class Host {

        @Test
        void theHostIsReadInEachForm() throws HandshakeException {
            assertThat(read(Requests.headers().set("Host", "[::1]:8080")).host())
                    .isEqualTo(new HostPort("::1", 8080));
            assertThat(read(Requests.headers()).host()).isEqualTo(new HostPort("server.example.com", -1));
        }

        @Test
        void whoKnowsTheHostBetterThanTheHeaderIsBelieved() throws HandshakeException {
            HostPort known = new HostPort("public.example", 8443);
            for (Headers.Builder headers : List.of(Requests.headers(), without("Host"))) {
                UpgradeRequest request =
                        new UpgradeRequest("GET", "http://other.example/chat", "HTTP/1.1", headers.build(), known);
                assertThat(ServerHandshake.read(request).host()).isEqualTo(known);
            }
        }

        @Test
        void aMissingOrDoubledHostIsRefused() {
            assertRefused(400, "exactly one header line Host, there are 0", without("Host"));
            assertRefused(
                    400,
                    "exactly one header line Host, there are 2",
                    Requests.headers().add("host", "a"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "a:b", "::1", "a,b", "user@a"})
        void anInvalidHostIsRefused(String host) {
            assertRefused(400, "host", Requests.headers().set("Host", host));
        }
    }

    @Nested
    class Fields {

        @Test
        void aMissingOrDoubledKeyIsRefused() {
            assertRefused(400, "exactly one header line Sec-WebSocket-Key, there are 0", without("Sec-WebSocket-Key"));
            assertRefused(
                    400,
                    "exactly one header line Sec-WebSocket-Key, there are 2",
                    Requests.headers().add("Sec-WebSocket-Key", Requests.KEY.value()));
        }

        @Test
        void aKeyThatIsNotSixteenBytesIsRefused() {
            assertRefused(
                    400, "is not the base64 of 16 bytes", Requests.headers().set("Sec-WebSocket-Key", "AAAA"));
        }

        @Test
        void aClientThatIsNoBrowserSendsNoOrigin() throws HandshakeException {
            assertThat(read(Requests.headers()).origin()).isEmpty();
        }

        @Test
        void theOriginIsGivenAsSent() throws HandshakeException {
            assertThat(read(Requests.headers().add("Origin", "null")).origin()).contains("null");
        }

        @Test
        void twoOriginsAreRefusedSoThatNobodyCanChooseTheWrongOne() {
            assertRefused(
                    400,
                    "exactly one header line Origin, there are 2",
                    Requests.headers().add("Origin", "https://a").add("Origin", "https://b"));
        }

        @Test
        void subprotocolsKeepTheirOrderOverSeveralLines() throws HandshakeException {
            assertThat(read(Requests.headers()
                                    .add("Sec-WebSocket-Protocol", "superchat, chat")
                                    .add("Sec-WebSocket-Protocol", "Chat"))
                            .subprotocols())
                    .containsExactly("superchat", "chat", "Chat");
        }

        @Test
        void aSubprotocolOfferedTwiceIsRefused() {
            assertRefused(
                    400,
                    "a subprotocol is listed twice",
                    Requests.headers().add("Sec-WebSocket-Protocol", "chat, a").add("Sec-WebSocket-Protocol", "chat"));
        }

        @Test
        void aSubprotocolThatIsNoTokenIsRefused() {
            assertRefused(
                    400,
                    "a subprotocol is not a token (RFC 9110, section 5.6.2): it has the character U+0020",
                    Requests.headers().add("Sec-WebSocket-Protocol", "a b"));
        }

        @Test
        void nothingOfferedIsEmpty() throws HandshakeException {
            assertThat(read(Requests.headers()).subprotocols()).isEmpty();
            assertThat(read(Requests.headers()).extensions()).isEmpty();
        }

        @Test
        void extensionsKeepTheirOrderOverSeveralLines() throws HandshakeException {
            assertThat(read(Requests.headers()
                                    .add("Sec-WebSocket-Extensions", "a; b=1")
                                    .add("sec-websocket-extensions", "c"))
                            .extensions())
                    .containsExactly(
                            new ExtensionOffer("a", List.of(new Parameter("b", "1"))),
                            new ExtensionOffer("c", List.of()));
        }

        @Test
        void extensionsOutsideTheGrammarAreRefused() {
            assertRefused(
                    400,
                    "does not have a parameter name at index 2",
                    Requests.headers().add("Sec-WebSocket-Extensions", "a;"));
        }
    }

    @Nested
    class Answer {

        private final ServerHandshake handshake = ServerHandshake.read(Requests.get(Requests.headers()
                .add("Sec-WebSocket-Protocol", "superchat, chat")
                .add("Sec-WebSocket-Extensions", "a; b, c")));

        Answer() throws HandshakeException {}

        @Test
        void theExampleOfTheRfcIsAccepted() {
            UpgradeResponse response = handshake.accept("chat", List.of(), Headers.EMPTY);
            assertThat(response.status()).isEqualTo(101);
            assertThat(response.reason()).isEqualTo("Switching Protocols");
            assertThat(response.body()).isEmpty();
            assertThat(response.headers())
                    .containsExactly(
                            new Headers.Field("Upgrade", "websocket"),
                            new Headers.Field("Connection", "Upgrade"),
                            new Headers.Field("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
                            new Headers.Field("Sec-WebSocket-Protocol", "chat"));
        }

        @Test
        void nothingChosenIsNotNamed() {
            Headers headers = handshake.accept(null, List.of(), Headers.EMPTY).headers();
            assertThat(headers.contains("Sec-WebSocket-Protocol")).isFalse();
            assertThat(headers.contains("Sec-WebSocket-Extensions")).isFalse();
        }

        @Test
        void chosenExtensionsAreNamedOnOneLine() {
            List<ExtensionOffer> chosen = List.of(
                    new ExtensionOffer("c", List.of()), new ExtensionOffer("a", List.of(new Parameter("d", "1"))));
            assertThat(handshake.accept(null, chosen, Headers.EMPTY).headers().all("Sec-WebSocket-Extensions"))
                    .containsExactly("c, a; d=1");
        }

        @Test
        void customHeadersCannotDoubleOrReplaceReservedOnes() {
            Headers extra = Headers.builder()
                    .add("Set-Cookie", "a=b")
                    .add("upgrade", "h2c")
                    .add("CONNECTION", "close")
                    .add("Sec-WebSocket-Accept", "forged")
                    .add("Sec-WebSocket-Protocol", "superchat")
                    .add("Content-Length", "0")
                    .add("Transfer-Encoding", "chunked")
                    .build();
            Headers headers = handshake.accept("chat", List.of(), extra).headers();
            assertThat(headers).hasSize(5).endsWith(new Headers.Field("Set-Cookie", "a=b"));
            assertThat(headers.all("Sec-WebSocket-Protocol")).containsExactly("chat");
        }

        @Test
        void aSubprotocolTheClientNeverOfferedIsNotChosenNorShown() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> handshake.accept("other\r\nA: b", List.of(), Headers.EMPTY))
                    .withMessage("the client has not offered the subprotocol that was chosen");
        }

        @Test
        void anExtensionTheClientNeverOfferedIsNotChosen() {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> handshake.accept(null, List.of(new ExtensionOffer("b", List.of())), Headers.EMPTY))
                    .withMessage("the client has not offered the extension b");
        }

        @Test
        void aRefusalHasItsStatusAndReason() {
            UpgradeResponse response = ServerHandshake.refuse(
                    503,
                    "too many connections",
                    Headers.builder().add("Retry-After", "5").build());
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.headers().all("Retry-After")).containsExactly("5");
            assertThat(response.body()).asString(StandardCharsets.UTF_8).isEqualTo("too many connections\n");
        }

        @Test
        void aRefusalMayHaveABodyOfItsOwn() {
            assertThat(ServerHandshake.refuse(403, Headers.EMPTY, new byte[] {1, 2})
                            .body())
                    .containsExactly(1, 2);
        }
    }

    /** Half of the fields are valid, because the fault of one field hides that of the next. */
    @Test
    void anyRequestIsReadOrRefusedAndNothingElse() {
        Inputs<String> targets = Texts.any()
                .or(Texts.between('\0', '\u007f').as(path -> "/" + path))
                .or(Inputs.of("/", "/a?b"));
        Inputs<String> values =
                Texts.ofHeaders().or(Texts.of("ab1.: [],;=\"\\", 0, 12)).or(Inputs.of("a"));

        Cases.each(
                4 * Cases.USUAL,
                targets.with(
                        values.lists(4, 4),
                        (target, fields) -> Stream.concat(Stream.of(target), fields.stream())
                                .toList()),
                fields -> requestIsReadOrRefusedAndNothingElse(
                        fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4)));
    }

    private static void requestIsReadOrRefusedAndNothingElse(
            String target, String host, String origin, String subprotocols, String extensions) {
        Headers.Builder headers = Requests.headers()
                .set("Host", host)
                .add("Origin", origin)
                .add("Sec-WebSocket-Protocol", subprotocols)
                .add("Sec-WebSocket-Extensions", extensions);
        try {
            ServerHandshake handshake =
                    ServerHandshake.read(new UpgradeRequest("GET", target, "HTTP/1.1", headers.build()));
            assertThat(handshake.target()).startsWith("/");
        } catch (HandshakeException e) {
            assertThat(e.response().status()).isEqualTo(400);
            assertThat(e).hasMessageMatching("[ -~]*");
        }
    }
}
