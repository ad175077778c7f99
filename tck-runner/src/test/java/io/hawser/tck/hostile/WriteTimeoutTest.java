package io.hawser.tck.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Peers that do not read messages, next to a peer that gets the same messages and reads. */
class WriteTimeoutTest {

    /** More than systems and containers hold for one connection, and less than a session may hold. */
    private static final int SIZE = 6_000_000;

    private static final String REASON =
            "the peer does not read: no output was written within the setting writeTimeout (1000 ms)";

    @OnEachSite
    void aBlockingSendFails(Site site) throws Exception {
        assertLetGo(site, String.valueOf(SIZE));
    }

    @OnEachSite
    void anAsynchronousSendFails(Site site) throws Exception {
        assertLetGo(site, "async " + SIZE);
    }

    /** The peer exists, but does not read. */
    private static void ping(Peer peer) {
        try {
            peer.send(Peer.frame(Peer.FIN | Peer.PING, ""));
        } catch (IOException e) {
            // The method was released.
        }
    }

    private static void assertLetGo(Site site, String order) throws Exception {
        try (Observer observer = site.observer();
                Peer deaf = site.openNarrow("/unread");
                Peer reader = site.open("/unread")) {
            // The second send waits for the first one.
            deaf.text(order).text(order);
            await().pollDelay(Duration.ZERO).until(() -> {
                ping(deaf);
                reader.text(order);
                assertThat(reader.nextMessage().payload()).hasSize(SIZE);
                return observer.events(deaf).size() > 1;
            });
            List<String> events = observer.awaitClose(deaf, 1006);
            assertThat(events).filteredOn(event -> event.startsWith("error ")).containsExactly("error " + REASON);
            await().untilAsserted(() -> assertThat(observer.events(deaf))
                    .filteredOn(event -> event.startsWith("unsent "))
                    .isNotEmpty()
                    .allMatch(event -> event.contains(REASON)));
            assertThat(observer.log(deaf)).isEmpty();
            assertThat(reader.ask("count")).isEqualTo("1");
            observer.assertNoWarnings();
        }
    }
}
