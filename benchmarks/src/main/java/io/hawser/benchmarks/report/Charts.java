package io.hawser.benchmarks.report;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.contestant.Contestant.Group;
import io.hawser.benchmarks.contestant.Contestant.Run;
import io.hawser.benchmarks.load.Workload;
import io.hawser.benchmarks.report.Chart.Bar;
import io.hawser.benchmarks.report.Chart.Kind;
import io.hawser.benchmarks.report.Chart.Panel;
import io.hawser.benchmarks.result.Results;
import java.util.ArrayList;
import java.util.List;

/**
 * The charts of results.
 *
 * @param results what they show
 */
record Charts(Results results) {

    /**
     * The CPU time of one message, for each load and each of these.
     *
     * @param title what they are
     * @param contestants the bars, from the top
     */
    Chart cpu(String title, List<Contestant> contestants) {
        Tables tables = new Tables(results);
        List<Contestant> bars = tables.measured(contestants);
        List<Panel> panels = new ArrayList<>();
        for (Workload workload : tables.workloads(bars)) {
            panels.add(new Panel(
                    workload.name(),
                    workload.description(),
                    bars.stream().map(contestant -> bar(contestant, workload)).toList()));
        }
        return new Chart(title, panels);
    }

    private Bar bar(Contestant contestant, Workload workload) {
        double value =
                results.median(contestant, workload.name(), Figure.CPU.value()).orElse(Double.NaN);
        return new Bar(contestant.label(), value, kind(contestant));
    }

    private static Kind kind(Contestant contestant) {
        if (contestant.group() == Group.LIMIT) {
            return Kind.LIMIT;
        }
        boolean ours = contestant.run() == Run.HAWSERS_APPLICATION
                || contestant.product().equals(Contestant.HAWSER.product());
        return ours ? Kind.OURS : Kind.PEER;
    }
}
