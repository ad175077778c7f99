package io.hawser.tck.idle;

import io.hawser.tck.servlet.War;
import io.hawser.tck.suite.Libraries;
import io.hawser.tck.suite.ServerProcess;
import io.hawser.tck.suite.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Compares the cost of idle sessions in each servlet container with Hawser and with the container's own implementation.
 * The application is the same, with and without Hawser in {@code WEB-INF/lib}. The container's implementation is on its
 * class path in both cases. The arguments are the directory for the files of the servers, the number of sessions, the
 * number of rounds, and further options of the servers' JVMs.
 */
final class IdleSessions {

    /** The heap is resident from the beginning. Memory that becomes resident later is outside of it. */
    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

    private static final int WARM_UP = 50;
    /** Hawser's idle workers end after ten seconds. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(12);

    private final PrintStream console = System.out;
    private final Path directory;
    private final int sessions;
    private final List<String> options;
    private final Libraries hawser;

    private IdleSessions(Path directory, int sessions, List<String> options) throws IOException {
        this.directory = directory;
        this.sessions = sessions;
        this.options = Stream.concat(JVM.stream(), options.stream()).toList();
        this.hawser = Libraries.of(Target.classPath("application"), directory.resolve("lib"));
    }

    /** The implementation of the sessions. */
    private enum Whose {
        HAWSER,
        OWN
    }

    public static void main(String[] arguments) throws IOException {
        Path target = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
        Path directory = Files.createTempDirectory(target, "idle");
        List<String> options = List.of(arguments).subList(3, arguments.length);
        new IdleSessions(directory, Integer.parseInt(arguments[1]), options).run(Integer.parseInt(arguments[2]));
    }

    private void run(int rounds) throws IOException {
        Map<Target, Map<Whose, List<Figures>>> all = new EnumMap<>(Target.class);
        for (int round = 1; round <= rounds; round++) {
            for (Target target : containers()) {
                for (Whose whose : Whose.values()) {
                    Figures figures = measure(target, whose, round);
                    console.printf("round %d, %s, %s: %s%n", round, target.label(), whose, figures);
                    all.computeIfAbsent(target, absent -> new EnumMap<>(Whose.class))
                            .computeIfAbsent(whose, absent -> new ArrayList<>())
                            .add(figures);
                }
            }
        }
        console.printf("%n%,d idle sessions, median of %d rounds%n%n", sessions, rounds);
        console.println("| server | | Hawser | its own | Hawser / own |\n|---|---|---:|---:|---:|");
        all.forEach((target, figures) ->
                print(target, Figures.median(figures.get(Whose.HAWSER)), Figures.median(figures.get(Whose.OWN))));
    }

    private static List<Target> containers() {
        return Stream.of(Target.values()).filter(Target::isServletContainer).toList();
    }

    private void print(Target target, Figures ours, Figures own) {
        String name = target.label();
        name = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        String bytes = "| %s | %s, bytes a session | %,d | %,d | %.2f |%n";
        console.printf(bytes, name, "heap", ours.heap(), own.heap(), (double) ours.heap() / own.heap());
        console.printf(
                bytes,
                "",
                "outside of the heap",
                ours.resident(),
                own.resident(),
                (double) ours.resident() / own.resident());
        console.printf(
                "| | threads without and with the sessions | %d, %d | %d, %d | |%n",
                ours.threadsBefore(), ours.threadsAfter(), own.threadsBefore(), own.threadsAfter());
    }

    private Figures measure(Target target, Whose whose, int round) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(target.label() + "-" + whose + "-" + round));
        War war = new War(folder.resolve("war")).classes(EchoApp.class);
        if (whose == Whose.HAWSER) {
            hawser.addTo(war.directory());
        } else if (target == Target.UNDERTOW) {
            war.classes(UndertowsOwn.class)
                    .file(
                            "WEB-INF/classes/META-INF/services/io.undertow.servlet.ServletExtension",
                            UndertowsOwn.class.getName());
        }
        try (ServerProcess server = ServerProcess.start(target, folder, options)) {
            server.deploy("/idle", war.directory()).ifPresent(refusal -> {
                throw new IllegalStateException(target.label() + " refuses the application: " + refusal);
            });
            URI uri = URI.create("http://localhost:" + server.address().getPort() + "/idle/echo");
            warmUp(uri, whose);
            Holding empty = Holding.of(server);
            try (Crowd crowd = new Crowd(uri, sessions)) {
                crowd.stay(QUIET_NANOS);
                Holding full = Holding.of(server);
                crowd.stay(1); // All sessions are still open.
                return Figures.of(empty, full, sessions);
            }
        }
    }

    private static void warmUp(URI uri, Whose whose) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            try (Visitor visitor = new Visitor(uri)) {
                Crowd.greet(visitor);
                boolean isHawser = visitor.ask(EchoApp.WHOSE).startsWith("io.hawser.");
                if (isHawser != (whose == Whose.HAWSER)) {
                    throw new IllegalStateException("the session is not " + whose + "'s");
                }
                visitor.leave();
            }
        }
    }
}
