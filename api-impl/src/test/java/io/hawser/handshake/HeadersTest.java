package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import io.hawser.cases.Texts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

    private final Headers headers = Headers.builder()
            .add("Host", "a")
            .add("Cookie", "1")
            .add("cookie", "2")
            .build();

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(headers.all("COOKIE")).containsExactly("1", "2");
        assertThat(headers.first("hOST")).contains("a");
        assertThat(headers.contains("host")).isTrue();
    }

    @Test
    void missingNamesAreEmpty() {
        assertThat(headers.all("Origin")).isEmpty();
        assertThat(headers.first("Origin")).isEmpty();
        assertThat(headers.contains("Origin")).isFalse();
        assertThat(Headers.EMPTY).isEmpty();
    }

    @Test
    void orderAndSpellingAreKept() {
        assertThat(headers)
                .containsExactly(
                        new Headers.Field("Host", "a"),
                        new Headers.Field("Cookie", "1"),
                        new Headers.Field("cookie", "2"));
    }

    @Test
    void whatNoLineCanHoldIsShownWithQuestionMarksAndNeverOverlooked() {
        Headers shown = Headers.builder()
                .addShown("Origin", "https://evil.example\u0100")
                .addShown("X-Lines", "one\r\nSet-Cookie: two\u007f")
                .addShown("X-Kept", "caf\u00e9\tand more")
                .addShown("two words", "gone")
                .addShown("", "gone")
                .addShown("\u00fc", "gone")
                .build();
        assertThat(shown)
                .containsExactly(
                        new Headers.Field("Origin", "https://evil.example?"),
                        new Headers.Field("X-Lines", "one??Set-Cookie: two?"),
                        new Headers.Field("X-Kept", "caf\u00e9\tand more"));
    }

    @Test
    void setReplacesEveryLineOfTheName() {
        Headers changed = Headers.builder().addAll(headers).set("COOKIE", "3").build();
        assertThat(changed).containsExactly(new Headers.Field("Host", "a"), new Headers.Field("COOKIE", "3"));
    }

    @Test
    void setThatIsRefusedChangesNothing() {
        Headers.Builder builder = Headers.builder().add("A", "1");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.set("A", "\n"));
        assertThat(builder.build().all("A")).containsExactly("1");
    }

    @Test
    void whatWasBuiltDoesNotChangeWithItsBuilder() {
        Headers.Builder builder = Headers.builder().add("A", "1");
        Headers built = builder.build();
        builder.add("B", "2");
        assertThat(built).containsExactly(new Headers.Field("A", "1"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> {
            var iterator = built.iterator();
            iterator.next();
            iterator.remove();
        });
    }

    @Test
    void theMapFindsNamesInAnyCaseAndKeepsTheOrderOfValues() {
        Map<String, List<String>> map = headers.toMap();
        assertThat(map).hasSize(2);
        assertThat(map.get("COOKIE")).containsExactly("1", "2");
    }

    @Test
    void theMapIsUnmodifiable() {
        Map<String, List<String>> map = headers.toMap();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.put("A", List.of()));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> map.get("Host").add("b"));
    }

    @Test
    void onlyGivesTheOneValue() {
        assertThat(headers.only("host")).isEqualTo("a");
    }

    @Test
    void onlyRefusesToGuess() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> headers.only("Cookie"))
                .withMessage("there must be exactly one header line Cookie, there are 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> headers.only("Origin"))
                .withMessage("there must be exactly one header line Origin, there are 0");
    }

    @Test
    void spacesAndTabsAroundAValueAreDropped() {
        assertThat(new Headers.Field("A", " \t b\tc \t").value()).isEqualTo("b\tc");
    }

    @Test
    void valuesMayBeEmptyOrHoldBytesAboveAscii() {
        assertThat(new Headers.Field("A", "").value()).isEmpty();
        assertThat(new Headers.Field("A", "\u0080\u00ff~").value()).isEqualTo("\u0080\u00ff~");
    }

    static Stream<String> forbiddenCharacters() {
        return Stream.of(
                "\r", "\n", "\r\nSet-Cookie: a=b", "\0", "\u0001", "\b", "\u000b", "\u001f", "\u007f", "\u0100");
    }

    @ParameterizedTest
    @MethodSource("forbiddenCharacters")
    void headerInjectionThroughAValueIsRefused(String injected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.builder().add("X-Room", "lobby" + injected))
                .withMessage("the value of the header X-Room must not hold the character U+%04X (index 5)"
                        .formatted((int) injected.charAt(0)));
    }

    @Test
    void headerInjectionThroughACharacterThatIsCutToALineFeedIsRefused() {
        assertThat((byte) '\u010a').isEqualTo((byte) '\n');
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.builder().add("X-Room", "lobby\u010aSet-Cookie: a=b"))
                .withMessageContaining("U+010A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A B", "A:", "A\r\nB", "\u00c4", "A\u0000", "A "})
    void headerInjectionThroughANameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.builder().add(name, "1"))
                .withMessage(
                        "the header name \"%s\" is not a token (RFC 9110, section 5.6.2)", Escaped.text(name, 100));
    }

    @Test
    void valuesAreNotShown() {
        Headers secret = Headers.builder()
                .add("Host", "a")
                .add("Authorization", "Basic c2VjcmV0")
                .build();
        assertThat(secret).hasToString("[Host, Authorization]");
    }

    @Test
    void anyFieldIsRefusedOrFitsOnOneLine() {
        Inputs<String> names = Texts.any().or(Inputs.of("a", "X-Any", "!#$%&'*+-.^_`|~09"));

        Cases.each(
                names.with(Texts.any(), (name, value) -> List.of(name, value)),
                field -> fieldIsRefusedOrFitsOnOneLine(field.get(0), field.get(1)));
    }

    private static void fieldIsRefusedOrFitsOnOneLine(String name, String value) {
        try {
            Headers.Field field = new Headers.Field(name, value);
            assertThat(field.name() + field.value()).matches("[\\x20-\\x7e\\x80-\\xff\\t]*");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("[ -~]*");
        }
    }
}
