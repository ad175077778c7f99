package io.hawser.benchmarks.report;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.load.Measurement;
import io.hawser.benchmarks.load.Workload;
import io.hawser.benchmarks.load.Workloads;
import io.hawser.benchmarks.result.Result;
import io.hawser.benchmarks.result.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The tables of results.
 *
 * @param results what they show
 */
record Tables(Results results) {

    private static final String NOTHING = "–";

    /** {@return those of these that have been measured} */
    List<Contestant> measured(List<Contestant> contestants) {
        return contestants.stream()
                .filter(contestant -> results.all().stream().anyMatch(result -> result.contestant() == contestant))
                .toList();
    }

    /** {@return the loads that have been put on one of these} */
    List<Workload> workloads(List<Contestant> contestants) {
        return Workloads.ALL.stream()
                .filter(workload -> results.all().stream()
                        .anyMatch(result -> contestants.contains(result.contestant())
                                && result.workload().equals(workload.name())))
                .toList();
    }

    /**
     * A figure of each.
     *
     * @param figure the figure
     * @param contestants the columns
     * @param ours the first of the columns that a peer is compared with; where one is ahead, its figure is bold
     */
    Table comparison(Figure figure, List<Contestant> contestants, Contestant ours) {
        List<Contestant> columns = measured(contestants);
        Table table = Table.ofNumbers(header("work", columns));
        for (Workload workload : workloads(columns)) {
            List<String> row = new ArrayList<>(List.of(code(workload)));
            columns.forEach(column -> row.add(cell(figure, workload, column, ours)));
            table.row(row);
        }
        return table;
    }

    private String cell(Figure figure, Workload workload, Contestant contestant, Contestant ours) {
        OptionalDouble value = results.median(contestant, workload.name(), figure.value());
        if (value.isEmpty()) {
            return NOTHING;
        }
        String text = Figure.format(value.getAsDouble());
        OptionalDouble own = results.median(ours, workload.name(), figure.value());
        // A limit is ahead of everything.
        boolean ahead = contestant.group() != Contestant.Group.LIMIT
                && own.isPresent()
                && figure.isBetter(value.getAsDouble(), own.getAsDouble());
        return ahead ? "**" + text + "**" : text;
    }

    /** Containers in pairs: each with its own implementation, and with Hawser. */
    Table pairs(Figure figure) {
        List<Contestant> hawsers = measured(Contestant.of(Contestant.Group.CONTAINER));
        Map<Contestant, Contestant> columns = new LinkedHashMap<>();
        for (Contestant hawser : hawsers) {
            own(hawser).ifPresent(own -> columns.put(own, hawser));
            columns.put(hawser, hawser);
        }
        Table table = Table.ofNumbers(header("work", List.copyOf(columns.keySet())));
        for (Workload workload : workloads(hawsers)) {
            List<String> row = new ArrayList<>(List.of(code(workload)));
            columns.forEach((column, hawser) -> row.add(cell(figure, workload, column, hawser)));
            table.row(row);
        }
        return table;
    }

    private Optional<Contestant> own(Contestant hawser) {
        return measured(Contestant.of(Contestant.Group.STANDALONE)).stream()
                .filter(own -> own.product().equals(hawser.product()))
                .findFirst();
    }

    /** The times from a message to its echo, where one is in flight. */
    Table latencies(List<Contestant> contestants, Contestant ours) {
        List<Contestant> columns = measured(contestants);
        Table table = Table.ofNumbers(header("work", columns));
        for (Workload workload : workloads(columns)) {
            if (!workload.showsLatency()) {
                continue;
            }
            List<String> row = new ArrayList<>(List.of(code(workload)));
            for (Contestant contestant : columns) {
                row.add(Stream.of(Figure.P50, Figure.P99)
                        .map(figure -> cell(figure, workload, contestant, ours))
                        .reduce((p50, p99) -> p50 + " / " + p99)
                        .orElseThrow());
            }
            table.row(row);
        }
        return table;
    }

    /** Where a peer needs less CPU time than Hawser. */
    Table losses() {
        Table table = Table.ofTexts(List.of("where", "work", "ahead, with the ratio of CPU time to Hawser's"));
        losses(table, Contestant.HAWSER, Contestant.of(Contestant.Group.STANDALONE));
        for (Contestant hawser : Contestant.of(Contestant.Group.CONTAINER)) {
            losses(table, hawser, own(hawser).stream().toList());
        }
        losses(table, Contestant.HAWSER_CLIENT, Contestant.of(Contestant.Group.CLIENT));
        return table;
    }

    private void losses(Table table, Contestant ours, List<Contestant> peers) {
        for (Workload workload : workloads(List.of(ours))) {
            OptionalDouble own = results.median(ours, workload.name(), Measurement::cpuMicros);
            List<String> ahead = new ArrayList<>();
            for (Contestant peer : peers) {
                OptionalDouble value = results.median(peer, workload.name(), Measurement::cpuMicros);
                if (own.isPresent() && value.isPresent() && value.getAsDouble() < own.getAsDouble()) {
                    ahead.add(peer.label() + " "
                            + String.format(Locale.ROOT, "%.2f", value.getAsDouble() / own.getAsDouble()));
                }
            }
            if (!ahead.isEmpty()) {
                table.row(List.of(ours.label(), code(workload), String.join(", ", ahead)));
            }
        }
    }

    /** How busy the load generator was, and what it could do if it were busy all the time. */
    Table limits() {
        Table table = Table.ofNumbers(List.of(
                "work", "minimal echo, a second", "load generator busy", "its limit, a second", "busy with Hawser"));
        for (Workload workload : workloads(List.of(Contestant.MINIMAL))) {
            OptionalDouble rate = results.median(Contestant.MINIMAL, workload.name(), Measurement::rate);
            OptionalDouble busy = results.median(Contestant.MINIMAL, workload.name(), Measurement::loadShare);
            OptionalDouble hawser = results.median(Contestant.HAWSER, workload.name(), Measurement::loadShare);
            if (rate.isPresent()) {
                table.row(List.of(
                        code(workload),
                        Figure.format(rate.getAsDouble()),
                        percent(busy),
                        Figure.format(rate.getAsDouble() / busy.orElseThrow()),
                        percent(hawser)));
            }
        }
        return table;
    }

    private static String percent(OptionalDouble share) {
        return share.isEmpty() ? NOTHING : String.format(Locale.ROOT, "%.0f %%", share.getAsDouble() * 100);
    }

    /** What each load is. */
    Table loads() {
        Table table = Table.ofTexts(List.of("work", "load"));
        workloads(List.of(Contestant.values()))
                .forEach(workload -> table.row(List.of(code(workload), workload.description())));
        return table;
    }

    /** What could not be measured, in one round or in all of them. */
    Table failures() {
        Table table = Table.ofTexts(List.of("what", "work", "why"));
        List<String> seen = new ArrayList<>();
        for (Result result : results.all()) {
            String what = result.contestant().label();
            if (result.failure() != null && !seen.contains(what + result.workload())) {
                seen.add(what + result.workload());
                table.row(List.of(what, "`" + result.workload() + "`", result.failure()));
            }
        }
        return table;
    }

    private static List<String> header(String first, List<Contestant> columns) {
        return Stream.concat(Stream.of(first), columns.stream().map(Contestant::label))
                .toList();
    }

    private static String code(Workload workload) {
        return "`" + workload.name() + "`";
    }
}
