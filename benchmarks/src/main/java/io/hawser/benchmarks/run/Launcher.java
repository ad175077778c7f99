package io.hawser.benchmarks.run;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.load.Workload;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the processes. Each has the class path that Maven has found for its module, and nothing of another's. */
final class Launcher {

    private static final String SERVERS = "benchmarks/servers/";
    private static final String CONTAINERS = "tck-runner/servers/";
    private static final String PACKAGE = "io.hawser.benchmarks.";
    private static final String ENDPOINTS = "io/hawser/benchmarks/endpoints";
    private static final String OWN_SERVLET = "io/hawser/benchmarks/servlet";
    private static final int HELIDONS_JDK = 21;

    private final Build build;
    private final Path directory;
    private final Cores cores;
    private final List<String> options;

    /**
     * Makes one.
     *
     * @param build what Maven has built
     * @param directory takes logs and web applications
     * @param cores where the processes run
     * @param options of their JVMs
     */
    Launcher(Build build, Path directory, Cores cores, List<String> options) {
        this.build = build;
        this.directory = directory;
        this.cores = cores;
        this.options = List.copyOf(options);
    }

    /** {@return why it cannot be run here; empty where it can} */
    Optional<String> obstacle(Contestant contestant) {
        if (contestant != Contestant.HELIDON) {
            return Optional.empty();
        }
        int jdk = Runtime.version().feature();
        if (jdk < HELIDONS_JDK) {
            return Optional.of("Helidon needs JDK 21 or later, and this is JDK " + jdk);
        }
        return build.has(SERVERS + "helidon")
                ? Optional.empty()
                : Optional.of("Helidon needs JDK 21 or later, and an older JDK has built this");
    }

    /** Starts a server. */
    Child server(Contestant contestant) throws IOException {
        String product = contestant.product();
        return switch (contestant.run()) {
            case INSIDE -> start(contestant.id(), cores.prefix(), inside(), PACKAGE + "minimal.MinimalMain", List.of());
            case ITSELF ->
                start(
                        contestant.id(),
                        cores.prefix(),
                        build.classPath(SERVERS + product),
                        PACKAGE + product + "." + capital(product) + "Main",
                        List.of());
            case APPLICATION, HAWSERS_APPLICATION ->
                start(
                        contestant.id(),
                        cores.prefix(),
                        build.classPath(SERVERS + "servlet", CONTAINERS + product),
                        PACKAGE + "servlet.ServletMain",
                        List.of(
                                "io.hawser.examples." + product + "." + capital(product) + "Server",
                                application(contestant).directory().toString()));
            case CLIENT -> throw new IllegalArgumentException(contestant + " is no server");
        };
    }

    /** Starts the server for clients, on the core of this process. */
    Child serverForClients() throws IOException {
        return start("minimal", List.of(), inside(), PACKAGE + "minimal.MinimalMain", List.of());
    }

    /** Starts a client. */
    Child client(Contestant contestant, Workload workload, int port, Duration warm, Duration measured)
            throws IOException {
        List<Path> classPath = new ArrayList<>();
        classPath.add(build.classes(SERVERS + "endpoints"));
        classPath.addAll(
                contestant == Contestant.JETTY_CLIENT
                        ? build.classPath(CONTAINERS + contestant.product())
                        : build.classPath(SERVERS + contestant.product()));
        return start(
                contestant.id(),
                cores.prefix(),
                classPath,
                PACKAGE + "client.ClientMain",
                List.of(
                        "ws://127.0.0.1:" + port + workload.path(),
                        Integer.toString(workload.connections()),
                        Integer.toString(workload.depth()),
                        Integer.toString(workload.size()),
                        workload.binary() ? "binary" : "text",
                        Long.toString(warm.toMillis()),
                        Long.toString(measured.toMillis())));
    }

    private static List<Path> inside() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
    }

    private Application application(Contestant contestant) throws IOException {
        Application application = new Application(directory.resolve(contestant.id() + ".war"))
                .classes(build.classes(SERVERS + "endpoints"), ENDPOINTS);
        if (contestant.run() == Contestant.Run.HAWSERS_APPLICATION) {
            return application.libraries(build.classPath(CONTAINERS + "without-client"));
        }
        if (contestant == Contestant.UNDERTOW) {
            application
                    .classes(build.classes(SERVERS + "servlet"), OWN_SERVLET)
                    .file(
                            "WEB-INF/classes/META-INF/services/io.undertow.servlet.ServletExtension",
                            PACKAGE + "servlet.UndertowsOwn\n");
        }
        return application;
    }

    private Child start(
            String name, List<String> prefix, List<Path> classPath, String mainClass, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath.stream()
                .map(path -> path.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        command.addAll(arguments);
        Files.createDirectories(directory);
        return Child.start(command, directory.resolve(name + ".log"));
    }

    private static String capital(String product) {
        return Character.toUpperCase(product.charAt(0)) + product.substring(1);
    }
}
