package io.hawser.log;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.DecodeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LoggedThrowableTest {

    private static final String FORGED = "a\r\nSEVERE: all is lost\u001b[2J";
    private static final String ESCAPED = "a\\u000d\\u000aSEVERE: all is lost\\u001b[2J";

    private static String printed(Throwable thrown) {
        StringWriter text = new StringWriter();
        LoggedThrowable.of(thrown).printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** Text of a message cannot begin a line of the log. */
    private static void assertEscaped(String printed) {
        assertThat(printed.lines().skip(1))
                .allMatch(Pattern.compile("\\s*(at |\\.\\.\\. \\d+ more|Caused by: |Suppressed: |\\[CIRCULAR).*")
                        .asMatchPredicate());
        assertThat(printed).doesNotContain("\u001b", "\r");
    }

    @Test
    void whatIsFitIsLoggedItself() {
        IOException thrown = new IOException("außer Betrieb", new IllegalStateException("b"));
        thrown.addSuppressed(new RuntimeException());
        thrown.addSuppressed(thrown.getCause());
        assertThat(LoggedThrowable.of(thrown)).isSameAs(thrown);
    }

    @Test
    void textOfAPeerIsEscapedWhileClassAndTraceStay() {
        DecodeException thrown = new DecodeException("", FORGED);
        Throwable logged = LoggedThrowable.of(thrown);
        assertThat(logged.getStackTrace()).isEqualTo(thrown.getStackTrace());
        assertThat(logged)
                .hasToString("jakarta.websocket.DecodeException: " + ESCAPED)
                .hasMessage(logged.toString());
        assertEscaped(printed(thrown));
    }

    @Test
    void causesAndSuppressedExceptionsAreEscapedToo() {
        RuntimeException thrown = new RuntimeException("harmless", new IOException(FORGED, new Error("deep")));
        thrown.addSuppressed(new IllegalArgumentException(FORGED, new Error("deeper")));
        String printed = printed(thrown);
        assertEscaped(printed);
        assertThat(printed)
                .startsWith("java.lang.RuntimeException: harmless")
                .contains(
                        "Caused by: java.io.IOException: " + ESCAPED,
                        "Caused by: java.lang.Error: deep",
                        "Suppressed: java.lang.IllegalArgumentException: " + ESCAPED,
                        "Caused by: java.lang.Error: deeper");
    }

    @Test
    void causesThatGoRoundInACircleEndOnce() {
        Exception first = new Exception(FORGED);
        Exception second = new Exception("second", first);
        first.initCause(second);
        second.addSuppressed(first);
        String printed = printed(first);
        assertEscaped(printed);
        assertThat(printed.split(Pattern.quote(ESCAPED), -1)).hasSize(2);
        assertThat(printed).containsOnlyOnce("second");
    }

    @Test
    void aLongRowOfCausesIsCut() {
        Exception thrown = new Exception("number 0");
        for (int i = 1; i < 1000; i++) {
            thrown = new Exception("number " + i, thrown);
        }
        String printed = printed(thrown);
        assertThat(printed).contains("number 999", "number 950").doesNotContain("number 949");
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(LoggedThrowable.of(new Exception("x".repeat(1_000_000))).toString())
                .hasSize(LoggedThrowable.MAX_CHARS)
                .startsWith("java.lang.Exception: xxx")
                .endsWith("x...");
    }

    @Test
    void exceptionsThatFailToSayWhatTheyAreAreNamed() {
        Exception thrown = new Exception() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new IllegalStateException(FORGED);
            }
        };
        assertThat(LoggedThrowable.of(thrown))
                .hasToString(
                        thrown.getClass().getName() + " (its toString has thrown java.lang.IllegalStateException)");
    }

    @Test
    void exceptionsThatPrintThemselvesInAnotherWayDoNot() {
        Exception thrown = new Exception("harmless") {
            private static final long serialVersionUID = 1;

            @Override
            public void printStackTrace(PrintWriter target) {
                target.println(FORGED);
            }
        };
        assertEscaped(printed(thrown));
    }

    @Test
    void aMessageThatTheTextDoesNotHaveCountsToo() {
        Exception thrown = new Exception(FORGED) {
            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                return "harmless";
            }
        };
        assertThat(LoggedThrowable.of(thrown)).hasToString("harmless").hasMessage("harmless");
    }
}
