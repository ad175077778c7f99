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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {

    private static Optional<Map<String, String>> match(PathTemplate template, String path) throws DeploymentException {
        PathTable<String> table = new PathTable<>();
        table.add(template, "it");
        return table.find(path).map(PathTable.Match::pathParameters);
    }

    @Test
    void literalPathMatchesItselfOnly() throws Exception {
        PathTemplate template = PathTemplate.parse("/a/b");
        assertThat(match(template, "/a/b")).contains(Map.of());
        assertThat(match(template, "/a")).isEmpty();
        assertThat(match(template, "/a/b/c")).isEmpty();
        assertThat(match(template, "/a/B")).isEmpty();
        assertThat(match(template, "/a/bb")).isEmpty();
    }

    @Test
    void slashAtTheEndIsSignificant() throws Exception {
        assertThat(match(PathTemplate.parse("/a/b/"), "/a/b/")).isPresent();
        assertThat(match(PathTemplate.parse("/a/b/"), "/a/b")).isEmpty();
        assertThat(match(PathTemplate.parse("/a/b"), "/a/b/")).isEmpty();
        assertThat(match(PathTemplate.parse("/a/{var}"), "/a/b/")).isEmpty();
        assertThat(match(PathTemplate.parse("/a/{var}/"), "/a/b/")).contains(Map.of("var", "b"));
    }

    @Test
    void rootMatchesTheRootOnly() throws Exception {
        assertThat(match(PathTemplate.parse("/"), "/")).contains(Map.of());
        assertThat(match(PathTemplate.parse("/"), "")).isEmpty();
        assertThat(match(PathTemplate.parse("/"), "/a")).isEmpty();
    }

    @Test
    void variableTakesOneWholeSegment() throws Exception {
        PathTemplate template = PathTemplate.parse("/a/{var}");
        assertThat(match(template, "/a/b")).contains(Map.of("var", "b"));
        assertThat(match(template, "/a/apple")).contains(Map.of("var", "apple"));
        assertThat(match(template, "/a")).isEmpty();
        assertThat(match(template, "/a/b/c")).isEmpty();
        assertThat(match(template, "/b/b")).isEmpty();
    }

    @Test
    void variableDoesNotTakeAnEmptySegment() throws Exception {
        assertThat(match(PathTemplate.parse("/a/{var}"), "/a/")).isEmpty();
        assertThat(match(PathTemplate.parse("/{x}/{y}"), "//b")).isEmpty();
        assertThat(match(PathTemplate.parse("/{x}"), "/")).isEmpty();
    }

    @Test
    void variablesKeepTheirOrder() throws Exception {
        PathTemplate template = PathTemplate.parse("/{z}/and/{a}/{guest-id}");
        assertThat(template.variables()).containsExactly("z", "a", "guest-id");
        assertThat(match(template, "/1/and/2/3").orElseThrow())
                .containsExactly(entry("z", "1"), entry("a", "2"), entry("guest-id", "3"));
    }

    @Test
    void parametersCannotBeChanged() throws Exception {
        Map<String, String> parameters = match(PathTemplate.parse("/{a}"), "/x").orElseThrow();
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
        assertThat(match(PathTemplate.parse("/chat/{room}"), path)).contains(Map.of("room", value));
    }

    @Test
    void valuesAreNotDecodedTwice() throws Exception {
        assertThat(match(PathTemplate.parse("/{room}"), "/%252e%252e%2541")).contains(Map.of("room", "%2e%2e%41"));
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
        assertThat(match(PathTemplate.parse("/a/{value}/b"), "/a/" + encoded + "/b"))
                .contains(Map.of("value", value));
    }

    @Test
    void literalsAreComparedDecoded() throws Exception {
        assertThat(match(PathTemplate.parse("/caf%C3%A9"), "/caf%c3%a9")).isPresent();
        assertThat(match(PathTemplate.parse("/café"), "/caf%C3%A9")).isPresent();
        assertThat(match(PathTemplate.parse("/~chat"), "/%7Echat")).isPresent();
        assertThat(match(PathTemplate.parse("/a/b"), "/a%2Fb")).isEmpty();
    }

    @Test
    void pathOfTheRequestIsNormalized() throws Exception {
        assertThat(match(PathTemplate.parse("/a/{b}"), "/x/../a/./y")).contains(Map.of("b", "y"));
        assertThat(match(PathTemplate.parse("/a/{b}"), "/a/..")).isEmpty();
    }

    @Test
    void malformedEncodingMatchesNothing() throws Exception {
        assertThat(match(PathTemplate.parse("/{x}"), "/%zz")).isEmpty();
        assertThat(match(PathTemplate.parse("/{x}"), "/%C3")).isEmpty();
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
        assertMalformed(text, "a variable has to be a whole segment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/{}", "/{ a }", "/{a*}", "/{a:3}", "/{+a}", "/{?a}", "/{a,b}", "/{.a}", "/{{a}}", "/{a}{b}"})
    void variableHasToHaveAName(String text) {
        assertMalformed(text, "is not the name of a variable");
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
