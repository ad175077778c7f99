package io.hawser.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void itIsTheMiddleOfAnOddNumber() {
        assertThat(Median.of(DoubleStream.of(9, 1, 1000))).isEqualTo(9);
        assertThat(Median.of(DoubleStream.of(4))).isEqualTo(4);
    }

    @Test
    void itIsTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Median.of(DoubleStream.of(9, 1, 1000, 3))).isEqualTo(6);
    }

    @Test
    void nothingHasNone() {
        assertThatThrownBy(() -> Median.of(DoubleStream.empty())).isInstanceOf(IllegalArgumentException.class);
    }
}
