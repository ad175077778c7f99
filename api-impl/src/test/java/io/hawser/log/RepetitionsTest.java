package io.hawser.log;

import static io.hawser.log.Repetitions.MAX_KINDS;
import static io.hawser.log.Repetitions.MAX_LINES;
import static io.hawser.log.Repetitions.SPAN_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import org.junit.jupiter.api.Test;

class RepetitionsTest {

    private static final Log LOG = Log.of(RepetitionsTest.class);
    /** Time overflows, as that of {@link System#nanoTime()} may. */
    private static final long BEGIN = Long.MAX_VALUE - SPAN_NANOS / 2;

    private final Repetitions repetitions = new Repetitions();

    private int toldOf(String kind, int lines, long now) {
        int told = 0;
        for (int i = 0; i < lines; i++) {
            told += repetitions.add(LOG, Level.WARNING, kind, now).isPresent() ? 1 : 0;
        }
        return told;
    }

    @Test
    void aFewLinesAreLogged() {
        assertThat(toldOf("fault", MAX_LINES, BEGIN)).isEqualTo(MAX_LINES);
        assertThat(repetitions.isCounting()).isFalse();
        assertThat(repetitions.over(BEGIN + SPAN_NANOS)).isEmpty();
    }

    @Test
    void theRestIsCountedAndSummedUpAfterAMinute() {
        assertThat(toldOf("fault", 516, BEGIN)).isEqualTo(MAX_LINES);
        assertThat(toldOf("fault", 100, BEGIN + SPAN_NANOS - 1)).isZero();
        assertThat(repetitions.isCounting()).isTrue();
        assertThat(repetitions.over(BEGIN + SPAN_NANOS - 1)).isEmpty();
        assertThat(repetitions.over(BEGIN + SPAN_NANOS)).singleElement().satisfies(kind -> {
            assertThat(kind.more()).isEqualTo(616 - MAX_LINES);
            assertThat(kind.since()).isEqualTo(BEGIN);
        });
        assertThat(repetitions.isCounting()).isFalse();
        assertThat(repetitions.over(BEGIN + SPAN_NANOS)).isEmpty();
    }

    @Test
    void afterTheMinuteLinesAreLoggedAgain() {
        toldOf("fault", 516, BEGIN);
        repetitions.over(BEGIN + SPAN_NANOS);
        assertThat(toldOf("fault", 516, BEGIN + SPAN_NANOS)).isEqualTo(MAX_LINES);
    }

    @Test
    void anotherFaultIsLoggedDuringAFlood() {
        toldOf("fault", 516, BEGIN);
        assertThat(toldOf("another", 1, BEGIN + 1)).isOne();
        assertThat(repetitions.add(LOG, Level.INFO, "fault", BEGIN + 1)).isPresent();
        assertThat(repetitions.add(Log.of(Test.class), Level.WARNING, "fault", BEGIN + 1))
                .isPresent();
    }

    @Test
    void eachKindHasItsOwnMinute() {
        toldOf("early", MAX_LINES + 1, BEGIN);
        toldOf("late", MAX_LINES + 1, BEGIN + SPAN_NANOS / 2);
        assertThat(repetitions.over(BEGIN + SPAN_NANOS)).hasSize(1);
        assertThat(repetitions.isCounting()).isTrue();
        assertThat(repetitions.over(BEGIN + SPAN_NANOS * 3 / 2)).hasSize(1);
    }

    @Test
    void thereIsAnEndOfKinds() {
        for (int i = 0; i < 10_000; i++) {
            toldOf("kind " + i, 1, BEGIN);
        }
        assertThat(repetitions.over(BEGIN + SPAN_NANOS))
                .singleElement()
                .satisfies(kind -> assertThat(kind.more()).isEqualTo(10_000 - MAX_KINDS - MAX_LINES));
    }

    @Test
    void endLogsAllCountedLinesAndStartsAgain() {
        toldOf("fault", MAX_LINES + 1, BEGIN);
        toldOf("another", 1, BEGIN);
        assertThat(repetitions.all())
                .singleElement()
                .satisfies(kind -> assertThat(kind.more()).isOne());
        assertThat(repetitions.all()).isEmpty();
        assertThat(toldOf("fault", MAX_LINES + 1, BEGIN)).isEqualTo(MAX_LINES);
    }
}
