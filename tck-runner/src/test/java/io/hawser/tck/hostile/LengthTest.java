package io.hawser.tck.hostile;

import static org.assertj.core.api.Assertions.assertThat;

/** Announced lengths, and messages that are too long. */
class LengthTest {

    /** One connection with a fault. */
    private record Case(String path, int code, String reason, byte[]... sent) {}

    private static final Case[] CASES = {
        new Case(
                "/echo",
                1009,
                "Text message of 9223372036854775807 bytes or more exceeds maxTextMessageSize 1048576",
                Peer.header(Peer.FIN | Peer.TEXT, Long.MAX_VALUE)),
        new Case(
                "/echo",
                1009,
                "Binary message of 2147483648 bytes or more exceeds maxBinaryMessageSize 1048576",
                Peer.header(Peer.FIN | Peer.BINARY, 1L << 31)),
        new Case(
                "/echo",
                1002,
                "Frame length with the most significant bit set",
                Peer.header(Peer.FIN | Peer.BINARY, Long.MIN_VALUE)),
        new Case(
                "/small",
                1009,
                "Text message of 1200 bytes or more exceeds maxTextMessageSize 1000",
                Peer.frame(Peer.TEXT, "x".repeat(400)),
                Peer.frame(Peer.CONTINUATION, "x".repeat(400)),
                Peer.header(Peer.CONTINUATION, 400)),
        new Case("/small", 1009, "Frame of 501 bytes exceeds maxFrameSize 500", Peer.header(Peer.FIN | Peer.TEXT, 501)),
        // The rest is read and dropped. Otherwise the peer would not get the Close frame.
        new Case(
                "/small",
                1009,
                "Frame of 100000 bytes exceeds maxFrameSize 500",
                Peer.frame(Peer.FIN | Peer.TEXT, "x".repeat(100_000))),
    };

    /** Before the first byte of the payload, which is never sent. */
    @OnEachSite
    void whatIsTooLongIsRefusedByItsHeaderWithTheSettingsName(Site site) throws Exception {
        Peer[] peers = new Peer[CASES.length];
        try (Observer observer = site.observer()) {
            for (int i = 0; i < peers.length; i++) {
                peers[i] = site.open(CASES[i].path).send(CASES[i].sent);
            }
            for (int i = 0; i < peers.length; i++) {
                observer.assertFailed(peers[i], CASES[i].code, CASES[i].reason);
            }
            observer.assertNoWarnings();
        } finally {
            Peer.closeAll(peers);
        }
    }

    /** A hundred peers that announce the largest allowed length and stay silent use no memory. */
    @OnEachSite
    void lengthThatIsAnnouncedTakesNoMemory(Site site) throws Exception {
        Peer[] peers = new Peer[100];
        try (Observer observer = site.observer()) {
            observer.measure();
            for (int i = 0; i < peers.length; i++) {
                peers[i] = site.open("/echo");
                peers[i].send(Peer.header(Peer.FIN | Peer.BINARY, 1 << 20), new byte[10]);
            }
            for (Peer peer : peers) {
                assertThat(observer.events(peer)).hasSize(1);
            }
            observer.assertNoGrowth();
        } finally {
            Peer.closeAll(peers);
        }
    }
}
