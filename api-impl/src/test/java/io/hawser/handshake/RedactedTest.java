package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactedTest {

    @ParameterizedTest
    @CsvSource({
        "ws://example.com/chat, ws://example.com/chat",
        "wss://example.com:8443/, wss://example.com:8443/",
        "ws://[::1]:8080/a, ws://[::1]:8080/a",
        "ws://user:secret@example.com/, ws://example.com/",
        "ws://user:se@cret@example.com/, ws://example.com/",
        "ws://secret@[::1]:1/, ws://[::1]:1/",
        "ws://example.com/?token=secret, ws://example.com/?...",
        "ws://example.com?secret, ws://example.com?...",
        "ws://example.com/a#secret, ws://example.com/a#...",
        "ws://example.com/a?b#secret, ws://example.com/a?...",
        "/chat?token=secret, /chat?...",
        "/chat/@room, /chat/@room",
        "ws:user:secret@example.com/, ws:example.com/",
        "ws://user:secret?word@example.com/, ws://...",
        "ws:example.com/chat, ws:example.com/chat",
        "http://u:secret@h/x?secret, http://h/x?...",
        "/a;jsessionid=secret/b;c?d, /a;.../b;...?...",
        "https://example.com/login;jsessionid=secret#x, https://example.com/login;...#...",
        "*, *"
    })
    void whatMayBeASecretIsLeftOut(String uri, String shown) {
        assertThat(Redacted.uri(uri)).isEqualTo(shown);
    }

    @Test
    void theResultIsOneLineOfPrintableCharacters() {
        assertThat(Redacted.uri(URI.create("ws://m\u00fcnchen.example/\u00e4?secret")))
                .isEqualTo("ws://m\\u00fcnchen.example/\\u00e4?...");
        assertThat(Redacted.uri("/a\r\nb?\nsecret\u0085secret")).isEqualTo("/a\\u000d\\u000ab?...");
        assertThat(Redacted.uri("/" + "a".repeat(1000))).hasSize(200);
        assertThat(Redacted.uri(null)).isEqualTo("null");
    }
}
