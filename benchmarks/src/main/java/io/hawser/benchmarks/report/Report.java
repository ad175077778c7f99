package io.hawser.benchmarks.report;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.contestant.Contestant.Group;
import io.hawser.benchmarks.result.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Results as Markdown and charts. */
public final class Report {

    private static final List<Contestant> SERVERS = Stream.of(Group.STANDALONE, Group.LIMIT)
            .flatMap(group -> Contestant.of(group).stream())
            .toList();
    private static final List<Contestant> CLIENTS = Contestant.of(Group.CLIENT);
    private static final List<Contestant> CONTAINERS = List.of(
            Contestant.HAWSER_TOMCAT,
            Contestant.TOMCAT,
            Contestant.HAWSER_JETTY,
            Contestant.JETTY,
            Contestant.HAWSER_UNDERTOW,
            Contestant.UNDERTOW);

    private final Results results;
    private final Tables tables;
    private final Charts charts;

    /**
     * Makes one.
     *
     * @param results what it shows
     */
    public Report(Results results) {
        this.results = results;
        this.tables = new Tables(results);
        this.charts = new Charts(results);
    }

    /**
     * Writes the charts as SVG.
     *
     * @param directory where to
     * @throws IOException where they cannot be written
     */
    public void writeCharts(Path directory) throws IOException {
        Files.createDirectories(directory);
        write(directory, "servers", charts.cpu("Servers: CPU time of one message, in µs (less is better)", SERVERS));
        if (isMeasured(Group.CONTAINER)) {
            write(
                    directory,
                    "containers",
                    charts.cpu("Servlet containers: CPU time of one message, in µs (less is better)", CONTAINERS));
        }
        if (isMeasured(Group.CLIENT)) {
            write(
                    directory,
                    "clients",
                    charts.cpu("Clients: CPU time of a message and its echo, in µs (less is better)", CLIENTS));
        }
    }

    private boolean isMeasured(Group group) {
        return !tables.measured(Contestant.of(group)).isEmpty();
    }

    private static void write(Path directory, String name, Chart chart) throws IOException {
        Files.writeString(directory.resolve(name + ".svg"), chart.svg());
    }

    /**
     * Returns everything as Markdown.
     *
     * @param chartFolder where the page finds the charts
     * @return headings of the third level, tables and charts
     */
    public String markdown(String chartFolder) {
        List<String> parts = new ArrayList<>();
        if (!tables.measured(SERVERS).isEmpty()) {
            servers(parts, chartFolder);
        }
        if (isMeasured(Group.CONTAINER)) {
            containers(parts, chartFolder);
        }
        if (isMeasured(Group.CLIENT)) {
            parts.add("### Clients\n");
            parts.add(image(chartFolder, "clients", "CPU time of one message for each client and load"));
            parts.add("CPU time of the client's process for a message and its echo, in microseconds:\n");
            parts.add(tables.comparison(Figure.CPU, CLIENTS, Contestant.HAWSER_CLIENT)
                    .markdown());
            parts.add("Messages a second:\n");
            parts.add(tables.comparison(Figure.RATE, CLIENTS, Contestant.HAWSER_CLIENT)
                    .markdown());
        }
        if (!tables.losses().isEmpty()) {
            parts.add("### Where Hawser is behind\n");
            parts.add(tables.losses().markdown());
        }
        parts.add("### Loads\n");
        parts.add(tables.loads().markdown());
        if (!tables.limits().isEmpty()) {
            parts.add("### The limit of the load generator\n");
            parts.add(tables.limits().markdown());
        }
        if (!tables.failures().isEmpty()) {
            parts.add("### Failures\n");
            parts.add("In one round or in all of them:\n");
            parts.add(tables.failures().markdown());
        }
        parts.add("### Machine and versions\n");
        parts.add(facts().markdown());
        return String.join("\n", parts);
    }

    private void servers(List<String> parts, String chartFolder) {
        parts.add("### Servers\n");
        parts.add(image(chartFolder, "servers", "CPU time of one message for each server and load"));
        parts.add("CPU time of the server's process for one message, in microseconds:\n");
        parts.add(tables.comparison(Figure.CPU, SERVERS, Contestant.HAWSER).markdown());
        parts.add("Messages a second; for `connect` connections, for `bcast1k` deliveries:\n");
        parts.add(tables.comparison(Figure.RATE, SERVERS, Contestant.HAWSER).markdown());
        Table latencies = tables.latencies(SERVERS, Contestant.HAWSER);
        if (!latencies.isEmpty()) {
            parts.add("Time from a message to its echo, in microseconds: of half of them / of 99 %:\n");
            parts.add(latencies.markdown());
        }
    }

    private void containers(List<String> parts, String chartFolder) {
        parts.add("### Servlet containers\n");
        parts.add(image(chartFolder, "containers", "CPU time of one message for each servlet container and load"));
        parts.add("CPU time of the server's process for one message, in microseconds, with the container's own"
                + " implementation and with Hawser:\n");
        parts.add(tables.pairs(Figure.CPU).markdown());
        parts.add("Messages a second:\n");
        parts.add(tables.pairs(Figure.RATE).markdown());
    }

    private static String image(String folder, String name, String alternative) {
        return "![" + alternative + "](" + folder + "/" + name + ".svg)\n";
    }

    private Table facts() {
        Table table = Table.ofTexts(List.of("fact", "value"));
        results.facts().forEach((name, value) -> table.row(List.of(name, value)));
        return table;
    }
}
