package io.hawser.benchmarks.report;

import io.hawser.benchmarks.load.Measurement;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure that is compared. */
enum Figure {
    CPU("µs", Measurement::cpuMicros, true),
    RATE("a second", Measurement::rate, false),
    P50("µs", measurement -> measurement.p50().toNanos() / 1e3, true),
    P99("µs", measurement -> measurement.p99().toNanos() / 1e3, true);

    private final String unit;
    private final ToDoubleFunction<Measurement> value;
    private final boolean lessIsBetter;

    Figure(String unit, ToDoubleFunction<Measurement> value, boolean lessIsBetter) {
        this.unit = unit;
        this.value = value;
        this.lessIsBetter = lessIsBetter;
    }

    String unit() {
        return unit;
    }

    ToDoubleFunction<Measurement> value() {
        return value;
    }

    boolean isBetter(double one, double other) {
        return lessIsBetter ? one < other : one > other;
    }

    /** {@return the number with as many digits as mean something} */
    static String format(double number) {
        String pattern = number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, pattern, number);
    }
}
