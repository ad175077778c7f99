package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.servlet.app.ClientApp;
import io.hawser.tck.servlet.app.RoomApp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.TestReporter;

/** What an application leaves: nothing. */
class UndeploymentTest {

    /** More are for those who have the time: {@code -Dhawser.redeployments=200}. */
    private static final int TIMES = Integer.getInteger("hawser.redeployments", 15);

    private static final int WARM_UP = 5;

    /** Tomcat looks into threads where it may. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx256m",
            // What only soft references hold is no leak, and goes at once.
            "-XX:SoftRefLRUPolicyMSPerMB=0",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");

    /** What the log says where something is left: Tomcat, the JVM, Hawser. */
    private static final List<String> LEAKS =
            List.of("appears to have started a", "ThreadLocal", "OutOfMemory", "have not ended", "still blocked");

    private static final String IMPATIENT = """
            <context-param>
              <param-name>io.hawser.shutdownTimeout</param-name>
              <param-value>500</param-value>
            </context-param>
            """;

    /** Trap 74. */
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
            // What is sent is more than the system takes.
            flooded.send("flood");
            application.close();
            await().until(() ->
                    Held.by(server).threads().stream().noneMatch(thread -> thread.startsWith("hawser/held")));
        }
    }

    /** Trap 74. */
    @OnEachServer
    void redeploymentLeavesNothing(Server shared, TestReporter reporter) throws Exception {
        try (Server server = Server.start(shared.target(), OPTIONS)) {
            War war = server.war().classes(RoomApp.class, ClientApp.class).webXml(IMPATIENT);
            redeploy(server, war, WARM_UP);
            Held before = Held.by(server);
            redeploy(server, war, TIMES);
            // Threads of the server's own pools come and go.
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
                all.assertAll();
            });
            assertThat(server.log().lines().filter(UndeploymentTest::isWarningOfALeak))
                    .isEmpty();
        }
    }

    private static boolean isWarningOfALeak(String line) {
        // Tomcat's own thread, which happens to look after the application that ends.
        return !line.contains("a thread named [Catalina-utility-")
                && LEAKS.stream().anyMatch(line::contains);
    }

    private static boolean isOfHawser(String thread) {
        return thread.startsWith("hawser");
    }

    private static void redeploy(Server server, War war, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            Application application = server.deploy("/again", war);
            try (Talk ann = application.talk("/room");
                    Talk bob = application.talk("/room")) {
                assertThat(bob.ask("hello")).isEqualTo("hello");
                assertThat(ann.ask("count")).isEqualTo("2");
                // On a thread of the server, in which nothing of the application may be left.
                assertThat(application.body("/ask?with=provider&address=" + application.address("/answers")))
                        .endsWith("hello yourself");
                application.close();
                assertThat(bob.closeCode()).isEqualTo(1001);
            }
        }
    }
}
