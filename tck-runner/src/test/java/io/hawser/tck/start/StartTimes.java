package io.hawser.tck.start;

import io.hawser.tck.suite.Libraries;
import io.hawser.tck.suite.ServerProcess;
import io.hawser.tck.suite.Target;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures how long servlet containers take to start an application of many classes, with and without Hawser in
 * {@code WEB-INF/lib}. Hawser is there without its client. Each start is in a new JVM, and starts with and without
 * Hawser alternate. The container has its own implementation of WebSocket on its class path in both cases. The CPU
 * times are those of Linux. The arguments are the directory for the files of the servers, the number of classes, and
 * the number of rounds.
 */
final class StartTimes {

    private static final int ENDPOINTS = 5;

    private final PrintStream console = System.out;
    private final Path directory;
    private final Path classes;
    private final Libraries hawser;

    private StartTimes(Path directory, int count) throws IOException {
        this.directory = directory;
        this.classes = ManyClasses.compile(directory.resolve("sources"), count, ENDPOINTS, classPath());
        this.hawser = Libraries.of(Target.classPath("without-client"), directory.resolve("lib"));
    }

    private static String classPath() {
        return Target.classPath("jetty").stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    public static void main(String[] arguments) throws IOException {
        Path target = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
        Path directory = Files.createTempDirectory(target, "start");
        int count = Integer.parseInt(arguments[1]);
        new StartTimes(directory, count).run(count, Integer.parseInt(arguments[2]));
    }

    /**
     * What a start has taken, in milliseconds.
     *
     * @param wall the time that has passed
     * @param cpu the CPU time of the server without the JIT compiler, which other work disturbs less
     */
    private record Start(long wall, long cpu) {

        static Start median(List<Start> starts) {
            return new Start(median(starts, Start::wall), median(starts, Start::cpu));
        }

        private static long median(List<Start> starts, ToLongFunction<Start> time) {
            return starts.stream().mapToLong(time).sorted().toArray()[starts.size() / 2];
        }
    }

    private void run(int count, int rounds) throws IOException {
        Map<Target, List<Start>> with = new EnumMap<>(Target.class);
        Map<Target, List<Start>> without = new EnumMap<>(Target.class);
        for (int round = 1; round <= rounds; round++) {
            for (Target target : Target.values()) {
                if (target.isServletContainer()) {
                    without.computeIfAbsent(target, absent -> new ArrayList<>()).add(measure(target, false, round));
                    with.computeIfAbsent(target, absent -> new ArrayList<>()).add(measure(target, true, round));
                }
            }
        }
        console.printf("%n%,d classes, %d of them endpoints, median of %d rounds, in ms%n%n", count, ENDPOINTS, rounds);
        console.println("| server | | without | with Hawser | added |\n|---|---|---:|---:|---:|");
        with.forEach((target, starts) -> {
            Start ours = Start.median(starts);
            Start own = Start.median(without.get(target));
            print(target.label(), "time", own.wall(), ours.wall());
            print("", "CPU time", own.cpu(), ours.cpu());
        });
    }

    private void print(String server, String what, long own, long ours) {
        console.printf("| %s | %s | %d | %d | %d |%n", server, what, own, ours, ours - own);
    }

    /** {@return the cost from the order to deploy until the application has started} */
    private Start measure(Target target, boolean withHawser, int round) throws IOException {
        Path folder = Files.createDirectories(
                directory.resolve(target.label() + (withHawser ? "-with-" : "-without-") + round));
        Path war = folder.resolve("war");
        copy(classes, war.resolve("WEB-INF/classes"));
        if (withHawser) {
            hawser.addTo(war);
        }
        try (ServerProcess server = ServerProcess.start(target, folder, List.of())) {
            long cpu = cpuMillis(server.pid());
            long before = System.nanoTime();
            server.deploy("/start", war).ifPresent(refusal -> {
                throw new IllegalStateException(target.label() + " refuses the application: " + refusal);
            });
            return new Start(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before), cpuMillis(server.pid()) - cpu);
        }
    }

    /** {@return the CPU time of all threads of a process but those of the JIT compiler} */
    private static long cpuMillis(long pid) throws IOException {
        long nanos = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads.toList()) {
                nanos += cpuNanos(thread);
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static long cpuNanos(Path thread) {
        try {
            boolean compiles = Files.readString(thread.resolve("comm")).contains("Compiler");
            return compiles
                    ? 0
                    : Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ")[0]);
        } catch (IOException e) {
            // The thread has ended in the meantime.
            return 0;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            Files.createDirectories(to.getParent());
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
