package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.servlet.app.RoomApp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** High load. */
class LoadTest {

    private static final int SESSIONS = 200;
    private static final int MESSAGES = 100;

    /** No thread waits for output while the container holds its lock. */
    @OnEachServer
    void blockingSendWithinAMessageWaitsForASlowReader(Server server) throws Exception {
        try (Application application = server.deploy("/load", server.war().classes(RoomApp.class));
                Talk slow = application.deaf("/room");
                Talk other = application.talk("/room")) {
            slow.send("flood");
            for (int i = 0; i < 100; i++) {
                assertThat(other.ask("hello " + i)).isEqualTo("hello " + i);
            }
            slow.listen();
            assertThat(slow.next()).hasSize(8 << 20);
            assertThat(slow.next()).isEqualTo("flooded");
            assertThat(slow.ask("hello")).isEqualTo("hello");
        }
    }

    /** Input pauses and resumes many times, and each byte is read once. */
    @OnEachServer
    void largeMessagesArriveWholeWhereInputPauses(Server server) throws Exception {
        String numbers = IntStream.range(0, 150_000).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        List<Talk> talks = new ArrayList<>();
        try (Application application =
                server.deploy("/load", server.war().classes(RoomApp.class).webXml("""
                        <context-param>
                          <param-name>io.hawser.maxTextMessageSize</param-name>
                          <param-value>2000000</param-value>
                        </context-param>
                        """))) {
            for (int i = 0; i < 6; i++) {
                talks.add(application.talk("/room"));
            }
            for (int message = 0; message < 10; message++) {
                for (Talk talk : talks) {
                    talk.send(message + ": " + numbers);
                }
            }
            for (Talk talk : talks) {
                for (int message = 0; message < 10; message++) {
                    assertThat(talk.next().equals(message + ": " + numbers))
                            .as("message %d has arrived as it was sent", message)
                            .isTrue();
                }
            }
        } finally {
            talks.forEach(Talk::close);
        }
    }

    @OnEachServer
    void messagesOfManySessionsKeepTheirOrder(Server server) throws Exception {
        List<Talk> talks = new ArrayList<>();
        try (Application application = server.deploy("/load", server.war().classes(RoomApp.class))) {
            for (int i = 0; i < SESSIONS; i++) {
                talks.add(application.talk("/room"));
            }
            for (int message = 0; message < MESSAGES; message++) {
                for (Talk talk : talks) {
                    talk.send("message " + message);
                }
            }
            for (Talk talk : talks) {
                for (int message = 0; message < MESSAGES; message++) {
                    assertThat(talk.next()).isEqualTo("message " + message);
                }
            }
            assertThat(talks.get(0).ask("count")).isEqualTo(String.valueOf(SESSIONS));
        } finally {
            talks.forEach(Talk::close);
        }
    }
}
