package io.hawser.benchmarks.run;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.load.Measurement;
import io.hawser.benchmarks.result.Result;
import io.hawser.benchmarks.result.Results;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of everything that is planned. */
public final class Comparison {

    private final Plan plan;
    private final Path directory;
    private final PrintStream console;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<Result> results = new ArrayList<>();

    /**
     * Makes one.
     *
     * @param plan what is measured
     * @param directory takes the file of the results, logs and web applications
     * @param console is told each result as it comes
     */
    public Comparison(Plan plan, Path directory, PrintStream console) {
        this.plan = plan;
        this.directory = directory;
        this.console = console;
    }

    /**
     * Measures.
     *
     * @param root the folder of the repository, in which Maven has built
     * @param apart whether what is measured and the load generator run on two cores, if the machine can do that
     * @param options of the JVMs that are measured
     * @return the results, which are in {@code results.csv} too
     * @throws IOException where something cannot be started, or a file cannot be written
     * @throws InterruptedException where this thread is interrupted
     */
    public Results run(Path root, boolean apart, List<String> options) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put("machine", Machine.description());
        Cores cores = apart ? Cores.apart() : Cores.free();
        facts.put("JDK", Machine.jdk());
        facts.put("JVM options", options.isEmpty() ? "none" : String.join(" ", options));
        facts.put("versions", versions());
        facts.put("cores", cores.areApart() ? "the measured process on one, the load on another" : "shared by all");
        facts.put(
                "rounds",
                "%d of %.1f s, after %.1f s of warm-up (%.1f s for the first load on a process)"
                        .formatted(
                                plan.rounds(),
                                plan.measured().toMillis() / 1e3,
                                plan.warm().toMillis() / 1e3,
                                plan.firstWarm().toMillis() / 1e3));
        facts.put("load average at the start", Machine.load());
        facts.forEach((name, value) -> console.println(name + ": " + value));
        Launcher launcher = new Launcher(new Build(root), directory, cores, options);
        new Rounds(planWithoutObstacles(launcher), launcher, this::note).run();
        facts.put("load average at the end", Machine.load());
        save();
        return results();
    }

    private Plan planWithoutObstacles(Launcher launcher) {
        List<Contestant> possible = new ArrayList<>();
        for (Contestant contestant : plan.contestants()) {
            Optional<String> obstacle = launcher.obstacle(contestant);
            if (obstacle.isPresent()) {
                facts.put("left out", obstacle.get());
                console.println("left out: " + obstacle.get());
            } else {
                possible.add(contestant);
            }
        }
        return new Plan(
                possible,
                plan.workloads(),
                plan.rounds(),
                plan.firstWarm(),
                plan.warm(),
                plan.measured(),
                plan.maxMessages());
    }

    private void note(Result result) {
        results.add(result);
        Measurement measured = result.measurement();
        console.printf(
                "round %d  %-16s %-8s %s%n",
                result.round(),
                result.contestant().id(),
                result.workload(),
                measured == null
                        ? result.failure()
                        : "%,12.0f a second, %9.2f µs of CPU time each, load generator busy %3.0f %%"
                                .formatted(measured.rate(), measured.cpuMicros(), measured.loadShare() * 100));
        console.flush();
        save(); // Whoever ends the run early keeps what it has measured.
    }

    private Results results() {
        return new Results(facts, results);
    }

    private void save() {
        try {
            results().write(directory.resolve("results.csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String versions() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = Comparison.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        }
        return Stream.of("Hawser", "Tomcat", "Jetty", "Undertow", "Tyrus", "Netty", "Helidon")
                .map(name -> name + " " + versions.getProperty(name))
                .collect(Collectors.joining(", "));
    }
}
