package io.hawser.tck.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.Compression;
import io.hawser.tck.WirePeer.Frame;
import java.io.IOException;
import java.util.List;

/** Peers that make a server hold more memory than its budget. The session that holds the most is ended. */
class BudgetTest {

    private static final String SETTING = "maxBufferedBytes=2300000";

    /** The limit of a message is a little larger. */
    private static final int MOST = 1_048_000;

    /** The budget allows three of these with the buffers of all sockets, or two next to the largest one. */
    private static final int MUCH = 500_000;

    private static final int ROUNDS = 5;

    private static Peer hold(Site site, int length) throws IOException {
        byte[] bomb = Compression.deflated(new byte[length]);
        return site.openCompressed("/counted")
                .send(Peer.frame(Peer.RSV1 | Peer.TEXT, bomb))
                .settle();
    }

    @OnEachSite(settings = SETTING)
    void whoHoldsTheMostOfAMessageGoesAndWhatItHeldIsFree(Site site) throws Exception {
        try (Observer observer = site.observer()) {
            for (int i = 0; i < ROUNDS; i++) {
                try (Peer most = hold(site, MOST);
                        Peer whole = hold(site, MUCH);
                        Peer broken = hold(site, MUCH);
                        Peer last = hold(site, MUCH)) {
                    assertEnded(observer, most);
                    whole.send(Peer.frame(Peer.FIN | Peer.CONTINUATION, ""));
                    assertThat(whole.nextMessage().text()).isEqualTo("of " + MUCH);
                    // The end of the others releases their memory.
                    assertThat(observer.events(broken)).hasSize(1);
                    assertThat(observer.events(last)).hasSize(1);
                    broken.reset();
                    Peer.closeAll(last);
                    observer.awaitClose(broken, 1006);
                    observer.awaitClose(last, 1006);
                }
            }
            observer.assertNoWarnings();
        }
    }

    private static void assertEnded(Observer observer, Peer most) throws IOException {
        Frame close = most.nextMessage();
        assertThat(close.closeCode()).isEqualTo(1009);
        assertThat(close.reason())
                .startsWith("its waiting input, ")
                .endsWith(" bytes, is the largest, and all together exceed maxBufferedBytes 2300000");
        assertThat(observer.awaitClose(most, 1009)).contains("error " + close.reason());
        assertThat(observer.log(most)).singleElement().asString().contains(close.reason());
    }

    @OnEachSite(settings = SETTING)
    void whoLetsTheMostWaitGoes(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer most = site.openNarrow("/large");
                Peer other = site.openNarrow("/large")) {
            other.text("async " + MUCH);
            await().until(() -> {
                most.text("async " + MUCH);
                return observer.events(most).size() > 1;
            });
            List<String> events = observer.awaitClose(most, 1013);
            assertThat(events)
                    .filteredOn(event -> event.startsWith("error "))
                    .singleElement()
                    .asString()
                    .startsWith("error its waiting output, ")
                    .endsWith(" bytes, is the largest, and all together exceed maxBufferedBytes 2300000");
            assertThat(other.nextMessage().payload()).hasSize(MUCH);
            assertThat(other.ask("count")).isEqualTo("1");
            observer.assertNoWarnings();
        }
    }
}
