package io.hawser.tck.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.Descriptors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Peers that send much and end their output without a Close frame. Most of them still read. */
@EnabledOnOs(OS.LINUX)
class HalfCloseTest {

    /** Long enough for peers that read, and shorter than the wait for the end of peers that do not read. */
    private static final String SETTING = "closeTimeout=5000";

    private static final int MESSAGES = 12;
    /** The maximum size of messages. A few of them exceed the buffers of all sockets. */
    private static final int SIZE = 1 << 20;

    private static final int ROUNDS = 5;

    private static final byte[] MESSAGE = Peer.frame(Peer.FIN | Peer.BINARY, new byte[SIZE]);

    private static CompletableFuture<Void> sendAll(Peer peer) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < MESSAGES; i++) {
                    peer.send(MESSAGE);
                }
                peer.endOutput();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void assertAllAnswered(Observer observer, Peer peer) throws IOException {
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(peer.nextMessage().payload().length).isEqualTo(SIZE);
        }
        assertThat(peer.rest()).isEmpty();
        assertThat(observer.awaitClose(peer, 1006)).hasSize(2);
        assertThat(observer.log(peer)).isEmpty();
    }

    private static void awaitNoMoreSockets(Site site, int before) {
        await().untilAsserted(() ->
                assertThat(Descriptors.sockets(site.pid())).as("sockets").isLessThanOrEqualTo(before));
    }

    /** All messages have arrived, and most of the answers are waiting. */
    @OnEachSite(settings = SETTING)
    void whoReadsThenGetsAllAnswers(Site site) throws Exception {
        try (Observer observer = site.observer()) {
            int before = Descriptors.sockets(site.pid());
            for (int i = 0; i < ROUNDS; i++) {
                try (Peer peer = site.open("/echo")) {
                    sendAll(peer).get();
                    assertAllAnswered(observer, peer);
                }
            }
            awaitNoMoreSockets(site, before);
            observer.assertNoWarnings();
        }
    }

    /** The method waits until its answers are taken, and most messages are not read yet. */
    @OnEachSite(settings = SETTING)
    void whoReadsMeanwhileGetsAllAnswersOfAMethodThatWaits(Site site) throws Exception {
        try (Observer observer = site.observer()) {
            int before = Descriptors.sockets(site.pid());
            for (int i = 0; i < ROUNDS; i++) {
                try (Peer peer = site.open("/waiting")) {
                    CompletableFuture<Void> sent = sendAll(peer);
                    assertAllAnswered(observer, peer);
                    sent.get();
                }
            }
            awaitNoMoreSockets(site, before);
            observer.assertNoWarnings();
        }
    }

    /** They keep their connections open until these are aborted. */
    @OnEachSite(settings = SETTING)
    void whoReadsNothingIsCutOff(Site site) throws Exception {
        List<Peer> peers = new ArrayList<>();
        try (Observer observer = site.observer()) {
            int before = Descriptors.sockets(site.pid());
            for (int i = 0; i < ROUNDS; i++) {
                Peer peer = site.openNarrow("/echo");
                peers.add(peer);
                sendAll(peer).get();
            }
            for (Peer peer : peers) {
                assertThat(observer.awaitClose(peer, 1006)).hasSize(2);
            }
            // If the server is in this process, these are the peers' ends of the connections.
            awaitNoMoreSockets(site, site.isServletContainer() ? before : before + ROUNDS);
            observer.assertNoWarnings();
        } finally {
            Peer.closeAll(peers.toArray(Peer[]::new));
        }
    }
}
