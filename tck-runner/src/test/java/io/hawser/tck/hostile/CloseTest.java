package io.hawser.tck.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;

/** Many closes, and malformed ones. */
class CloseTest {

    private static byte[] close(int code, byte[] reason) {
        return Peer.frame(
                Peer.FIN | Peer.CLOSE,
                ByteBuffer.allocate(2 + reason.length)
                        .putShort((short) code)
                        .put(reason)
                        .array());
    }

    private static byte[] close(int code) {
        return close(code, new byte[0]);
    }

    @OnEachSite
    void manyConnectionsThatCloseAtOnceAreEachAnsweredAndClosedOnce(Site site) throws Exception {
        Peer[] peers = new Peer[200];
        try (Observer observer = site.observer()) {
            for (int i = 0; i < peers.length; i++) {
                peers[i] = site.open("/echo");
            }
            for (int i = 0; i < peers.length; i++) {
                peers[i].send(close(4000 + i));
            }
            for (int i = 0; i < peers.length; i++) {
                assertThat(peers[i].nextMessage().closeCode()).isEqualTo(4000 + i);
                assertThat(peers[i].rest()).isEmpty();
            }
            for (int i = 0; i < peers.length; i++) {
                observer.awaitClose(peers[i], 4000 + i);
            }
            try (Peer last = site.open("/echo")) {
                assertThat(last.ask("count")).isEqualTo("1");
            }
            assertThat(observer.log(peers[0])).isEmpty();
            observer.assertNoWarnings();
        } finally {
            Peer.closeAll(peers);
        }
    }

    /** The server provides the classes of the API. Tomcat's classes throw for a code without a constant. */
    @OnEachSite
    void everyCodeThatMayBeSentIsToldAndAnsweredAndEndsTheSession(Site site) throws Exception {
        int[] codes = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999};
        Peer[] peers = new Peer[codes.length];
        try (Observer observer = site.observer()) {
            for (int i = 0; i < codes.length; i++) {
                peers[i] = site.open("/echo").send(close(codes[i]));
            }
            for (int i = 0; i < codes.length; i++) {
                observer.awaitClose(peers[i], codes[i]);
                assertThat(peers[i].nextMessage().closeCode()).isEqualTo(codes[i]);
                assertThat(peers[i].rest()).as("TCP ends").isEmpty();
            }
            try (Peer last = site.open("/echo")) {
                assertThat(last.ask("count")).isEqualTo("1");
            }
            observer.assertNoWarnings();
        } finally {
            Peer.closeAll(peers);
        }
    }

    @OnEachSite
    void ofManyCloseFramesTheFirstCounts(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer peer = site.open("/echo")) {
            peer.send(close(4000), Peer.repeat(close(4001), 10_000));
            assertThat(peer.nextMessage().closeCode()).isEqualTo(4000);
            peer.untilEnd();
            observer.awaitClose(peer, 4000);
            assertThat(observer.log(peer)).isEmpty();
            observer.assertNoWarnings();
        }
    }

    @OnEachSite
    void whatFollowsACloseFrameIsNeitherReadNorAnswered(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer peer = site.open("/echo")) {
            byte[] garbage = new byte[100_000];
            peer.send(
                    Peer.frame(Peer.FIN | Peer.TEXT, "before"),
                    close(1000),
                    Peer.frame(Peer.FIN | Peer.PING, "ping"),
                    Peer.frame(Peer.FIN | Peer.TEXT, "after"),
                    garbage);
            assertThat(peer.nextMessage().text()).isEqualTo("before");
            assertThat(peer.next().closeCode()).isEqualTo(1000);
            peer.untilEnd();
            assertThat(observer.awaitClose(peer, 1000)).hasSize(2);
            assertThat(observer.log(peer)).isEmpty();
        }
    }

    @OnEachSite
    void halfACodeIsAnError(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer peer = site.open("/echo")) {
            peer.send(Peer.frame(Peer.FIN | Peer.CLOSE, new byte[1]));
            observer.assertFailed(peer, 1002, "Close frame with half a close code");
        }
    }

    @OnEachSite
    void codesThatMustNotBeSentAreErrorsAndNotEchoed(Site site) throws Exception {
        int[] codes = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535};
        Peer[] peers = new Peer[codes.length];
        try (Observer observer = site.observer()) {
            for (int i = 0; i < codes.length; i++) {
                peers[i] = site.open("/echo").send(close(codes[i]));
            }
            for (int i = 0; i < codes.length; i++) {
                observer.assertFailed(peers[i], 1002, "Close frame with illegal close code " + codes[i]);
            }
        } finally {
            Peer.closeAll(peers);
        }
    }

    @OnEachSite
    void reasonThatIsNotUtf8IsAnErrorOfItsOwn(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer peer = site.open("/echo")) {
            peer.send(close(1000, new byte[] {(byte) 0xff}));
            observer.assertFailed(peer, 1007, "Close reason is not UTF-8");
        }
    }

    @OnEachSite
    void reasonThatWouldForgeALogLineIsEscaped(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer peer = site.open("/echo")) {
            peer.send(close(1000, "\r\nWARNING: forged\u001b[31m".getBytes(UTF_8)));
            assertThat(peer.nextMessage().closeCode()).isEqualTo(1000);
            await().until(() -> observer.events(peer).toString().contains("close 1000"));
            observer.assertNoWarnings();
        }
    }
}
