package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import io.hawser.cases.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "example.com",
                "://example.com",
                "1a://example.com",
                "-a://example.com",
                "a_b://example.com",
                "a:b://example.com",
                "a\u00e9://example.com",
                "https:/example.com",
                "https://",
                "https://example.com/",
                "https://a b",
                "https://[::1",
                " https://example.com",
                "https://example.com\n",
                "https://a://b"
            })
    void anotherFormIsNoOrigin(String value) {
        assertThat(Origin.parse(value)).isEmpty();
    }

    @Test
    void everyTextIsReadAsThePatternDescribesIt() {
        Pattern form = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
        String chars = "aZ9+.-_:/[]@ \n\u0130\u212a";
        Inputs<String> schemes = Inputs.of("http", "HTTPS", "a+b-c.9", "9a", "");
        Inputs<String> hosts = Inputs.of("://a.example", "://a:80", "://[::1]:8080", "://a/", ":/a");

        Cases.each(
                5 * Cases.USUAL,
                Texts.any().or(Texts.of(chars, 0, 10)).or(Texts.spoiled(schemes.with(hosts, String::concat), chars)),
                text -> {
                    Matcher matcher = form.matcher(text);
                    assertThat(Origin.parse(text))
                            .isEqualTo(matcher.matches() ? of(matcher.group(1), matcher.group(2)) : Optional.empty());
                });
    }

    private static Optional<Origin> of(String scheme, String host) {
        try {
            return Optional.of(Origin.of(scheme.toLowerCase(Locale.ROOT), HostPort.parse(host)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Test
    void isWrittenAsABrowserDoes() {
        assertThat(ORIGIN).hasToString("https://example.com:443");
        assertThat(new Origin("app", "one", -1)).hasToString("app://one");
        assertThat(new Origin("http", "::1", 8080)).hasToString("http://[::1]:8080");
    }
}
