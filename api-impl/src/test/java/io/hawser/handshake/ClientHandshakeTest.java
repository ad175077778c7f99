package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import io.hawser.cases.Texts;
import io.hawser.handshake.ExtensionOffer.Parameter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHandshakeTest {

    private static final URI CHAT = URI.create("ws://server.example.com/chat");
    private static final ExtensionOffer A = new ExtensionOffer("a", List.of(new Parameter("b", "1")));

    private static ClientHandshake offering(List<String> subprotocols, List<ExtensionOffer> extensions) {
        return ClientHandshake.of(CHAT, subprotocols, extensions, Headers.EMPTY, Requests.KEY);
    }

    private static Headers headers(Headers extra) {
        return ClientHandshake.of(CHAT, List.of(), List.of(), extra, Requests.KEY)
                .request()
                .headers();
    }

    @Nested
    class Request {

        @Test
        void theExampleOfTheRfcIsWritten() {
            UpgradeRequest request =
                    offering(List.of("chat", "superchat"), List.of()).request();
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.target()).isEqualTo("/chat");
            assertThat(request.version()).isEqualTo("HTTP/1.1");
            assertThat(request.headers())
                    .containsExactly(
                            new Headers.Field("Host", "server.example.com"),
                            new Headers.Field("Upgrade", "websocket"),
                            new Headers.Field("Connection", "Upgrade"),
                            new Headers.Field("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
                            new Headers.Field("Sec-WebSocket-Version", "13"),
                            new Headers.Field("Sec-WebSocket-Protocol", "chat, superchat"));
        }

        @Test
        void eachHandshakeHasAKeyOfItsOwn() {
            String first = ClientHandshake.of(CHAT, List.of(), List.of(), Headers.EMPTY)
                    .request()
                    .headers()
                    .only("Sec-WebSocket-Key");
            String second = ClientHandshake.of(CHAT, List.of(), List.of(), Headers.EMPTY)
                    .request()
                    .headers()
                    .only("Sec-WebSocket-Key");
            assertThat(first).isNotEqualTo(second);
        }

        @Test
        void theUriIsGivenForConnecting() {
            assertThat(offering(List.of(), List.of()).uri())
                    .isEqualTo(new WebSocketUri(false, "server.example.com", 80, "/chat"));
        }

        @Test
        void extensionsAreOfferedInTheirOrder() {
            assertThat(offering(List.of(), List.of(A, new ExtensionOffer("a", List.of())))
                            .request()
                            .headers()
                            .all("Sec-WebSocket-Extensions"))
                    .containsExactly("a; b=1, a");
        }

        @Test
        void customHeadersCannotDoubleOrReplaceReservedOnes() {
            Headers extra = Headers.builder()
                    .add("Origin", "https://example.com")
                    .add("Sec-WebSocket-Key", "forged")
                    .add("Sec-WebSocket-Extensions", "x")
                    .add("Connection", "close")
                    .add("Transfer-Encoding", "chunked")
                    .add("Authorization", "Bearer b")
                    .add("Cookie", "a=b")
                    .add("User-Agent", "test")
                    .build();
            assertThat(headers(extra))
                    .containsExactly(
                            new Headers.Field("Host", "server.example.com"),
                            new Headers.Field("Upgrade", "websocket"),
                            new Headers.Field("Connection", "Upgrade"),
                            new Headers.Field("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
                            new Headers.Field("Sec-WebSocket-Version", "13"),
                            new Headers.Field("Origin", "https://example.com"),
                            new Headers.Field("Authorization", "Bearer b"),
                            new Headers.Field("Cookie", "a=b"),
                            new Headers.Field("User-Agent", "test"));
        }

        @Test
        void theHostMayBeReplacedAndStaysOne() {
            Headers extra =
                    Headers.builder().add("host", "Virtual.example:8080").build();
            assertThat(headers(extra)).contains(new Headers.Field("Host", "virtual.example:8080"));
            assertThat(offering(List.of(), List.of())
                            .with(extra)
                            .request()
                            .headers()
                            .all("Host"))
                    .containsExactly("virtual.example:8080");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "a/b", "a:b", "a,b"})
        void aMalformedHostIsRefused(String host) {
            ClientHandshake handshake = offering(List.of(), List.of());
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            handshake.with(Headers.builder().add("Host", host).build()));
        }

        @Test
        void twoHostsAreRefused() {
            ClientHandshake handshake = offering(List.of(), List.of());
            Headers two = Headers.builder().add("Host", "a").add("Host", "b").build();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> handshake.with(two))
                    .withMessageContaining("Host");
        }

        @Test
        void theSameHandshakeWithItsOwnHeadersAndMoreIsTheSameAndMore() {
            ClientHandshake first = offering(List.of("chat"), List.of(A));
            ClientHandshake second = first.with(Headers.builder()
                    .addAll(first.request().headers())
                    .add("Origin", "https://example.com")
                    .build());
            assertThat(second.uri()).isEqualTo(first.uri());
            assertThat(second.request().target()).isEqualTo(first.request().target());
            assertThat(second.request().headers())
                    .containsExactlyElementsOf(Headers.builder()
                            .addAll(first.request().headers())
                            .add("Origin", "https://example.com")
                            .build());
        }

        @Test
        void aSubprotocolOfferedTwiceIsRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> offering(List.of("chat", "chat"), List.of()))
                    .withMessageContaining("a subprotocol is listed twice");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "a,b", "a\r\nB: c"})
        void headerInjectionThroughASubprotocolIsRefused(String subprotocol) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> offering(List.of(subprotocol), List.of()))
                    .withMessageContaining("is not a token");
        }
    }

    @Nested
    class Response {

        private final ClientHandshake handshake =
                offering(List.of("chat", "superchat"), List.of(A, new ExtensionOffer("c", List.of())));

        private Headers.Builder accepted() {
            return Headers.builder()
                    .add("Upgrade", "websocket")
                    .add("Connection", "Upgrade")
                    .add("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        }

        private Agreement verify(Headers.Builder headers) throws HandshakeException {
            return handshake.verify(new UpgradeResponse(101, "Switching Protocols", headers.build(), new byte[0]));
        }

        private void assertFails(String reason, UpgradeResponse response) {
            HandshakeException failure =
                    catchThrowableOfType(HandshakeException.class, () -> handshake.verify(response));
            assertThat(failure).hasMessageContaining(reason).hasMessageMatching("[ -~]{1,500}");
            assertThat(failure.response()).isSameAs(response);
        }

        private void assertFails(String reason, Headers.Builder headers) {
            assertFails(reason, new UpgradeResponse(101, "", headers.build(), new byte[0]));
        }

        @Test
        void theExampleOfTheRfcIsAgreedTo() throws HandshakeException {
            assertThat(verify(accepted().add("Sec-WebSocket-Protocol", "chat")))
                    .isEqualTo(new Agreement(Optional.of("chat"), List.of()));
        }

        @Test
        void aServerMayChooseNothing() throws HandshakeException {
            assertThat(verify(accepted())).isEqualTo(new Agreement(Optional.empty(), List.of()));
        }

        @Test
        void upgradeAndConnectionAreComparedInAnyCaseOverSeveralLines() throws HandshakeException {
            assertThat(verify(accepted()
                            .set("Upgrade", "WebSocket")
                            .set("Connection", "keep-alive")
                            .add("connection", "foo, uPGRADE")))
                    .isNotNull();
        }

        @Test
        void chosenExtensionsKeepTheirOrderAndParameters() throws HandshakeException {
            assertThat(verify(accepted().add("Sec-WebSocket-Extensions", "c, a; d=\"2\""))
                            .extensions())
                    .containsExactly(
                            new ExtensionOffer("c", List.of()),
                            new ExtensionOffer("a", List.of(new Parameter("d", "2"))));
        }

        @ParameterizedTest
        @ValueSource(ints = {100, 200, 302, 401, 403, 500})
        void anotherStatusIsAFailureEvenIfAllElseIsRight(int status) {
            assertFails(
                    "the server answered " + status,
                    new UpgradeResponse(status, "", accepted().build(), new byte[0]));
        }

        @Test
        void reasonAndBodyOfARefusalAreShown() {
            assertFails(
                    "the server answered 403 Forbidden: go \\u00fc away",
                    new UpgradeResponse(
                            403, "Forbidden", Headers.EMPTY, "go ü away\r\n".getBytes(StandardCharsets.UTF_8)));
        }

        @ParameterizedTest
        @CsvSource({
            "https://idp.example:8443/login, https://idp.example:8443/login",
            "/login, /login",
            "//idp.example/a/b@c, //idp.example/a/b@c",
            "https://user:secret@idp.example/login?token=secret, https://idp.example/login?...",
            "https://idp.example?token=secret#secret, https://idp.example?...",
            "//user:secret@idp.example/x#secret, //idp.example/x#...",
            "user:secret@idp.example/, user:idp.example/",
            "/login?next=wss://user:secret@host/, /login?...",
            "/aü, /a\\u00fc",
            "'', ''"
        })
        void theLocationOfARedirectIsShownWithoutSecrets(String location, String shown) {
            assertFails(
                    "the server answered 302 Found and points to " + shown + "; redirects are not followed",
                    new UpgradeResponse(
                            302,
                            "Found",
                            Headers.builder().add("location", location).build(),
                            ("Moved to " + location).getBytes(StandardCharsets.UTF_8)));
        }

        @Test
        void withoutALocationTheBodyOfARedirectIsShown() {
            assertFails(
                    "the server answered 304: not changed",
                    new UpgradeResponse(304, "", Headers.EMPTY, "not changed".getBytes(StandardCharsets.UTF_8)));
            Headers location = Headers.builder().add("Location", "/x").build();
            assertFails(
                    "the server answered 401: log in",
                    new UpgradeResponse(401, "", location, "log in".getBytes(StandardCharsets.UTF_8)));
        }

        @Test
        void aFloodInReasonAndBodyIsShortenedAndCannotForgeALogLine() {
            assertFails(
                    "...",
                    new UpgradeResponse(
                            500,
                            "\r\nINFO all is well".repeat(1000),
                            Headers.EMPTY,
                            "a\n".repeat(500_000).getBytes(StandardCharsets.UTF_8)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"h2c", "websocket, h2c", "websockets", "", "websoc\u00e9t"})
        void anotherUpgradeIsAFailure(String value) {
            assertFails("instead of \"Upgrade: websocket\"", accepted().set("Upgrade", value));
        }

        @Test
        void aMissingOrDoubledUpgradeIsAFailure() {
            assertFails("exactly one header line Upgrade, there are 0", Headers.builder());
            assertFails(
                    "exactly one header line Upgrade, there are 2", accepted().add("Upgrade", "websocket"));
        }

        @Test
        void aConnectionThatDoesNotUpgradeIsAFailure() {
            assertFails("has no \"Connection: Upgrade\"", accepted().set("Connection", "close"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "S3PPLMBITXAQ9KYGZZHZRBK+XOO=", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo", "forged"})
        void aWrongAcceptIsAFailure(String value) {
            assertFails(
                    "wrong Sec-WebSocket-Accept: \"" + value + "\"", accepted().set("Sec-WebSocket-Accept", value));
        }

        @Test
        void aDoubledAcceptIsAFailure() {
            assertFails(
                    "exactly one header line Sec-WebSocket-Accept, there are 2",
                    accepted().add("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        }

        @ParameterizedTest
        @ValueSource(strings = {"other", "Chat", ""})
        void aSubprotocolTheClientNeverOfferedIsAFailure(String value) {
            assertFails(
                    "the subprotocol \"" + value + "\", which was not offered",
                    accepted().add("Sec-WebSocket-Protocol", value));
        }

        @Test
        void twoSubprotocolsAreAFailure() {
            assertFails(
                    "exactly one header line Sec-WebSocket-Protocol, there are 2",
                    accepted().add("Sec-WebSocket-Protocol", "chat").add("Sec-WebSocket-Protocol", "superchat"));
        }

        @Test
        void anExtensionTheClientNeverOfferedIsAFailure() {
            assertFails(
                    "the extension \"x\", which was not offered", accepted().add("Sec-WebSocket-Extensions", "a, x"));
        }

        @Test
        void extensionsOutsideTheGrammarAreAFailure() {
            assertFails("does not have a parameter value", accepted().add("Sec-WebSocket-Extensions", "a; b="));
        }
    }

    @Test
    void bothSidesAgreeWithEachOther() throws HandshakeException {
        ClientHandshake client =
                ClientHandshake.of(URI.create("wss://[::1]:8443/chat?a=b"), List.of("chat"), List.of(A), Headers.EMPTY);
        ServerHandshake server = ServerHandshake.read(client.request());
        assertThat(server.host()).isEqualTo(new HostPort("::1", 8443));
        assertThat(server.target()).isEqualTo("/chat?a=b");
        assertThat(client.verify(server.accept("chat", server.extensions(), Headers.EMPTY)))
                .isEqualTo(new Agreement(Optional.of("chat"), List.of(A)));
    }

    @Test
    void theQueryIsNotShownWhereTheServerRepeatsIt() {
        ClientHandshake handshake =
                ClientHandshake.of(URI.create("ws://localhost/a?token=secret"), List.of(), List.of(), Headers.EMPTY);
        UpgradeResponse response = new UpgradeResponse(
                404, "no /a?token=secret", Headers.EMPTY, "none at /a?token=secret\n".getBytes(StandardCharsets.UTF_8));
        assertThat(catchThrowableOfType(HandshakeException.class, () -> handshake.verify(response)))
                .hasMessage("the server answered 404 no /a?...: none at /a?...");
    }

    @Test
    void anyResponseIsVerifiedOrRefusedAndNothingElse() {
        Inputs<String> values = Texts.ofHeaders().or(Texts.of("ab1 ,;=\"\\", 0, 8));
        // A wrong subprotocol hides a fault of the extensions.
        Inputs<String> subprotocols = values.or(Inputs.of("a"));

        Cases.each(
                subprotocols.with(values, (subprotocol, extensions) -> List.of(subprotocol, extensions)),
                chosen -> responseIsVerifiedOrRefusedAndNothingElse(chosen.get(0), chosen.get(1)));
    }

    private static void responseIsVerifiedOrRefusedAndNothingElse(String subprotocol, String extensions) {
        Headers headers = Headers.builder()
                .add("Upgrade", "websocket")
                .add("Connection", "Upgrade")
                .add("Sec-WebSocket-Accept", Requests.KEY.accept())
                .add("Sec-WebSocket-Protocol", subprotocol)
                .add("Sec-WebSocket-Extensions", extensions)
                .build();
        try {
            Agreement agreement =
                    offering(List.of("a"), List.of(A)).verify(new UpgradeResponse(101, "", headers, new byte[0]));
            assertThat(agreement.subprotocol()).contains("a");
        } catch (HandshakeException e) {
            assertThat(e).hasMessageMatching("[ -~]*");
        }
    }
}
