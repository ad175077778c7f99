package io.hawser.standalone.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputGaugeTest {

    private final InputGauge gauge = new InputGauge();

    @Test
    void readingPausesAboveAQuarterOfAMebibyteAndGoesOnBelowHalfOfThat() {
        gauge.came(200_000);
        assertThat(gauge.isFull()).isFalse();
        gauge.came(100_000);
        assertThat(gauge.isFull()).isTrue();

        assertThat(gauge.taken(100_000)).isFalse();
        gauge.update();
        assertThat(gauge.isFull()).isTrue();

        assertThat(gauge.taken(200_000)).isTrue();
        gauge.update();
        assertThat(gauge.isFull()).isFalse();
    }

    /** Each of these bytes needs a buffer and an event. */
    @Test
    void bytesThatComeOneByOneFillItSooner() {
        int reads = 0;
        while (!gauge.isFull()) {
            gauge.came(1);
            reads++;
        }
        assertThat(reads).isLessThan(1_100);
        for (int i = 0; i < reads; i++) {
            gauge.taken(1);
        }
        gauge.update();
        assertThat(gauge.isFull()).isFalse();
    }
}
