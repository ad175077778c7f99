package io.hawser.benchmarks.load;

import io.hawser.benchmarks.load.Workload.Shape;
import java.util.List;

/** The loads that servers are compared with. */
public final class Workloads {

    /** All of them, in the order in which they run. */
    public static final List<Workload> ALL = List.of(
            Workload.text("t32c1", 1, 1, 32),
            Workload.text("t32c10", 10, 1, 32),
            Workload.text("t32d1", 100, 1, 32),
            Workload.text("t32d64", 100, 64, 32),
            Workload.text("t32c1k", 1000, 1, 32),
            Workload.binary("b1kd16", "/echo", 100, 16, 1024),
            Workload.binary("b64k", "/large", 20, 1, 64 * 1024),
            Workload.binary("b1m", "/large", 8, 1, 1024 * 1024),
            new Workload("connect", Shape.CONNECT, "/echo", 32, 0, 0, false, false),
            new Workload("bcast1k", Shape.BROADCAST, "/broadcast", 1000, 4, 64, false, false),
            new Workload("defl1k", Shape.ECHO, "/echo", 100, 1, 1024, false, true));

    private Workloads() {}

    /**
     * Finds one.
     *
     * @param name its name
     * @return the workload
     * @throws IllegalArgumentException where there is none of this name
     */
    public static Workload named(String name) {
        return ALL.stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no workload " + name + ", only "
                        + ALL.stream().map(Workload::name).toList()));
    }
}
