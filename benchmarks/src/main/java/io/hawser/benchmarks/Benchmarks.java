package io.hawser.benchmarks;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.load.Workload;
import io.hawser.benchmarks.load.Workloads;
import io.hawser.benchmarks.report.Page;
import io.hawser.benchmarks.report.Report;
import io.hawser.benchmarks.result.Results;
import io.hawser.benchmarks.run.Comparison;
import io.hawser.benchmarks.run.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures Hawser beside other implementations, and shows the results. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Measures Hawser beside other implementations on this machine, and shows the results.")
public final class Benchmarks implements Callable<Integer> {

    @Option(names = "--root", description = "The folder of the repository, in which Maven has built.")
    private Path root = Path.of(".");

    @Option(names = "--out", description = "Takes the results, the charts and the logs of the servers.")
    private Path out = Path.of("target", "comparison");

    @Option(names = "--contestants", split = ",", description = "Which servers and clients; without it all.")
    private List<String> contestants =
            Stream.of(Contestant.values()).map(Contestant::id).toList();

    @Option(names = "--work", split = ",", description = "Which loads; without it all.")
    private List<String> work = Workloads.ALL.stream().map(Workload::name).toList();

    @Option(names = "--rounds", description = "How often everything is measured.")
    private int rounds = 3;

    @Option(names = "--seconds", description = "How long one load is measured.")
    private double seconds = 3;

    @Option(names = "--warm", description = "Seconds of warm-up before each load.")
    private double warm = 1;

    @Option(names = "--first-warm", description = "Seconds of warm-up before the first load on a process.")
    private double firstWarm = 4;

    @Option(names = "--max-messages", description = "A load ends after so many messages, its warm-up included.")
    private long maxMessages = 200_000_000;

    @Option(names = "--jvm", split = " ", description = "Options of the JVMs that are measured.")
    private List<String> jvm = List.of("-Xmx1g");

    @Option(
            names = "--share-cores",
            description = "Let the system place the processes. Otherwise what is measured runs on one core and the load"
                    + " generator on another, where there is taskset.")
    private boolean shareCores;

    @Option(names = "--from", description = "Measure nothing, and show the results of this file.")
    private Path from;

    @Option(names = "--page", description = "Write the results into this page of Markdown, and the charts beside it.")
    private Path page;

    /** With the defaults. */
    public Benchmarks() {}

    /**
     * Runs, and ends the JVM.
     *
     * @param arguments {@code --help} lists them
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Results results =
                from != null ? Results.read(from) : new Comparison(plan(), out, console).run(root, !shareCores, jvm);
        Report report = new Report(results);
        Files.createDirectories(out);
        report.writeCharts(out);
        String markdown = report.markdown(".");
        Files.writeString(out.resolve("results.md"), markdown);
        console.println("\n" + markdown + "\nResults, charts and logs are in " + out.toAbsolutePath());
        if (page != null) {
            show(report, results);
        }
        return 0;
    }

    private void show(Report report, Results results) throws IOException {
        String folder = "performance";
        Path charts = page.resolveSibling(folder);
        report.writeCharts(charts);
        results.write(charts.resolve("results.csv"));
        new Page(page).show(report.markdown(folder));
    }

    private Plan plan() {
        return new Plan(
                contestants.stream().map(Contestant::named).toList(),
                work.stream().map(Workloads::named).toList(),
                rounds,
                duration(firstWarm),
                duration(warm),
                duration(seconds),
                maxMessages);
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
