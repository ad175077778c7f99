package io.hawser.tck.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** Peers that send byte by byte, correctly. */
class SlowTest {

    private static final int MESSAGES = 1_000;

    @OnEachSite
    void whatComesByteByByteIsUnderstoodAndOthersAreServedMeanwhile(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer fast = site.open("/echo");
                Peer slow = site.connect()) {
            CompletableFuture<Void> echoes = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < MESSAGES; i++) {
                        assertThat(fast.ask("message " + i)).isEqualTo("message " + i);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            slow.sendSlowly(slow.handshake("/echo").getBytes(US_ASCII));
            assertThat(slow.head()).startsWith("HTTP/1.1 101");

            String text = "\u00e4\u20ac\ud83d\ude00";
            slow.sendSlowly(Peer.frame(Peer.TEXT, text));
            slow.sendSlowly(Peer.frame(Peer.FIN | Peer.PING, "in between"));
            assertThat(slow.next().text()).isEqualTo("in between");
            slow.sendSlowly(Peer.frame(Peer.FIN | Peer.CONTINUATION, "!".repeat(200)));
            assertThat(slow.nextMessage().text()).isEqualTo(text + "!".repeat(200));
            slow.sendSlowly(Peer.frame(Peer.FIN | Peer.CLOSE, ""));
            assertThat(slow.next().closeCode()).isEqualTo(1005);
            assertThat(slow.rest()).isEmpty();
            observer.awaitClose(slow, 1005);

            echoes.join();
            assertThat(observer.log(slow)).isEmpty();
            observer.assertNoWarnings();
        }
    }
}
