package io.hawser.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeRequestTest {

    @Test
    void theResourceIsWhatTheTargetHasBehindTheHost() {
        assertThat(resource("/chat?a=b")).isEqualTo("/chat?a=b");
        assertThat(resource("http://host:80/chat?a=b")).isEqualTo("/chat?a=b");
        assertThat(resource("HTTPS://host")).isEqualTo("/");
        assertThat(resource("http://host?a=b")).isEqualTo("/?a=b");
        assertThat(resource("ws://host/chat")).isEqualTo("ws://host/chat");
    }

    private static String resource(String target) {
        return new UpgradeRequest("GET", target, "HTTP/1.1", Headers.EMPTY).resource();
    }

    @Test
    void theHostIsThatOfTheHeaderUnlessSomebodyKnowsBetter() {
        assertThat(new UpgradeRequest("GET", "/", "HTTP/1.1", Headers.EMPTY).host())
                .isNull();
    }

    private static UpgradeRequest of(String target, String... fields) {
        Headers.Builder headers = Headers.builder();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return new UpgradeRequest("GET", target, "HTTP/1.1", headers.build());
    }

    @Test
    void theHostThatIsAskedIsThatOfWhoeverKnowsItBest() {
        HostPort known = new HostPort("known", 1);
        assertThat(new UpgradeRequest("GET", "/", "HTTP/1.1", Headers.EMPTY, known).asked())
                .isEqualTo(known);
        assertThat(of("/", "Host", "a.example:80").asked()).hasToString("a.example:80");
        assertThat(of("http://b.example/", "Host", "a.example").asked()).hasToString("b.example");
    }

    @Test
    void aRequestThatNamesNoHostOrSeveralIsNone() {
        for (UpgradeRequest request : List.of(
                of("/"),
                of("http://b.example/"),
                of("/", "Host", "a.example", "Host", "a.example"),
                of("/", "Host", "user@a.example"),
                of("http://user@b.example/", "Host", "a.example"),
                of("/", "Host", ""))) {
            assertThatIllegalArgumentException().isThrownBy(request::asked);
        }
    }

    @Test
    void otherUpgradesThanThatToWebSocketDoNotCount() {
        assertThat(of("/").asksForWebSocket()).isFalse();
        assertThat(of("/", "Upgrade", "h2c").asksForWebSocket()).isFalse();
        assertThat(of("/", "Upgrade", "h2c, WebSocket").asksForWebSocket()).isTrue();
        assertThat(of("/", "Upgrade", "h2c", "Upgrade", "websocket").asksForWebSocket())
                .isTrue();
    }

    @Test
    void aRequestIsWrittenAsHttpHasIt() {
        assertThat(new String(
                        of("/chat?a=b", "Host", "a.example", "Cookie", "caf\u00e9")
                                .encode(),
                        ISO_8859_1))
                .isEqualTo("GET /chat?a=b HTTP/1.1\r\nHost: a.example\r\nCookie: caf\u00e9\r\n\r\n");
    }

    @Test
    void headerInjectionThroughARequestLineIsRefused() {
        for (UpgradeRequest request : List.of(
                new UpgradeRequest("GET /", "/", "HTTP/1.1", Headers.EMPTY),
                new UpgradeRequest("", "/", "HTTP/1.1", Headers.EMPTY),
                new UpgradeRequest("GET", "", "HTTP/1.1", Headers.EMPTY),
                new UpgradeRequest("GET", "/a b", "HTTP/1.1", Headers.EMPTY),
                new UpgradeRequest("GET", "/ HTTP/1.1\r\nX: 1\r\nY:", "HTTP/1.1", Headers.EMPTY),
                new UpgradeRequest("GET", "/", "HTTP/1.1\r\nX: 1", Headers.EMPTY))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(request::encode)
                    .withMessageEndingWith(" is not a request line (RFC 9112, section 3)");
        }
    }

    @Test
    void nothingButTheHostMayBeNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> new UpgradeRequest(null, "/", "HTTP/1.1", Headers.EMPTY))
                .withMessage("method");
        assertThatNullPointerException()
                .isThrownBy(() -> new UpgradeRequest("GET", null, "HTTP/1.1", Headers.EMPTY))
                .withMessage("target");
        assertThatNullPointerException()
                .isThrownBy(() -> new UpgradeRequest("GET", "/", null, Headers.EMPTY))
                .withMessage("version");
        assertThatNullPointerException()
                .isThrownBy(() -> new UpgradeRequest("GET", "/", "HTTP/1.1", null))
                .withMessage("headers");
    }

    @Test
    void secretsAreNotShown() {
        assertThat(new UpgradeRequest(
                        "GET",
                        "http://user:secret@host/a?secret",
                        "HTTP/1.1",
                        Headers.builder().add("Cookie", "secret").build()))
                .hasToString("GET http://host/a?... HTTP/1.1 [Cookie]");
    }
}
