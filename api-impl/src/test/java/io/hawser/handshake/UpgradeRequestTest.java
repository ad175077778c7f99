package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

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
