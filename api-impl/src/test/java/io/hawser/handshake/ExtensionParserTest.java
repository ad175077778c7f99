package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import io.hawser.cases.Texts;
import io.hawser.handshake.ExtensionOffer.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionParserTest {

    private static List<ExtensionOffer> parse(String line) {
        return new ExtensionParser(line).parse();
    }

    private static List<Parameter> parametersOf(String line) {
        return parse(line).get(0).parameters();
    }

    @Test
    void severalExtensionsKeepTheirOrder() {
        assertThat(parse("foo, bar; baz=2,foo"))
                .containsExactly(
                        new ExtensionOffer("foo", List.of()),
                        new ExtensionOffer("bar", List.of(new Parameter("baz", "2"))),
                        new ExtensionOffer("foo", List.of()));
    }

    @Test
    void spacesAndTabsBetweenThePartsAreSkipped() {
        assertThat(parse(" \tfoo ; a = 1\t;b ; c = \"2\" , bar "))
                .containsExactly(
                        new ExtensionOffer(
                                "foo",
                                List.of(new Parameter("a", "1"), new Parameter("b", null), new Parameter("c", "2"))),
                        new ExtensionOffer("bar", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ", ,\t,"})
    void emptyElementsAreSkipped(String line) {
        assertThat(parse(line)).isEmpty();
        assertThat(parse(line + ",a," + line)).containsExactly(new ExtensionOffer("a", List.of()));
    }

    @Test
    void aParameterMayOccurTwice() {
        assertThat(parametersOf("a; b=1; b=2")).containsExactly(new Parameter("b", "1"), new Parameter("b", "2"));
    }

    @Test
    void quotedValuesAreUnescaped() {
        assertThat(parametersOf("a; b=\"1\\0\"")).containsExactly(new Parameter("b", "10"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '>',
            value = {
                "; a > an extension name > 0",
                "= > an extension name > 0",
                "\"a\" > an extension name > 0",
                "a; > a parameter name > 2",
                "a;; b > a parameter name > 2",
                "a; =1 > a parameter name > 3",
                "a; b= > a parameter value > 5",
                "a; b=, c > a parameter value > 5",
                "a; b=ü > a parameter value > 5",
                "a b > a comma, a semicolon or the end > 2",
                "a=1 > a comma, a semicolon or the end > 1",
                "a; b=1 2 > a comma, a semicolon or the end > 7",
                "a; b=\"1\"2 > a comma, a semicolon or the end > 8",
                "a; b=\" > the end of a quoted value > 6",
                "a; b=\"1 > the end of a quoted value > 7",
                "a; b=\"1\\ > the end of a quoted value > 8",
                "a; b=\"1 2\" > a character of a token > 7",
                "a; b=\"1\\\"\" > a character of a token > 8",
                "a; b=\"1,2\" > a character of a token > 7",
                "a; b=\"\" > a quoted value that is not empty before > 7"
            })
    void aGrammarErrorIsRefusedWithItsPosition(String line, String expected, int index) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(line))
                .withMessage(
                        "Sec-WebSocket-Extensions \"%s\" does not have %s at index %d (RFC 6455, section 9.1)",
                        Escaped.text(line, 200), expected, index);
    }

    @Test
    void aRefusedLineIsShownEscapedAndShortened() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("a\r\n".repeat(1000)))
                .withMessageMatching("[ -~]{1,350}");
    }

    @Test
    void anyTextIsReadOrRefusedAndNothingElse() {
        String chars = "ab1 \t,;=\"\\\u00fc";
        Inputs<String> parameters = Inputs.of("a", "b=1", "c=\"d\"", "e = \"\\f\"", "\tg\t=\"h1\"", "i=\"\"");
        Inputs<String> extensions = parameters.lists(1, 4).as(list -> "a1; " + String.join(";", list));
        Inputs<String> lines = extensions.lists(0, 3).as(list -> String.join(", ", list));

        Cases.each(
                3 * Cases.USUAL,
                Texts.any().or(Texts.of(chars, 0, 20)).or(Texts.spoiled(lines, chars)),
                ExtensionParserTest::textIsReadOrRefusedAndNothingElse);
    }

    private static void textIsReadOrRefusedAndNothingElse(String line) {
        String written;
        try {
            written = ExtensionOffer.format(parse(line));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("Sec-WebSocket-Extensions \"");
            return;
        }
        assertThat(ExtensionOffer.format(parse(written))).isEqualTo(written);
    }
}
