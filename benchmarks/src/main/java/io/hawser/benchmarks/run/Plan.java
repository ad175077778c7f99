package io.hawser.benchmarks.run;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.load.Workload;
import java.time.Duration;
import java.util.List;

/**
 * What is measured, and for how long.
 *
 * @param contestants in this order in each round
 * @param workloads in this order on each server; clients run those of {@link #CLIENTS_WORKLOADS}
 * @param rounds how often; each begins with new processes
 * @param firstWarm the first load on a server warms it up for so long
 * @param warm the others for so long
 * @param measured how long each load is measured
 * @param maxMessages the most messages of one load
 */
public record Plan(
        List<Contestant> contestants,
        List<Workload> workloads,
        int rounds,
        Duration firstWarm,
        Duration warm,
        Duration measured,
        long maxMessages) {

    /** The names of the workloads that clients run. */
    public static final List<String> CLIENTS_WORKLOADS = List.of("t32c1", "t32d1", "t32d64", "b64k");
}
