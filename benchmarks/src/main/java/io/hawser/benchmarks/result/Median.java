package io.hawser.benchmarks.result;

import java.util.stream.DoubleStream;

/** The middle of several figures, which a single bad round does not change. */
public final class Median {

    private Median() {}

    /**
     * Finds the middle.
     *
     * @param figures at least one
     * @return the middle one in their order, or the mean of the two in the middle
     */
    public static double of(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no figures");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
