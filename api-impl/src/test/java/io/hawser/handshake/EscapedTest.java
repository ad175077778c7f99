package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.cases.Cases;
import io.hawser.cases.Texts;
import org.junit.jupiter.api.Test;

class EscapedTest {

    @Test
    void plainTextStaysAsItIs() {
        assertThat(Escaped.text("GET /chat?room=1 ~", 100)).isEqualTo("GET /chat?room=1 ~");
    }

    @Test
    void lineBreaksOfAPeerCannotForgeALogLine() {
        assertThat(Escaped.text("a\r\n2026 INFO all is well\0\u007f\u001b[2J", 100))
                .isEqualTo("a\\u000d\\u000a2026 INFO all is well\\u0000\\u007f\\u001b[2J");
    }

    @Test
    void charactersOutsideAsciiAreEscaped() {
        assertThat(Escaped.text("ü\u202e\ud83d\ude00", 100)).isEqualTo("\\u00fc\\u202e\\ud83d\\ude00");
    }

    @Test
    void quotationMarksAndBackslashesCannotEndAQuotation() {
        assertThat(Escaped.text("\" \\u000a", 100)).isEqualTo("\\\" \\\\u000a");
    }

    @Test
    void textOfExactlyTheLimitIsNotShortened() {
        assertThat(Escaped.text("12345", 5)).isEqualTo("12345");
    }

    @Test
    void longerTextEndsWithAnEllipsisWithinTheLimit() {
        assertThat(Escaped.text("123456", 5)).isEqualTo("12...");
    }

    @Test
    void noEscapeIsCutInHalf() {
        assertThat(Escaped.text("1\n\n\n", 9)).isEqualTo("1...");
        assertThat(Escaped.text("1\n\n\n", 10)).isEqualTo("1\\u000a...");
    }

    @Test
    void anyTextBecomesPrintableAsciiWithinTheLimit() {
        Cases.each(Texts.any(), text -> {
            for (int max = 3; max <= 50; max++) {
                assertThat(Escaped.text(text, max)).matches("[ -~]*").hasSizeLessThanOrEqualTo(max);
            }
        });
    }

    @Test
    void whatCanBePrintedStaysInALineInAnyLanguage() {
        String line = "\"a\\b\" der Raum ist überfüllt, \u5de5\u4e8b\u4e2d, \ud83d\ude00";
        assertThat(Escaped.line(line, 100)).isSameAs(line);
    }

    @Test
    void lineBreaksControlsAndWhatIsNotSeenAreEscapedInALine() {
        assertThat(Escaped.line("a\r\n\u001b[31m\u0085\u2028\u2029\u202e\u200b\ud83d \ue000\uffff", 200))
                .isEqualTo("a\\u000d\\u000a\\u001b[31m\\u0085\\u2028\\u2029\\u202e\\u200b\\ud83d \\ue000\\uffff");
        assertThat(Escaped.line("\udb40\udc41", 100)).isEqualTo("\\udb40\\udc41");
    }

    @Test
    void aLineThatIsTooLongEndsWithAnEllipsis() {
        assertThat(Escaped.line("12345", 5)).isEqualTo("12345");
        assertThat(Escaped.line("123456", 5)).isEqualTo("12...");
        assertThat(Escaped.line("1\n\n\n", 10)).isEqualTo("1\\u000a...");
        assertThat(Escaped.line("12\ud83d\ude0034", 5)).isEqualTo("12...");
        assertThat(Escaped.line("1\ud83d\ude003456", 6)).isEqualTo("1\ud83d\ude00...");
        assertThat(Escaped.line("1\udb40\udc41345", 10))
                .as("one character, two escapes")
                .isEqualTo("1...");
    }

    @Test
    void noTextIsALineToo() {
        assertThat(Escaped.line(null, 10)).isEqualTo("null");
    }

    @Test
    void anyTextBecomesOnePrintableLineWithinTheLimit() {
        Cases.each(Texts.any(), text -> {
            for (int max = 3; max <= 50; max++) {
                String line = Escaped.line(text, max);
                assertThat(line)
                        .hasSizeLessThanOrEqualTo(max)
                        .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
                assertThat(Escaped.line(line, max)).isEqualTo(line);
            }
        });
    }
}
