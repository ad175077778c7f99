package io.hawser.tck.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.WirePeer.Frame;
import java.io.IOException;
import java.util.List;

/** Messages that are read while they arrive and never end, on more connections than threads. */
class EndlessStreamsTest {

    private static final String REASON = "a message was not complete within the setting messageTimeout (700 ms)";

    private final Peer[] peers = new Peer[12];

    @OnEachSite(settings = "maxThreads=8")
    void othersAreServedUntilTheirTimeIsOver(Site site) throws Exception {
        try (Observer observer = site.observer()) {
            for (int i = 0; i < peers.length; i++) {
                peers[i] = site.open("/reading").send(Peer.frame(i % 2 == 0 ? Peer.TEXT : Peer.BINARY, "once upon"));
            }
            while (isOneOpen(observer)) {
                for (Peer peer : peers) {
                    ping(peer);
                }
                try (Peer newcomer = site.open("/echo")) {
                    assertThat(newcomer.ask("may I come in?")).isEqualTo("may I come in?");
                }
            }
            for (Peer peer : peers) {
                assertEnded(observer, peer);
            }
            try (Peer reader = site.open("/reading")) {
                assertThat(reader.ask("to the end")).isEqualTo("of 10");
            }
        } finally {
            Peer.closeAll(peers);
        }
    }

    private boolean isOneOpen(Observer observer) {
        for (Peer peer : peers) {
            if (observer.events(peer).stream().noneMatch(event -> event.startsWith("close "))) {
                return true;
            }
        }
        return false;
    }

    private static void ping(Peer peer) {
        try {
            peer.send(Peer.frame(Peer.FIN | Peer.PING, "still there"));
        } catch (IOException e) {
            // The timeout of the message is over.
        }
    }

    private static void assertEnded(Observer observer, Peer peer) throws IOException {
        Frame close = peer.nextMessage();
        assertThat(close.closeCode()).isEqualTo(1008);
        assertThat(close.reason()).isEqualTo(REASON);
        List<String> events = observer.awaitClose(peer, 1008);
        assertThat(events).filteredOn(event -> event.equals("begun")).hasSize(1);
        assertThat(events)
                .filteredOn(event -> event.startsWith("broken "))
                .singleElement()
                .asString()
                .contains(REASON);
    }
}
