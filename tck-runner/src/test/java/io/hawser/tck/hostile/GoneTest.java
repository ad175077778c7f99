package io.hawser.tck.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Peers that end without a Close frame while a method sends to them. The method would keep its thread. */
class GoneTest {

    /** More connections than threads. */
    private static final int MANY = 300;

    private static final List<String> WAYS = List.of("basic", "async", "handler", "stream", "thread");

    /** The ways in which a peer ends. */
    private enum Leaving {
        RESET {
            @Override
            void leave(Peer peer) throws IOException {
                peer.reset();
            }
        },
        CLOSE {
            @Override
            void leave(Peer peer) throws IOException {
                peer.close();
            }
        },
        /** The peer still reads. */
        END_OF_OUTPUT {
            @Override
            void leave(Peer peer) throws IOException {
                peer.endOutput();
            }
        };

        abstract void leave(Peer peer) throws IOException;
    }

    @OnEachSite
    void aMethodThatSendsToThemIsTold(Site site) throws Exception {
        try (Observer observer = site.observer()) {
            List<Peer> peers = new ArrayList<>();
            for (String way : WAYS) {
                for (Leaving leaving : Leaving.values()) {
                    Peer peer = site.open("/endless");
                    peers.add(peer);
                    peer.text(way).nextMessage();
                    leaving.leave(peer);
                }
            }
            for (Peer peer : peers) {
                observer.awaitClose(peer, 1006);
                List<String> events = observer.events(peer);
                assertThat(events.get(1)).isEqualTo("begun");
                assertThat(events.get(2)).isEqualTo("told");
                assertThat(events).last().asString().startsWith("close 1006");
            }
            observer.assertNoWarnings();
            Peer.closeAll(peers.toArray(Peer[]::new));
        }
    }

    @OnEachSite
    void afterManyOfThemAHandshakeIsAnswered(Site site) throws Exception {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Peer peer = site.open("/endless");
            peers.add(peer);
            peer.text(WAYS.get(i % WAYS.size()));
            Leaving.values()[i % 2].leave(peer);
        }
        try (Observer observer = site.observer();
                Peer last = site.open("/echo")) {
            assertThat(last.ask("hello")).isEqualTo("hello");
            for (Peer peer : peers) {
                await().pollDelay(Duration.ZERO).until(() -> {
                    List<String> events = observer.events(peer);
                    return !events.isEmpty() && events.get(events.size() - 1).startsWith("close ");
                });
            }
        }
    }
}
