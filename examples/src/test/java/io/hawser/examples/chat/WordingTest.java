package io.hawser.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordingTest {

    @Test
    void nameLosesWhatCannotBeSeen() {
        assertThat(Wording.name("  A\u0000d\u200ba \n Love\u202elace ")).isEqualTo("A d a Love lace");
    }

    @Test
    void namesThatLookTheSameAreTheSame() {
        assertThat(Wording.name("Zoe\u0308 \uff21")).isEqualTo("Zo\u00eb A");
    }

    @Test
    void longNameIsCutBetweenCharacters() {
        String anchors = "\ud83c\udf0a".repeat(30);
        assertThat(Wording.name(anchors)).isEqualTo("\ud83c\udf0a".repeat(24));
    }

    @Test
    void nameOfNothingIsGuest() {
        assertThat(Wording.name("")).isEqualTo("Guest");
        assertThat(Wording.name(" \u200b ")).isEqualTo("Guest");
    }

    @Test
    void messageKeepsItsLinesAndLosesControls() {
        assertThat(Wording.message(" \u0007one\n\ttwo\u001b[31m \n")).isEqualTo("one\n\ttwo[31m");
        assertThat(Wording.message(" \n ")).isEmpty();
    }

    @Test
    void roomsAreLettersDigitsAndHyphens() {
        assertThat(Wording.isRoomName("crows-nest")).isTrue();
        assertThat(Wording.isRoomName("\u00f6land-1")).isTrue();
        assertThat(Wording.isRoomName("a".repeat(33))).isFalse();
        assertThat(Wording.isRoomName("a b")).isFalse();
        assertThat(Wording.isRoomName("<b>")).isFalse();
    }
}
