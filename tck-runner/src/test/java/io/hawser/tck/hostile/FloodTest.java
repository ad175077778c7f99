package io.hawser.tck.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.WirePeer.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Large numbers of frames, each of which is allowed. */
class FloodTest {

    private static final int MANY = 100_000;
    private static final int PORTION = 1_000;
    private static final int LONGEST_CONTROL = 125;

    /** Sends pings, each with its number at the beginning of a payload of 125 bytes. */
    private static void sendPings(Peer peer) throws IOException {
        byte[] header = Peer.header(Peer.FIN | Peer.PING, LONGEST_CONTROL);
        ByteBuffer some = ByteBuffer.allocate(PORTION * (header.length + LONGEST_CONTROL));
        for (int i = 0; i < MANY; i++) {
            some.put(header).putInt(i).position(some.position() + LONGEST_CONTROL - Integer.BYTES);
            if (!some.hasRemaining()) {
                peer.send(some.array());
                some.clear();
            }
        }
    }

    /** Sends bytes a number of times, in portions, which use little memory of a server in this JVM. */
    private static void sendMany(Peer peer, byte[]... pieces) throws IOException {
        byte[] portion = Peer.repeat(Peer.concat(pieces), PORTION);
        for (int i = 0; i < MANY; i += PORTION) {
            peer.send(portion);
        }
    }

    /** A task that sends while the test reads. */
    @FunctionalInterface
    private interface Sending {
        void run() throws IOException;
    }

    private static CompletableFuture<Void> meanwhile(Sending sending) {
        return CompletableFuture.runAsync(() -> {
            try {
                sending.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static int number(Frame pong) {
        assertThat(pong.opcode()).isEqualTo(Peer.PONG);
        assertThat(pong.payload()).hasSize(LONGEST_CONTROL);
        return ByteBuffer.wrap(pong.payload()).getInt();
    }

    /** {@return the next pong that answers a ping} Tomcat's connections may send empty pongs: {@code PongPadding}. */
    private static Frame nextPong(Peer peer) throws IOException {
        Frame pong = peer.next();
        while (pong.opcode() == Peer.PONG && pong.payload().length == 0) {
            pong = peer.next();
        }
        return pong;
    }

    /** Reads pongs up to the last one; {@return the number of pongs} */
    private static int readPongs(Peer peer) throws Exception {
        int count = 0;
        int last = -1;
        while (last < MANY - 1) {
            int number = number(nextPong(peer));
            assertThat(number).as("order of pongs").isGreaterThan(last);
            last = number;
            count++;
        }
        return count;
    }

    /** An attack on a session. */
    @FunctionalInterface
    private interface Flood {
        void on(Peer peer) throws Exception;
    }

    /** A flood uses no memory and is not logged, and the session continues after it. */
    private static void assertHarmless(Site site, Flood flood) throws Exception {
        try (Observer observer = site.observer();
                Peer peer = site.open("/echo")) {
            observer.measure();
            flood.on(peer);
            assertThat(peer.ask("after the flood")).isEqualTo("after the flood");
            observer.assertNoGrowth();
            assertThat(observer.log(peer)).isEmpty();
        }
    }

    @OnEachSite
    void pongsThatNobodyReadsAreCollapsed(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer peer = site.openNarrow("/echo")) {
            observer.measure();
            sendPings(peer);
            peer.text("after the flood");
            await().until(() -> observer.events(peer).size() == 1);
            observer.assertNoGrowth();

            assertThat(readPongs(peer)).isLessThan(MANY);
            assertThat(peer.nextMessage().text()).isEqualTo("after the flood");
            assertThat(observer.log(peer)).isEmpty();
        }
    }

    @OnEachSite
    void pingsAreAnsweredInOrderToWhoReads(Site site) throws Exception {
        assertHarmless(site, peer -> {
            CompletableFuture<Void> sent = meanwhile(() -> sendPings(peer));
            readPongs(peer);
            sent.join();
        });
    }

    @OnEachSite
    void pongsThatNobodyAskedForAreForgotten(Site site) throws Exception {
        byte[] pong = Peer.frame(Peer.FIN | Peer.PONG, "x".repeat(LONGEST_CONTROL));
        assertHarmless(site, peer -> sendMany(peer, pong));
    }

    @OnEachSite
    void tinyFragmentsMakeOneMessage(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer whole = site.open("/echo");
                Peer parts = site.open("/parts")) {
            observer.measure();
            for (Peer peer : new Peer[] {whole, parts}) {
                peer.send(Peer.frame(Peer.TEXT, ""));
                sendMany(peer, Peer.frame(Peer.CONTINUATION, "x"), Peer.frame(Peer.CONTINUATION, ""));
                peer.send(Peer.frame(Peer.FIN | Peer.CONTINUATION, "!"));
            }
            assertThat(whole.nextMessage().text().equals("x".repeat(MANY) + "!"))
                    .isTrue();
            // Empty fragments are not parts.
            assertThat(parts.nextMessage().text()).isEqualTo(MANY + 1 + " parts, " + (MANY + 1) + " characters");
            observer.assertNoGrowth();
            assertThat(observer.log(whole)).isEmpty();
        }
    }

    @OnEachSite
    void emptyMessagesAreMessages(Site site) throws Exception {
        assertHarmless(site, peer -> {
            CompletableFuture<Void> sent = meanwhile(() -> sendMany(peer, Peer.frame(Peer.FIN | Peer.TEXT, "")));
            for (int i = 0; i < MANY; i++) {
                assertThat(peer.nextMessage().payload()).isEmpty();
            }
            sent.join();
        });
    }

    /** The peer may continue for ever. Half a million frames use no memory. */
    @OnEachSite
    void messageThatNeverEndsAndHasNothingInItCostsNothing(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer whole = site.open("/echo");
                Peer parts = site.open("/parts")) {
            observer.measure();
            for (Peer peer : new Peer[] {whole, parts}) {
                peer.send(Peer.frame(Peer.TEXT, ""));
                for (int i = 0; i < 5; i++) {
                    sendMany(peer, Peer.frame(Peer.CONTINUATION, ""));
                }
                // Control frames are answered between the fragments.
                peer.send(Peer.frame(Peer.FIN | Peer.PING, "there?"));
                assertThat(nextPong(peer).text()).isEqualTo("there?");
            }
            observer.assertNoGrowth();
            for (Peer peer : new Peer[] {whole, parts}) {
                peer.send(Peer.frame(Peer.FIN | Peer.CONTINUATION, "the end"));
            }
            assertThat(whole.nextMessage().text()).isEqualTo("the end");
            assertThat(parts.nextMessage().text()).isEqualTo("1 parts, 7 characters");
            assertThat(observer.log(whole)).isEmpty();
        }
    }

    @OnEachSite
    void badUtf8AtTheEndOfManyFragmentsFailsTheMessage(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer peer = site.open("/echo")) {
            byte[] bad = {(byte) 0xc3};
            peer.send(
                    Peer.frame(Peer.TEXT, ""),
                    Peer.repeat(Peer.frame(Peer.CONTINUATION, "\u00e4".getBytes(UTF_8)), 1_000),
                    Peer.frame(Peer.CONTINUATION, bad),
                    Peer.frame(Peer.FIN | Peer.CONTINUATION, ""));
            observer.assertFailed(peer, 1007, "Text message ends inside a code point");
        }
    }
}
