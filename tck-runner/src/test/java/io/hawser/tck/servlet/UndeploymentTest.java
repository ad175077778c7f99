package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.Child;
import io.hawser.tck.servlet.app.ClientApp;
import io.hawser.tck.servlet.app.RoomApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.TestReporter;

/** An undeployed application leaves no classes, threads or memory. */
class UndeploymentTest {

    /** The number of redeployments. {@code -Dhawser.redeployments=200} takes longer. */
    private static final int TIMES = Integer.getInteger("hawser.redeployments", 15);

    private static final int WARM_UP = 5;

    /** The options of the JVM. Some of them let Tomcat inspect threads. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx256m",
            // Objects that only soft references hold are no leak. This option clears them at once.
            "-XX:SoftRefLRUPolicyMSPerMB=0",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");

    /** The log lines of Tomcat, the JVM and Hawser about a leak. */
    private static final List<String> LEAKS =
            List.of("appears to have started a", "ThreadLocal", "OutOfMemory", "have not ended", "still blocked");

    /** The class loaders of applications. */
    private static final Set<String> LOADERS = Set.of(
            "org.apache.catalina.loader.ParallelWebappClassLoader",
            "org.eclipse.jetty.ee11.webapp.WebAppClassLoader",
            "org.eclipse.jetty.ee.webapp.WebAppClassLoader",
            "io.hawser.examples.undertow.WarClassLoader");

    /** All levels are logged. */
    private static final String LOGGING = """
        handlers=java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level=ALL
        io.hawser.level=ALL
        """;

    private static final String IMPATIENT = """
        <context-param>
          <param-name>io.hawser.shutdownTimeout</param-name>
          <param-value>500</param-value>
        </context-param>
        """;

    @OnEachServer
    void everySessionIsToldThatTheServerGoesAway(Server server) throws Exception {
        Application application = server.deploy("/leaving", server.war().classes(RoomApp.class));
        try (Talk ann = application.talk("/room");
                Talk bob = application.talk("/room")) {
            assertThat(bob.ask("hello")).isEqualTo("hello");
            assertThat(ann.ask("count")).isEqualTo("2");
            application.close();
            assertThat(ann.closeCode()).isEqualTo(1001);
            assertThat(bob.closeCode()).isEqualTo(1001);
        }
    }

    @OnEachServer
    void peerThatNeverAnswersDoesNotHoldTheApplication(Server server) throws Exception {
        Application application =
                server.deploy("/held", server.war().classes(RoomApp.class).webXml(IMPATIENT));
        Talk silent = application.deaf("/room");
        Talk flooded = application.deaf("/room");
        try (silent;
                flooded) {
            // The output exceeds the buffers of the system.
            flooded.send("flood");
            application.close();
            await().until(() ->
                    Held.by(server).threads().stream().noneMatch(thread -> thread.startsWith("hawser/held")));
        }
    }

    @OnEachServer
    void redeploymentLeavesNothing(Server shared, TestReporter reporter) throws Exception {
        Path logging = Files.writeString(Files.createTempFile("logging", ".properties"), LOGGING);
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-Djava.util.logging.config.file=" + logging);
        try (Server server = Server.start(shared.target(), options)) {
            War war = server.war().classes(RoomApp.class, ClientApp.class).webXml(IMPATIENT);
            redeploy(server, war, WARM_UP);
            Held before = Held.by(server);
            redeploy(server, war, TIMES);
            // The number of threads in the server's own pools varies.
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                Held after = Held.by(server);
                reporter.publishEntry(Map.of("before", before.toString(), "after", after.toString()));
                SoftAssertions all = new SoftAssertions();
                all.assertThat(after.classes()).as("classes").isLessThan(before.classes() + 200);
                all.assertThat(after.heap()).as("heap").isLessThan(before.heap() + (4 << 20));
                all.assertThat(after.threads())
                        .as("threads")
                        .hasSizeLessThanOrEqualTo(before.threads().size() + 10);
                all.assertThat(after.threads()).noneMatch(UndeploymentTest::isOfHawser);
                // Jetty keeps the class loader of an idle connection, and of the last selected one.
                assertThat(server.get("/again/hello").statusCode()).isEqualTo(404);
                all.assertThat(loaders(server)).as("class loaders").isZero();
                all.assertAll();
            });
            assertThat(server.log().lines().filter(UndeploymentTest::isWarningOfALeak))
                    .isEmpty();
        }
    }

    private static boolean isWarningOfALeak(String line) {
        // Tomcat's own thread, which may handle the application that ends.
        return !line.contains("a thread named [Catalina-utility-")
                && LEAKS.stream().anyMatch(line::contains);
    }

    private static boolean isOfHawser(String thread) {
        return thread.startsWith("hawser");
    }

    /** {@return the number of class loaders of applications after a collection} */
    private static long loaders(Server server) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String histogram = Child.run(
                Path.of("").toAbsolutePath(), List.of(jcmd, String.valueOf(server.pid()), "GC.class_histogram"));
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 3 && LOADERS.contains(fields[3]))
                .mapToLong(fields -> Long.parseLong(fields[1]))
                .sum();
    }

    /** Requests like those of browsers, their errors, and refused handshakes. */
    private static void offend(Application application) {
        String own = application.http("").toString().replaceAll("(?<=:\\d{1,5})/.*", "");
        assertThat(application.handshakeStatus("/room", "Origin", own)).isEqualTo(101);
        assertThat(application.handshakeStatus("/room", "Origin", "https://evil.example"))
                .isEqualTo(403);
        assertThat(application.handshakeStatus("/room", "Origin", "null")).isEqualTo(403);
        assertThat(application.handshakeStatus("/no/where", "Origin", own)).isEqualTo(404);
        try (Talk eve = application.talk("/room", "Origin", own)) {
            eve.send("x".repeat((1 << 20) + 1));
            assertThat(eve.closeCode()).isEqualTo(1009);
        }
    }

    private static void redeploy(Server server, War war, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            Application application = server.deploy("/again", war);
            try (Talk ann = application.talk("/room");
                    Talk bob = application.talk("/room")) {
                assertThat(bob.ask("hello")).isEqualTo("hello");
                assertThat(ann.ask("count")).isEqualTo("2");
                offend(application);
                // On a thread of the server, in which no object of the application may remain.
                assertThat(application.body("/ask?with=provider&address=" + application.address("/answers")))
                        .endsWith("hello yourself");
                application.close();
                assertThat(bob.closeCode()).isEqualTo(1001);
            }
        }
    }
}
