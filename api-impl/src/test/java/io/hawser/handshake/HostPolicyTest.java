package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPolicyTest {

    private static boolean allows(String asked, String... patterns) {
        return HostPolicy.of(List.of(patterns)).allows(HostPort.parse(asked));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "localhost.",
                "a.localhost",
                "127.0.0.1:80",
                "192.168.1.20",
                "[::1]:8080",
                "[fe80::1]"
            })
    void addressesAndLocalhostAreNobodyElses(String asked) {
        assertThat(allows(asked)).isTrue();
        assertThat(allows(asked, "example.com")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "notlocalhost", "127.0.0.1.evil.example", "127.1", "1"
            })
    void namesAreRefusedUntilTheyAreListed(String asked) {
        assertThat(allows(asked)).isFalse();
        assertThat(allows(asked, "example.com", "*.example.org")).isFalse();
        assertThat(allows(asked, asked)).isTrue();
        assertThat(allows(asked, "example.com", "*")).isTrue();
        assertThat(HostPolicy.ANY.allows(HostPort.parse(asked))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example.org", "b.a.Example.ORG:444", "a.example.org."})
    void aStarStandsForAllNamesBelowADomain(String asked) {
        assertThat(allows(asked, "*.example.org.")).isTrue();
        assertThat(allows("example.org", "*.example.org")).isFalse();
        assertThat(allows("anexample.org", "*.example.org")).isFalse();
        assertThat(allows(asked, "example.org")).isFalse();
        assertThat(allows(asked, "A.EXAMPLE.ORG.", "b.a.example.org")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://example.com",
                "example.com:80",
                "*.",
                "a.*.example.com",
                "*example.com",
                "a b",
                "[::1]"
            })
    void anotherFormIsRefusedWithWhatToWrite(String pattern) {
        assertThatThrownBy(() -> HostPolicy.of(List.of(pattern)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the allowed host \"" + pattern + "\" has another form: write ");
    }
}
