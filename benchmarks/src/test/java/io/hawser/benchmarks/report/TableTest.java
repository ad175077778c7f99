package io.hawser.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAligned() {
        Table table = Table.ofNumbers(List.of("work", "Hawser", "x"))
                .row(List.of("`t32d1`", "6.86", "**0.50**"))
                .row(List.of("`b1m`", "832", "–"));
        assertThat(table.markdown()).isEqualTo("""
                | work    | Hawser |        x |
                |---------|-------:|---------:|
                | `t32d1` |   6.86 | **0.50** |
                | `b1m`   |    832 |        – |
                """);
        assertThat(table.isEmpty()).isFalse();
    }

    @Test
    void textsAreAlignedLeft() {
        assertThat(Table.ofTexts(List.of("fact", "value"))
                        .row(List.of("JDK", "17"))
                        .markdown())
                .isEqualTo("| fact | value |\n|------|-------|\n| JDK  | 17    |\n");
    }

    @Test
    void aRowHasAsManyCellsAsTheHeader() {
        Table table = Table.ofNumbers(List.of("a", "b"));
        assertThat(table.isEmpty()).isTrue();
        assertThatThrownBy(() -> table.row(List.of("1"))).isInstanceOf(IllegalArgumentException.class);
    }
}
