package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import io.hawser.cases.Texts;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void textOfAllPlanesIsEncoded() {
        String text = "a? é ? € ? 😀";

        assertThat(Utf8.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void questionMarksAreTextLikeAnyOther() {
        for (int length = 0; length < 20; length++) {
            for (int at = 0; at < length; at++) {
                String text = "x".repeat(at) + "?" + "y".repeat(length - at - 1);
                assertThat(Utf8.encode(text)).asString(StandardCharsets.UTF_8).isEqualTo(text);
            }
        }
    }

    /** The JDK silently encodes a lone surrogate as a question mark. */
    @Test
    void aLoneSurrogateIsRefusedWhereverItStands() {
        for (String surrogate : new String[] {"\uD83D", "\uDE00", "\uDE00\uD83D"}) {
            for (int before = 0; before < 20; before++) {
                for (String after : new String[] {"", "y", "😀 and so on"}) {
                    String text = "x".repeat(before) + surrogate + after;
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> Utf8.encode(text))
                            .withMessageEndingWith("index " + before);
                }
            }
        }
    }

    @Test
    void theIndexOfALoneSurrogateCountsChars() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Utf8.encode("é?😀\uDE00"))
                .withMessageEndingWith("index 4");
    }

    /** Texts of chars around the surrogates: all of up to three chars, and longer ones. */
    @Test
    void itRefusesExactlyWhatTheStrictEncoderOfTheJdkRefuses() {
        Inputs<String> chars = Texts.of("a?é€\uD7FF\uD800\uDBFF\uDC00\uDFFF\uE000", 1, 1);
        Inputs<String> pairs = chars.with(chars, String::concat);
        Inputs<String> triples = pairs.with(chars, String::concat);
        Inputs<String> longer = chars.lists(0, 12).as(list -> String.join("", list));

        Cases.each(longer.or(pairs).or(triples), Utf8Test::itAgreesWithTheStrictEncoder);
    }

    private static void itAgreesWithTheStrictEncoder(String text) {
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            assertThatIllegalArgumentException().isThrownBy(() -> Utf8.encode(text));
            return;
        }
        assertThat(Utf8.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
}
