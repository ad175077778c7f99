package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeFieldsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Content-Encoding",
                "Content-Length",
                "Content-Type",
                "Expect",
                "Host",
                "HTTP2-Settings",
                "Keep-Alive",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "Sec-WebSocket-Accept",
                "Sec-WebSocket-Extensions",
                "Sec-WebSocket-Key",
                "Sec-WebSocket-Protocol",
                "Sec-WebSocket-Version",
                "sec-websocket-anything",
                "TRANSFER-encoding"
            })
    void customHeadersCannotDoubleOrReplaceReservedOnes(String name) {
        assertThat(HandshakeFields.withoutReserved(
                        Headers.builder().add(name, "1").build()))
                .isEmpty();
    }

    @Test
    void otherHeadersStayInTheirOrder() {
        Headers headers = Headers.builder()
                .add("Set-Cookie", "a=1")
                .add("Upgrade", "h2c")
                .add("Origin", "https://example.com")
                .add("Set-Cookie", "b=2")
                .build();
        assertThat(HandshakeFields.withoutReserved(headers))
                .containsExactly(
                        new Headers.Field("Set-Cookie", "a=1"),
                        new Headers.Field("Origin", "https://example.com"),
                        new Headers.Field("Set-Cookie", "b=2"));
    }
}
