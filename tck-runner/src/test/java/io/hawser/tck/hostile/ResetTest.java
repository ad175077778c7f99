package io.hawser.tck.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Connections that are reset, at every point of the protocol. */
class ResetTest {

    private static final int TIMES = 5;

    /** The points at which a peer resets. */
    private enum Point {
        CONNECTED {
            @Override
            void reach(Peer peer) {
                // The peer is connected already.
            }
        },
        INSIDE_THE_HANDSHAKE {
            @Override
            void reach(Peer peer) throws IOException {
                byte[] all = peer.handshake("/echo").getBytes(US_ASCII);
                peer.send(Arrays.copyOf(all, all.length / 2));
            }
        },
        REQUESTED {
            @Override
            void reach(Peer peer) throws IOException {
                peer.send(peer.handshake("/echo").getBytes(US_ASCII));
            }
        },
        REQUESTED_WITH_A_MESSAGE {
            @Override
            void reach(Peer peer) throws IOException {
                peer.send(peer.handshake("/echo").getBytes(US_ASCII), Peer.frame(Peer.FIN | Peer.TEXT, "hello"));
            }
        },
        SWITCHED {
            @Override
            void reach(Peer peer) throws IOException {
                peer.shakeHands("/echo");
            }
        },
        INSIDE_A_HEADER {
            @Override
            void reach(Peer peer) throws IOException {
                peer.shakeHands("/echo").send(Arrays.copyOf(Peer.header(Peer.FIN | Peer.TEXT, 70_000), 5));
            }
        },
        INSIDE_PAYLOAD {
            @Override
            void reach(Peer peer) throws IOException {
                peer.shakeHands("/echo").send(Peer.header(Peer.FIN | Peer.BINARY, 70_000), new byte[35_000]);
            }
        },
        INSIDE_A_MESSAGE {
            @Override
            void reach(Peer peer) throws IOException {
                peer.shakeHands("/parts").send(Peer.frame(Peer.TEXT, "begun"));
            }
        },
        CLOSE_SENT {
            @Override
            void reach(Peer peer) throws IOException {
                peer.shakeHands("/echo").send(Peer.frame(Peer.FIN | Peer.CLOSE, ""));
            }
        },
        CLOSE_RECEIVED {
            @Override
            void reach(Peer peer) throws IOException {
                peer.shakeHands("/echo")
                        .send(Peer.frame(Peer.FIN | Peer.CLOSE, ""))
                        .next();
            }
        },
        WHILE_THE_SERVER_WRITES {
            @Override
            void reach(Peer peer) throws IOException {
                peer.shakeHands("/large").text("8000000").begin();
            }
        };

        abstract void reach(Peer peer) throws IOException;

        /** {@return the codes with which an opened session may end} */
        List<String> codes() {
            // Bytes that were sent before a reset may arrive.
            return switch (this) {
                case CLOSE_SENT -> List.of("1005", "1006");
                case CLOSE_RECEIVED -> List.of("1005");
                default -> List.of("1006");
            };
        }

        boolean isOpenForSure() {
            return compareTo(SWITCHED) >= 0;
        }
    }

    @OnEachSite
    void sessionEndsOnceAndNothingIsLeft(Site site) throws Exception {
        try (Observer observer = site.observer()) {
            observer.measure();
            List<Peer> peers = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                for (Point point : Point.values()) {
                    Peer peer = site.connect();
                    peers.add(peer);
                    reach(point, peer, observer);
                    peer.reset();
                }
            }
            for (int i = 0; i < peers.size(); i++) {
                assertEndedOnce(observer, peers.get(i), Point.values()[i % Point.values().length]);
            }
            for (String path : List.of("/echo", "/large")) {
                try (Peer last = site.open(path)) {
                    // Requests whose clients are gone may be handled late.
                    await().until(() -> last.ask("count").equals("1"));
                }
            }
            observer.assertNoGrowth();
            observer.assertNoWarnings();
        }
    }

    private static void reach(Point point, Peer peer, Observer observer) throws IOException {
        try {
            point.reach(peer);
        } catch (IOException e) {
            throw new IOException(
                    point + " is not reached: " + e + "; events " + observer.events(peer) + "; log "
                            + peer.site().log(),
                    e);
        }
    }

    private static void assertEndedOnce(Observer observer, Peer peer, Point point) throws IOException {
        await().pollDelay(Duration.ZERO).until(() -> {
            List<String> events = observer.events(peer);
            return events.isEmpty()
                    ? !point.isOpenForSure()
                    : events.get(events.size() - 1).startsWith("close ");
        });
        List<String> events = observer.events(peer);
        if (!events.isEmpty()) {
            assertThat(events)
                    .as(point.name())
                    .filteredOn(event -> event.startsWith("open "))
                    .hasSize(1);
            assertThat(events)
                    .as(point.name())
                    .filteredOn(event -> event.startsWith("close "))
                    .singleElement()
                    .satisfies(event -> assertThat(point.codes()).contains(event.split(" ")[1]));
            assertThat(observer.log(peer)).as(point.name()).isEmpty();
        }
    }
}
