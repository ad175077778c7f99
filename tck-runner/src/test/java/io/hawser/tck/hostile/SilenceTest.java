package io.hawser.tck.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;

/** Peers that stop sending or reading. */
class SilenceTest {

    /** More than systems, containers and queues hold for one connection. */
    private static final int MOST_ROUNDS = 300;

    private static final int MESSAGES = 5;
    private static final int SIZE = 20_000;

    /** Like a peer that is gone: it neither reads nor answers. */
    @OnEachSite
    void peerThatAnswersNoPingIsGivenUp(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer peer = site.open("/impatient");
                Peer other = site.open("/impatient")) {
            await().until(() -> {
                // The peer answers pings.
                other.send(Peer.frame(Peer.FIN | Peer.PONG, ""));
                return observer.events(peer).size() > 1;
            });
            assertThat(observer.awaitClose(peer, 1006))
                    .contains("error the peer has sent nothing within the setting pingTimeout (500 ms) after a ping");
            assertThat(observer.log(peer)).isEmpty();
            observer.assertNoWarnings();
            assertThat(other.ask("count")).isEqualTo("1");
        }
    }

    @OnEachSite
    void peerThatEndsItsOutputGetsWhatWasForIt(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer peer = site.open("/echo")) {
            peer.text("the last word").endOutput();
            assertThat(peer.nextMessage().text()).isEqualTo("the last word");
            assertThat(peer.rest()).isEmpty();
            assertThat(observer.awaitClose(peer, 1006)).hasSize(2);
            assertThat(observer.log(peer)).isEmpty();
        }
    }

    @OnEachSite
    void peerThatEndsItsOutputInsideAMessageLosesTheMessageAlone(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer peer = site.open("/echo")) {
            peer.send(Peer.header(Peer.FIN | Peer.TEXT, 100), new byte[50]).endOutput();
            assertThat(peer.rest()).isEmpty();
            observer.awaitClose(peer, 1006);
            assertThat(observer.log(peer)).isEmpty();
        }
    }

    /** Broadcasts in rounds, each of which the reading receiver reads, until the other receiver has an event. */
    private static void broadcast(Observer observer, Peer sender, String way, Peer reader, Peer stuck)
            throws Exception {
        observer.awaitOpen(reader);
        observer.awaitOpen(stuck);
        int rounds = 0;
        while (observer.events(stuck).size() <= 1) {
            assertThat(rounds++).as("rounds").isLessThan(MOST_ROUNDS);
            round(observer, sender, way, reader);
        }
    }

    private static void round(Observer observer, Peer sender, String way, Peer reader) throws Exception {
        assertThat(sender.ask(way + " " + MESSAGES + " " + SIZE)).isEqualTo("done");
        for (int i = 0; i < MESSAGES; i++) {
            try {
                assertThat(reader.nextMessage().payload()).hasSize(SIZE);
            } catch (IOException e) {
                throw new IOException("message " + i + " does not come; events " + observer.events(reader), e);
            }
        }
    }

    @OnEachSite
    void queueOfAReceiverThatStopsIsLimitedAndOthersGetEverything(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer sender = site.open("/room");
                Peer reader = site.open("/room");
                Peer stuck = site.openNarrow("/room")) {
            observer.measure();
            broadcast(observer, sender, "async", reader, stuck);
            observer.assertNoGrowth();
            assertThat(observer.events(stuck).get(1))
                    .startsWith("unsent the peer does not read: ")
                    .endsWith(" more would exceed the setting maxQueuedBytes (200000)");
            // The session is not lost. The peer may read again, and gets the accepted messages.
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(stuck.nextMessage().payload()).hasSize(SIZE);
            }
            assertThat(observer.log(stuck)).isEmpty();
            observer.assertNoWarnings();
        }
    }

    @OnEachSite
    void blockingSendToAReceiverThatStopsEndsInTime(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer sender = site.open("/room");
                Peer reader = site.open("/room");
                Peer stuck = site.openNarrow("/room")) {
            broadcast(observer, sender, "blocking", reader, stuck);
            assertThat(observer.events(stuck).get(1))
                    .startsWith("unsent the peer does not read: ")
                    .endsWith(" bytes still wait to be sent after the setting blockingSendTimeout (300 ms);"
                            + " this message was not sent");
            round(observer, sender, "async", reader);
            observer.assertNoWarnings();
        }
    }

    /** Inside a message, after which no Close frame can follow. */
    @OnEachSite
    void sendTimeoutEndsTheSessionOfAReceiverThatStops(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer sender = site.open("/forgetful");
                Peer reader = site.open("/forgetful");
                Peer stuck = site.openNarrow("/forgetful")) {
            broadcast(observer, sender, "async", reader, stuck);
            List<String> events = observer.awaitClose(stuck, 1006);
            assertThat(events.toString())
                    .contains("within its send timeout of 2000 ms (the setting asyncSendTimeout or");
            assertThat(observer.log(stuck)).isEmpty();
            round(observer, sender, "async", reader);
            observer.assertNoWarnings();
        }
    }
}
