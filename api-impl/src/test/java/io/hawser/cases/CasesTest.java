package io.hawser.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CasesTest {

    private static final int LONGEST = 255;

    @AfterEach
    void freshSeeds() {
        System.clearProperty(Cases.SEED);
    }

    @Test
    void allEdgesAreTriedAndAsManyOthersAsAreWanted() {
        assertThat(tried(30, Inputs.by(random -> "x").orEdges("", "a")))
                .hasSize(32)
                .startsWith("", "a")
                .contains("x");
        assertThat(tried(0, Inputs.of(1, 2).with(Inputs.of(10, 20, 30), Integer::sum)))
                .containsExactly(11, 21, 31, 12, 22, 32);
        assertThat(tried(0, Inputs.of("a", "b").lists(0, 3))).containsExactly(List.of(), List.of("a"), List.of("b"));
        assertThat(tried(0, Inputs.of("a").or(Inputs.of("b")).as(text -> text + "c")))
                .containsExactly("ac", "bc");
    }

    @Test
    void eachRunHasInputsOfItsOwn() {
        assertThat(tried(10, Inputs.seeds())).isNotEqualTo(tried(10, Inputs.seeds()));
    }

    @Test
    void aFailureShowsTheInputAndTheSeedThatMakesItAgain() {
        List<String> first = new ArrayList<>();
        AssertionError failure = failureOf(first);
        Matcher seed = Pattern.compile("-D(hawser\\.cases\\.seed)=(-?\\d+)").matcher(failure.getMessage());

        assertThat(seed.find()).isTrue();
        assertThat(failure).hasMessageContaining("long").hasRootCauseMessage("long");
        assertThat(failure).hasMessageStartingWith("case ").hasMessageContaining(Cases.shown(first.get(0)));
        System.setProperty(seed.group(1), seed.group(2));
        List<String> again = new ArrayList<>();
        assertThat(failureOf(again)).hasMessage(failure.getMessage());
        assertThat(again).isEqualTo(first);
    }

    private static AssertionError failureOf(List<String> wrong) {
        try {
            Cases.each(Texts.any().where(text -> text.length() != LONGEST), text -> {
                if (text.length() > 100) {
                    wrong.add(text);
                    throw new IllegalArgumentException("long");
                }
            });
        } catch (AssertionError e) {
            return e;
        }
        throw new IllegalStateException("no failure");
    }

    @Test
    void whatCannotBePrintedIsShownByEscapes() {
        assertThat(Cases.shown("a\n\ud83d")).isEqualTo("\"a\\u000a\\ud83d\"");
        assertThat(Cases.shown(new byte[] {1, -1})).isEqualTo("bytes 01 ff");
        assertThat(Cases.shown(List.of("a", 1))).isEqualTo("[\"a\", 1]");
    }

    /** Each run contains all kinds of texts that are known to break code. */
    @Test
    void textsAreOfEveryKind() {
        List<String> texts = tried(Cases.USUAL, Texts.any());

        assertThat(texts)
                .contains("", "\0", "\uffff", "\ud800", "\udc00", "\udbff\udfff", "\udc00\ud800")
                .anyMatch(text -> text.length() == LONGEST)
                .anyMatch(text -> text.length() == 1 && text.charAt(0) > 0xff)
                .anyMatch(text -> text.length() > 100 && text.chars().allMatch(c -> c >= ' ' && c <= '~'))
                .anyMatch(text -> text.length() > 100 && text.chars().anyMatch(c -> c > 0xff))
                .allMatch(text -> text.length() <= LONGEST);
    }

    @Test
    void textsKeepToTheirBounds() {
        assertThat(tried(Cases.USUAL, Texts.of("xyz", 1, 12)))
                .contains("x", "z", "y".repeat(12))
                .allMatch(text -> text.matches("[xyz]{1,12}"))
                .anyMatch(text -> text.length() == 12 && text.contains("x") && text.contains("y"));
        assertThat(tried(Cases.USUAL, Texts.between('b', 'd')))
                .contains("", "b", "d")
                .allMatch(text -> text.matches("[b-d]{0,255}"));
        assertThat(tried(Cases.USUAL, Inputs.between(3, 5)))
                .startsWith(3, 5)
                .contains(4)
                .containsOnly(3, 4, 5);
    }

    @Test
    void spoiledTextsAreNearlyWhatTheyWere() {
        assertThat(tried(Cases.USUAL, Texts.spoiled(Inputs.of("abc"), "x")))
                .contains("abc", "xabc", "abxc", "abcx", "bc", "ac", "ab", "xbc", "abx", "a", "")
                .allMatch(text -> text.matches("x?a?x?b?x?c?x?"));
    }

    @Test
    void inputsThatNothingFitsAreAnError() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Inputs.of(1).where(number -> number > 1).draw(new Random()))
                .withMessageContaining("fits");
    }

    @Test
    void anAssertionThatFailsIsTheCause() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        Cases.each(Inputs.of("a"), text -> assertThat(text).isEqualTo("b")))
                .withMessageStartingWith("edge 0, \"a\", is wrong")
                .withCauseInstanceOf(AssertionError.class);
    }

    private static <T> List<T> tried(int tries, Inputs<T> inputs) {
        List<T> tried = new ArrayList<>();
        Cases.each(tries, inputs, tried::add);
        return tried;
    }
}
