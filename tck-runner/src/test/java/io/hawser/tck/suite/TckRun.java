package io.hawser.tck.suite;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the TCK with Hawser as the client in this JVM, and as the server in this JVM or in a servlet container. Prints
 * the summary, and ends with status 0 if and only if the run counts. The arguments are the TCK's jar file, which is
 * also on the class path, the directory for {@code tck/SERVER} with {@code tck-summary.md} and {@code tck.log}, and a
 * regular expression for the names of the classes. If the expression does not match all classes, the run does not
 * count.
 */
final class TckRun {

    private final Path tck;
    private final String only;
    private final PrintStream console = System.out;
    private final PrintStream errors = System.err;
    private final Target target = Target.ofThisRun();
    private final Plan plan = Plan.of(target);

    private TckRun(Path tck, String only) {
        this.tck = tck;
        this.only = only;
    }

    public static void main(String[] arguments) throws IOException {
        Path tck = Path.of(arguments[0]);
        Path directory = Files.createDirectories(Path.of(arguments[1])
                .toAbsolutePath()
                .resolve("tck")
                .resolve(Target.ofThisRun().label()));
        // Servers and clients may have running threads.
        System.exit(new TckRun(tck, arguments[2]).run(directory) ? 0 : 1);
    }

    private boolean run(Path directory) throws IOException {
        System.setProperty("tck.directory", directory.toString());
        Path log = directory.resolve("tck.log");
        long begin = System.nanoTime();
        Results results;
        try (PrintStream output = new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)) {
            System.setOut(output);
            System.setErr(output);
            results = execute();
        } finally {
            System.setErr(errors);
        }
        Verdict verdict = Verdict.of(results, plan, Proof.complaints(target, directory));
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        String summary = new Summary(plan, results, verdict, Parts.of(tck, target), time).toString();
        Path file = directory.resolve("tck-summary.md");
        Files.writeString(file, summary);
        console.println(summary);
        verdict.complaints().forEach(complaint -> console.println("FAILED: " + complaint));
        console.println(results.totals());
        console.println("This is in " + file + "; what the tests have printed, and stack traces, are in " + log + ".");
        return verdict.isPassed();
    }

    private Results execute() {
        System.setProperty("ws_wait", "5");
        System.setProperty("lib.name", "hawser");
        System.setProperty("sigTestClasspath", Parts.apis());
        System.setProperty("arquillian.xml", "tck/arquillian.xml");
        Tally tally = new Tally(console);
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
        launcher.execute(request(), tally);
        return new Results(tally.outcomes(), Deployments.seen());
    }

    private LauncherDiscoveryRequest request() {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClasspathRoots(Set.of(tck)))
                .filters(includeClassNamePatterns(only))
                // The longest tests take 50 s. Some wait half an hour for a Close frame that is never sent.
                .configurationParameter("junit.jupiter.execution.timeout.default", "120 s");
        plan.excluded()
                .forEach(excluded -> request.filters(excludeClassNamePatterns(Pattern.quote(excluded.testClass()))));
        return request.build();
    }
}
