package io.hawser.tck.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Broken and hostile use of permessage-deflate. */
class DeflateTest {

    private static final int RSV1 = 0x40;
    /** 1000:1. */
    private static final byte[] BOMB = Peer.frame(Peer.FIN | RSV1 | Peer.TEXT, deflated("a".repeat(16 << 20)));

    /** One connection that goes wrong. */
    private record Case(int code, String reason, byte[]... sent) {}

    private static final Case[] CASES = {
        // Inflation stops at the piece of 16 KiB that exceeds the limit.
        new Case(1009, "Text message of 1064960 bytes or more exceeds maxTextMessageSize 1048576", BOMB),
        new Case(
                1007,
                "Compressed message cannot be inflated (RFC 7692): invalid block type",
                Peer.frame(Peer.FIN | RSV1 | Peer.BINARY, new byte[] {-1, -1, -1, -1})),
        new Case(
                1007,
                "Compressed message cannot be inflated (RFC 7692): it ends inside of a block",
                // A stored block of a hundred bytes, of which two are there.
                Peer.frame(Peer.FIN | RSV1 | Peer.BINARY, new byte[] {0, 100, 0, ~100, -1, 1, 2})),
        new Case(1007, "Text message is not UTF-8", Peer.frame(Peer.FIN | RSV1 | Peer.TEXT, deflated(new byte[] {
            'a', -1, 'b'
        }))),
        new Case(
                1002,
                "CONTINUATION frame with RSV1, which only the first frame may have",
                Peer.frame(RSV1 | Peer.TEXT, deflated("in two frames")),
                Peer.frame(Peer.FIN | RSV1 | Peer.CONTINUATION, "")),
        new Case(
                1002,
                "PING frame with RSV1, which only the first frame may have",
                Peer.frame(Peer.FIN | RSV1 | Peer.PING, "")),
        new Case(1002, "Frame with an RSV bit that no extension uses", Peer.frame(Peer.FIN | 0x20 | Peer.TEXT, "RSV2")),
    };

    private static byte[] deflated(String text) {
        return deflated(text.getBytes(UTF_8));
    }

    /** {@return a message as RFC 7692, section 7.2.1, has it: without the tail of its last empty block} */
    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(data);
            byte[] room = new byte[data.length / 100 + 1000];
            int length = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(room, length - 4);
        } finally {
            deflater.end();
        }
    }

    private static Peer open(Site site) throws IOException {
        Peer peer = site.connect();
        peer.send(peer.handshake("/echo")
                .replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
                .getBytes(US_ASCII));
        assertThat(peer.head()).startsWith("HTTP/1.1 101").containsIgnoringCase("permessage-deflate");
        return peer;
    }

    @OnEachSite
    void whatIsBrokenFailsTheConnectionWithItsCode(Site site) throws Exception {
        Peer[] peers = new Peer[CASES.length];
        try (Observer observer = site.observer();
                Peer other = open(site)) {
            for (int i = 0; i < peers.length; i++) {
                peers[i] = open(site).send(CASES[i].sent);
            }
            for (int i = 0; i < peers.length; i++) {
                observer.assertFailed(peers[i], CASES[i].code, CASES[i].reason);
            }
            other.send(Peer.frame(Peer.FIN | RSV1 | Peer.TEXT, deflated("still here")));
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
                peers[i] = open(site).send(BOMB);
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
