package io.hawser.tck.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.Compression;

/** Broken and hostile use of permessage-deflate. */
class DeflateTest {

    /** 1000:1. */
    private static final byte[] BOMB = Peer.frame(Peer.FIN | Peer.RSV1 | Peer.TEXT, deflated("a".repeat(16 << 20)));

    /** One connection with a fault. */
    private record Case(int code, String reason, byte[]... sent) {}

    private static final Case[] CASES = {
        // Inflation stops at the piece of 16 KiB that exceeds the limit.
        new Case(1009, "Text message of 1064960 bytes or more exceeds maxTextMessageSize 1048576", BOMB),
        new Case(
                1007,
                "Compressed message cannot be inflated (RFC 7692): invalid block type",
                Peer.frame(Peer.FIN | Peer.RSV1 | Peer.BINARY, new byte[] {-1, -1, -1, -1})),
        new Case(
                1007,
                "Compressed message cannot be inflated (RFC 7692): it ends inside of a block",
                // A stored block of a hundred bytes, of which two were sent.
                Peer.frame(Peer.FIN | Peer.RSV1 | Peer.BINARY, new byte[] {0, 100, 0, ~100, -1, 1, 2})),
        new Case(
                1007,
                "Text message is not UTF-8",
                Peer.frame(Peer.FIN | Peer.RSV1 | Peer.TEXT, Compression.deflated(new byte[] {'a', -1, 'b'}))),
        new Case(
                1002,
                "CONTINUATION frame with RSV1, which only the first frame may have",
                Peer.frame(Peer.RSV1 | Peer.TEXT, deflated("in two frames")),
                Peer.frame(Peer.FIN | Peer.RSV1 | Peer.CONTINUATION, "")),
        new Case(
                1002,
                "PING frame with RSV1, which only the first frame may have",
                Peer.frame(Peer.FIN | Peer.RSV1 | Peer.PING, "")),
        new Case(1002, "Frame with an RSV bit that no extension uses", Peer.frame(Peer.FIN | 0x20 | Peer.TEXT, "RSV2")),
    };

    private static byte[] deflated(String text) {
        return Compression.deflated(text.getBytes(UTF_8));
    }

    @OnEachSite
    void whatIsBrokenFailsTheConnectionWithItsCode(Site site) throws Exception {
        Peer[] peers = new Peer[CASES.length];
        try (Observer observer = site.observer();
                Peer other = site.openCompressed("/echo")) {
            for (int i = 0; i < peers.length; i++) {
                peers[i] = site.openCompressed("/echo").send(CASES[i].sent);
            }
            for (int i = 0; i < peers.length; i++) {
                observer.assertFailed(peers[i], CASES[i].code, CASES[i].reason);
            }
            other.send(Peer.frame(Peer.FIN | Peer.RSV1 | Peer.TEXT, deflated("still here")));
            assertThat(other.nextMessage().text()).isEqualTo("still here");
            observer.assertNoWarnings();
        } finally {
            Peer.closeAll(peers);
        }
    }

    @OnEachSite
    void bombsLeaveNothing(Site site) throws Exception {
        Peer[] peers = new Peer[30];
        try (Observer observer = site.observer()) {
            observer.measure();
            for (int i = 0; i < peers.length; i++) {
                // Another endpoint, since only some of many failures of one kind are logged.
                peers[i] = site.openCompressed("/counted").send(BOMB);
            }
            for (Peer peer : peers) {
                assertThat(peer.nextMessage().closeCode()).isEqualTo(1009);
                peer.untilEnd();
                observer.awaitClose(peer, 1009);
            }
            observer.assertNoGrowth();
        } finally {
            Peer.closeAll(peers);
        }
    }
}
