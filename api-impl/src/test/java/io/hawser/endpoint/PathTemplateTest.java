package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import io.hawser.cases.Texts;
import jakarta.websocket.DeploymentException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {

    @Test
    void literalPathMatchesItselfOnly() throws Exception {
        PathTemplate template = PathTemplate.parse("/a/b");
        assertThat(template.match("/a/b")).contains(Map.of());
        assertThat(template.match("/a")).isEmpty();
        assertThat(template.match("/a/b/c")).isEmpty();
        assertThat(template.match("/a/B")).isEmpty();
        assertThat(template.match("/a/bb")).isEmpty();
    }

    @Test
    void slashAtTheEndIsSignificant() throws Exception {
        assertThat(PathTemplate.parse("/a/b/").match("/a/b/")).isPresent();
        assertThat(PathTemplate.parse("/a/b/").match("/a/b")).isEmpty();
        assertThat(PathTemplate.parse("/a/b").match("/a/b/")).isEmpty();
        assertThat(PathTemplate.parse("/a/{var}").match("/a/b/")).isEmpty();
        assertThat(PathTemplate.parse("/a/{var}/").match("/a/b/")).contains(Map.of("var", "b"));
    }

    @Test
    void rootMatchesTheRootOnly() throws Exception {
        assertThat(PathTemplate.parse("/").match("/")).contains(Map.of());
        assertThat(PathTemplate.parse("/").match("")).isEmpty();
        assertThat(PathTemplate.parse("/").match("/a")).isEmpty();
    }

    @Test
    void variableTakesOneWholeSegment() throws Exception {
        PathTemplate template = PathTemplate.parse("/a/{var}");
        assertThat(template.match("/a/b")).contains(Map.of("var", "b"));
        assertThat(template.match("/a/apple")).contains(Map.of("var", "apple"));
        assertThat(template.match("/a")).isEmpty();
        assertThat(template.match("/a/b/c")).isEmpty();
        assertThat(template.match("/b/b")).isEmpty();
    }

    @Test
    void variableDoesNotTakeAnEmptySegment() throws Exception {
        assertThat(PathTemplate.parse("/a/{var}").match("/a/")).isEmpty();
        assertThat(PathTemplate.parse("/{x}/{y}").match("//b")).isEmpty();
        assertThat(PathTemplate.parse("/{x}").match("/")).isEmpty();
    }

    @Test
    void variablesKeepTheirOrder() throws Exception {
        PathTemplate template = PathTemplate.parse("/{z}/and/{a}/{guest-id}");
        assertThat(template.variables()).containsExactly("z", "a", "guest-id");
        assertThat(template.match("/1/and/2/3").orElseThrow())
                .containsExactly(entry("z", "1"), entry("a", "2"), entry("guest-id", "3"));
    }

    @Test
    void parametersCannotBeChanged() throws Exception {
        Map<String, String> parameters = PathTemplate.parse("/{a}").match("/x").orElseThrow();
        assertThatThrownBy(() -> parameters.put("b", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/chat/caf%C3%A9, café",
        "/chat/a%2Fb, a/b",
        "/chat/a%20b+c, a b+c",
        "/chat/a;b=c, a;b=c",
        "/chat/user@example.com, user@example.com",
        "/chat/%7Bx%7D, {x}",
    })
    void valuesAreDecoded(String path, String value) throws Exception {
        assertThat(PathTemplate.parse("/chat/{room}").match(path)).contains(Map.of("room", value));
    }

    @Test
    void valuesAreNotDecodedTwice() throws Exception {
        assertThat(PathTemplate.parse("/{room}").match("/%252e%252e%2541")).contains(Map.of("room", "%2e%2e%41"));
    }

    @Test
    void everyEncodedValueComesBack() {
        Inputs<String> values = Texts.any()
                .where(value -> !value.isEmpty()
                        && StandardCharsets.UTF_8.newEncoder().canEncode(value)
                        && !PathSegments.isRelative(value));

        Cases.each(values, PathTemplateTest::encodedValueComesBack);
    }

    private static void encodedValueComesBack(String value) throws Exception {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        assertThat(PathTemplate.parse("/a/{value}/b").match("/a/" + encoded + "/b"))
                .contains(Map.of("value", value));
    }

    @Test
    void literalsAreComparedDecoded() throws Exception {
        assertThat(PathTemplate.parse("/caf%C3%A9").match("/caf%c3%a9")).isPresent();
        assertThat(PathTemplate.parse("/café").match("/caf%C3%A9")).isPresent();
        assertThat(PathTemplate.parse("/~chat").match("/%7Echat")).isPresent();
        assertThat(PathTemplate.parse("/a/b").match("/a%2Fb")).isEmpty();
    }

    @Test
    void pathOfTheRequestIsNormalized() throws Exception {
        assertThat(PathTemplate.parse("/a/{b}").match("/x/../a/./y")).contains(Map.of("b", "y"));
        assertThat(PathTemplate.parse("/a/{b}").match("/a/..")).isEmpty();
    }

    @Test
    void malformedEncodingMatchesNothing() throws Exception {
        assertThat(PathTemplate.parse("/{x}").match("/%zz")).isEmpty();
        assertThat(PathTemplate.parse("/{x}").match("/%C3")).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a", "a/b", "{a}", "ws://host/a"})
    void templateHasToBeginWithASlash(String text) {
        assertMalformed(text, "it has to begin with a slash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "//a", "/a//b", "/a//"})
    void emptySegmentIsRefused(String text) {
        assertMalformed(text, "a segment is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/../b", "/./b", "/..", "/a/.", "/a/%2e%2E"})
    void relativeSegmentIsRefused(String text) {
        assertMalformed(text, "is relative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a{b}", "/{b}c", "/{b}.do", "/a/b{c}d/e", "/{b", "/b}", "/}{", "/a/{b/c}"})
    void variableHasToBeAWholeSegment(String text) {
        assertMalformed(text, "a variable has to be the whole of its segment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/{}", "/{ a }", "/{a*}", "/{a:3}", "/{+a}", "/{?a}", "/{a,b}", "/{.a}", "/{{a}}", "/{a}{b}"})
    void variableHasToHaveAName(String text) {
        assertMalformed(text, "is no name of a variable");
    }

    @Test
    void variableUsedTwiceIsRefused() {
        assertMalformed("/{a}/b/{a}", "the variable {a} is used twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a?b=c", "/a#b", "/a\\b", "/a\nb", "/<a>", "/a|b", "/a^"})
    void characterThatNoPathHasIsRefused(String text) {
        assertMalformed(text, "has to be percent-encoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/a%4", "/%zz", "/%C3"})
    void malformedEncodingIsRefused(String text) {
        assertMalformed(text, "percent-encoding");
    }

    @Test
    void textIsKept() throws Exception {
        assertThat(PathTemplate.parse("/caf%C3%A9/{room}")).hasToString("/caf%C3%A9/{room}");
    }

    private static void assertMalformed(String text, String rule) {
        assertThatThrownBy(() -> PathTemplate.parse(text))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(text == null ? "null" : "\"" + text + "\"")
                .hasMessageContaining("malformed")
                .hasMessageContaining(rule);
    }
}
