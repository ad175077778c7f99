package io.hawser.thread;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaterMarksTest {

    private static final long KIB = 1024;

    @Test
    void readingPausesAboveAQuarterOfAMebibyte() {
        assertThat(WaterMarks.isAboveHigh(0)).isFalse();
        assertThat(WaterMarks.isAboveHigh(256 * KIB)).isFalse();
        assertThat(WaterMarks.isAboveHigh(256 * KIB + 1)).isTrue();
        assertThat(WaterMarks.isAboveHigh(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void readingResumesBelowHalfOfThat() {
        assertThat(WaterMarks.isBelowLow(256 * KIB)).isFalse();
        assertThat(WaterMarks.isBelowLow(128 * KIB)).isFalse();
        assertThat(WaterMarks.isBelowLow(128 * KIB - 1)).isTrue();
        assertThat(WaterMarks.isBelowLow(0)).isTrue();
    }
}
