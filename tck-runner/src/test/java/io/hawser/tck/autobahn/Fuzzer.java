package io.hawser.tck.autobahn;

import io.hawser.tck.Child;
import io.hawser.tck.suite.Target;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Autobahn's fuzzing client or server, on Jython in a separate JVM. Its reports are in a folder of the build. */
final class Fuzzer implements AutoCloseable {

    private static final String READY = "ready ";
    private static final Path SCRIPT = Path.of("src/test/jython/fuzzer.py").toAbsolutePath();

    private final Child process;

    private Fuzzer(Child process) {
        this.process = process;
    }

    /** {@return the folder for the reports of a run, emptied of earlier ones} */
    static Path reports(String name) throws IOException {
        Path folder =
                Files.createDirectories(Path.of("target", "autobahn", name).toAbsolutePath());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return folder;
    }

    /** Runs all cases against a server. */
    static void runClient(Path reports, String agent, URI server) throws IOException, InterruptedException {
        String output = Child.run(reports, command("client", reports, List.of(agent, server.toString(), "*")));
        Files.writeString(reports.resolve("log.txt"), output);
    }

    /** Starts the server. */
    static Fuzzer startServer(Path reports) throws IOException {
        return new Fuzzer(Child.start(reports, command("server", reports, List.of("*"))));
    }

    /** {@return the URI of the server} */
    URI uri() {
        String line = process.nextLine();
        while (!line.startsWith(READY)) {
            line = process.nextLine();
        }
        return URI.create("ws://127.0.0.1:" + line.substring(READY.length()) + "/");
    }

    private static List<String> command(String role, Path reports, List<String> arguments) {
        List<Path> jars = Target.classPath("autobahn");
        Path suite = jars.stream()
                .filter(jar -> jar.getFileName().toString().startsWith("autobahntestsuite"))
                .findFirst()
                .orElseThrow();
        List<String> command = new ArrayList<>(
                java(jars, "org.python.util.jython", "-S", "-B", SCRIPT.toString(), role, suite.toString()));
        command.add(reports.toString());
        command.addAll(arguments);
        return command;
    }

    /** {@return a command that runs a class with these class path elements and those of the tests} */
    static List<String> java(List<Path> classPath, String... classAndArguments) {
        String all = Stream.concat(Stream.of(Path.of("target/test-classes").toAbsolutePath()), classPath.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                // Several JVMs share few processors.
                                "-XX:+UseSerialGC",
                                "-cp",
                                all),
                        Stream.of(classAndArguments))
                .toList();
    }

    @Override
    public void close() {
        process.close();
    }
}
