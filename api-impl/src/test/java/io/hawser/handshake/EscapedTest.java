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
}
