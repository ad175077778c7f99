package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.servlet.app.RoomApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections outlive the timeouts of servlet containers for requests. */
@ExtendWith(EachServer.class)
class PatienceTest {

    /** The timeout of Jetty for asynchronous requests. Other containers have shorter ones. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

    @Test
    void quietSessionStaysOpen(List<Server> servers) throws Exception {
        List<Application> applications = new ArrayList<>();
        List<Talk> talks = new ArrayList<>();
        try {
            for (Server server : servers) {
                Application application = server.deploy("/quiet", server.war().classes(RoomApp.class));
                applications.add(application);
                talks.add(application.talk("/room"));
            }
            long begun = System.nanoTime();
            await().atMost(LONGEST_TIMEOUT.plusSeconds(30))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        assertThat(talks).allMatch(Talk::isOpen);
                        return System.nanoTime() - begun
                                > LONGEST_TIMEOUT.plusSeconds(4).toNanos();
                    });
            assertThat(talks).allSatisfy(talk -> assertThat(talk.ask("hello")).isEqualTo("hello"));
        } finally {
            talks.forEach(Talk::close);
            applications.forEach(Application::close);
        }
    }
}
