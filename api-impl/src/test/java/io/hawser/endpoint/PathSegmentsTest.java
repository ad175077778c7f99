package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathSegmentsTest {

    @Test
    void rootIsOneEmptySegment() {
        assertThat(PathSegments.ofRequest("/")).contains(List.of(""));
    }

    @Test
    void slashAtTheEndMakesAnEmptySegment() {
        assertThat(PathSegments.ofRequest("/a/b/")).contains(List.of("a", "b", ""));
    }

    @Test
    void emptySegmentsAreKept() {
        assertThat(PathSegments.ofRequest("/a//b")).contains(List.of("a", "", "b"));
    }

    @Test
    void encodedSlashMakesNoSegment() {
        assertThat(PathSegments.ofRequest("/a%2Fb/c%2fd")).contains(List.of("a/b", "c/d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", "?", "*"})
    void pathWithoutASlashInFrontIsNone(String path) {
        assertThat(PathSegments.ofRequest(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/a/./b, /a/b",
        "/./a, /a",
        "/a/../b, /b",
        "/a/b/..,/a/",
        "/a/b/.,/a/b/",
        "/a/..,/",
        "/a/b/../../c, /c",
        "/a/%2e%2E/b, /b",
        "/a/%2e/b, /a/b",
    })
    void dotSegmentsAreRemoved(String path, String normalized) {
        assertThat(PathSegments.ofRequest(path)).contains(PathSegments.split(normalized));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..", "/../a", "/a/../../b", "/%2e%2e/a", "/./.."})
    void pathOutOfTheRootIsNone(String path) {
        assertThat(PathSegments.ofRequest(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "a+b, a+b",
        "%61, a",
        "a%20b, a b",
        "caf%C3%A9, café",
        "caf%c3%a9, café",
        "%F0%9F%98%80, 😀",
        "é%C3%A9, éé",
        "a;b=c, a;b=c",
        "%25, %",
    })
    void percentEncodingIsDecoded(String encoded, String decoded) {
        assertThat(PathSegments.decode(encoded)).contains(decoded);
    }

    @Test
    void decodingIsDoneOnce() {
        assertThat(PathSegments.decode("%2541")).contains("%41");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "a%",
                "%4",
                "a%4",
                "%4g",
                "%g4",
                "%%41",
                "%-1",
                "% 1",
                // Not UTF-8: a lone continuation byte, a missing one, an overlong form, a surrogate, beyond U+10FFFF.
                "%80",
                "%C3",
                "%C0%AF",
                "%ED%A0%80",
                "%F4%90%80%80",
                "caf%E9"
            })
    void malformedEncodingIsRefused(String encoded) {
        assertThat(PathSegments.decode(encoded)).isEmpty();
        assertThat(PathSegments.ofRequest("/a/" + encoded)).isEmpty();
    }
}
