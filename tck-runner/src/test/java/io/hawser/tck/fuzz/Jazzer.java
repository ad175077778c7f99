package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Jazzer for one target, in a separate JVM, with its files below {@code target/fuzz}. */
final class Jazzer {

    /** The number of seconds from which on full compilation of code pays. */
    static final int LONG = 30;

    private final FuzzTarget target;
    private final Path folder;

    /** The corpus as files; the inputs that the fuzzer adds in each run; both together without redundant inputs. */
    private final Path seeds;

    private final Path found;
    private final Path merged;
    private final Path log;

    /**
     * Creates the folders.
     *
     * @param target the fuzz target
     * @param parent the parent of its folder
     */
    Jazzer(FuzzTarget target, Path parent) throws IOException {
        this.target = target;
        this.folder = parent.resolve(target.toString()).toAbsolutePath();
        this.seeds = folder.resolve("seeds");
        this.found = folder.resolve("found");
        this.merged = folder.resolve("merged");
        this.log = folder.resolve("jazzer.log");
        for (Path each : List.of(seeds, found, merged)) {
            Files.createDirectories(each);
        }
        delete(seeds);
        for (Line line : target.corpus()) {
            Files.write(seeds.resolve(line.name()), line.input());
        }
    }

    /**
     * Fuzzes, beginning with the corpus and the inputs of earlier runs.
     *
     * @param seconds the duration
     * @throws AssertionError if a fault was found; the message describes it and how to reproduce it
     */
    void fuzz(int seconds) throws IOException, InterruptedException {
        int status = run(
                seconds,
                List.of(
                        "-max_total_time=" + seconds,
                        "-max_len=" + target.maxLength(),
                        "-timeout=10",
                        "-print_final_stats=1",
                        "-artifact_prefix=" + folder + "/",
                        found.toString(),
                        seeds.toString()));
        if (status != 0) {
            throw new AssertionError(finding(status));
        }
    }

    /** Merges the corpus and the found inputs without redundant ones. Writes {@code new.txt}, lines for the corpus. */
    void merge() throws IOException, InterruptedException {
        delete(merged);
        int status = run(LONG, List.of("-merge=1", merged.toString(), seeds.toString(), found.toString()));
        if (status != 0) {
            throw new IOException("merging the corpora of " + target + " failed: see " + log);
        }
        List<byte[]> known = target.corpus().stream().map(Line::input).toList();
        List<String> lines = new ArrayList<>();
        for (Path file : files(merged)) {
            byte[] input = Files.readAllBytes(file);
            if (known.stream().noneMatch(other -> Arrays.equals(other, input))) {
                lines.add(new Line(file.getFileName().toString().substring(0, 8), input).toString());
            }
        }
        Files.write(folder.resolve("new.txt"), lines);
    }

    private int run(int seconds, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A small heap. An allocation of an announced length would exceed it.
                "-Xmx256m",
                "-XX:TieredStopAtLevel=" + (seconds < LONG ? 1 : 4),
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                com.code_intelligence.jazzer.Jazzer.class.getName(),
                "--target_class=" + target.entry().getName(),
                "--instrumentation_includes=io.hawser.**",
                "--custom_hook_includes=io.hawser.**",
                "--reproducer_path=" + folder));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private String finding(int status) throws IOException {
        List<Path> inputs = files(folder).stream()
                .filter(file -> file.getFileName().toString().matches("(crash|timeout|oom|slow-unit|leak)-[0-9a-f]+"))
                .toList();
        StringBuilder message =
                new StringBuilder("Fuzzing " + target + " ended with status " + status + ", see " + log + "\n");
        lines().dropWhile(line -> !line.startsWith("== "))
                .limit(20)
                .forEach(line -> message.append("    ").append(line).append('\n'));
        for (Path input : inputs) {
            String kind = input.getFileName().toString();
            String name = kind.substring(0, Math.min(kind.length(), kind.indexOf('-') + 9));
            message.append("To see it again, add this line to tck-runner/src/test/resources/io/hawser/tck/fuzz/")
                    .append(target.file())
                    .append(" and run CorpusTest:\n")
                    .append(new Line(name, Files.readAllBytes(input)))
                    .append('\n');
        }
        return message.toString();
    }

    private Stream<String> lines() throws IOException {
        // The output of a target may contain any bytes.
        return new String(Files.readAllBytes(log), ISO_8859_1).lines();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        for (Path file : files(folder)) {
            Files.delete(file);
        }
    }
}
