package io.hawser.benchmarks.result;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.load.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * All results of a run.
 *
 * @param facts what else a reader has to know, such as the machine; in order
 * @param all the results
 */
public record Results(Map<String, String> facts, List<Result> all) {

    private static final String FACT = "# ";

    /** Copies both. */
    public Results {
        facts = new LinkedHashMap<>(facts);
        all = List.copyOf(all);
    }

    /**
     * Returns the median of a figure over all rounds.
     *
     * @param contestant what was measured
     * @param workload the name of the load
     * @param figure of one measurement
     * @return the median; empty where there is no measurement
     */
    public OptionalDouble median(Contestant contestant, String workload, ToDoubleFunction<Measurement> figure) {
        List<Measurement> measured = all.stream()
                .filter(result -> result.contestant() == contestant
                        && result.workload().equals(workload)
                        && result.measurement() != null)
                .map(Result::measurement)
                .toList();
        return measured.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Median.of(measured.stream().mapToDouble(figure)));
    }

    /**
     * Returns why a load has shown nothing.
     *
     * @param contestant what was to be measured
     * @param workload the name of the load
     * @return the first failure; empty where there is none
     */
    public Optional<String> failure(Contestant contestant, String workload) {
        return all.stream()
                .filter(result -> result.contestant() == contestant
                        && result.workload().equals(workload)
                        && result.failure() != null)
                .map(Result::failure)
                .findFirst();
    }

    /** {@return the highest number of a round} */
    public int rounds() {
        return all.stream().mapToInt(Result::round).max().orElse(0);
    }

    /**
     * Writes a file of comma-separated values. Facts are comments.
     *
     * @param file is replaced
     * @throws IOException where it cannot be written
     */
    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        facts.forEach((name, value) -> lines.add(FACT + name + ": " + value));
        lines.add(Result.HEADER);
        all.forEach(result -> lines.add(result.line()));
        Files.write(file, lines);
    }

    /**
     * Reads a file that {@link #write} has written.
     *
     * @param file the file
     * @return the results
     * @throws IOException where it cannot be read
     * @throws IllegalArgumentException where it is another file
     */
    public static Results read(Path file) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        List<Result> all = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(FACT)) {
                int colon = line.indexOf(": ");
                facts.put(line.substring(FACT.length(), colon), line.substring(colon + 2));
            } else if (!line.equals(Result.HEADER)) {
                all.add(Result.parse(line));
            }
        }
        return new Results(facts, all);
    }
}
