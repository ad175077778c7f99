package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginTest {

    private static final Origin ORIGIN = new Origin("https", "example.com", 443);

    @Test
    void originsAreEqualIfSchemeHostAndPortAre() {
        assertThat(Origin.parse("HTTPS://Example.com")).contains(ORIGIN);
        assertThat(ORIGIN).hasSameHashCodeAs(new Origin("https", "example.com", 443));
        assertThat(ORIGIN)
                .isNotEqualTo(new Origin("http", "example.com", 443))
                .isNotEqualTo(new Origin("https", "example.org", 443))
                .isNotEqualTo(new Origin("https", "example.com", 444))
                .isNotEqualTo("https://example.com:443");
        assertThat(ORIGIN.hashCode()).isNotEqualTo(new Origin("https", "example.org", 443).hashCode());
    }

    @Test
    void isWrittenAsABrowserDoes() {
        assertThat(ORIGIN).hasToString("https://example.com:443");
        assertThat(new Origin("app", "one", -1)).hasToString("app://one");
        assertThat(new Origin("http", "::1", 8080)).hasToString("http://[::1]:8080");
    }
}
