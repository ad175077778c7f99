package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https, example.com, 443",
        "http://example.com, http, example.com, 80",
        "HTTP://Example.COM:8080, http, example.com, 8080",
        "http://[::1]:3000, http, ::1, 3000",
        "chrome-extension://abcdef, chrome-extension, abcdef, -1",
        "app://localhost:1, app, localhost, 1"
    })
    void schemeHostAndPortAreRead(String value, String scheme, String host, int port) {
        assertThat(Origin.parse(value)).contains(new Origin(scheme, host, port));
    }

    @Test
    void aDefaultPortMakesNoDifference() {
        assertThat(Origin.parse("https://a:443")).isEqualTo(Origin.parse("https://a"));
        assertThat(Origin.parse("http://a:80")).isEqualTo(Origin.parse("http://a"));
        assertThat(Origin.parse("http://a:443")).isNotEqualTo(Origin.parse("https://a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "example.com",
                "https:example.com",
                "https://",
                "://example.com",
                "https://example.com/",
                "https://example.com/path",
                "https://user@example.com",
                "https://a https://b",
                "https://*.example.com",
                "file://"
            })
    void nullAndMalformedValuesAreNoOrigin(String value) {
        assertThat(Origin.parse(value)).isEmpty();
    }
}
