package io.hawser.tck.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Repeated actions of peers do not fill the log, and their texts do not forge lines. */
class LogTest {

    private static final int MANY = 516;

    @OnEachSite
    void streamsThatAreBrokenOffAreNobodysFault(Site site) throws Exception {
        try (Observer observer = site.observer()) {
            Peer[] peers = new Peer[MANY];
            for (int i = 0; i < MANY; i++) {
                peers[i] = site.open("/streamed").send(Peer.frame(Peer.TEXT, "begun"));
                if (i % 2 == 0) {
                    peers[i].reset();
                } else {
                    peers[i].close();
                }
                if (i % 100 == 0) {
                    observer.events(peers[i]);
                }
            }
            for (Peer peer : peers) {
                observer.awaitClose(peer, 1006);
            }
            assertThat(site.log()).noneMatch(line -> line.contains(Site.CONTEXT + "/streamed"));
            observer.assertNoWarnings();
        }
    }

    @OnEachSite
    void messagesThatCannotBeDecodedAreFewLinesAndEscaped(Site site) throws Exception {
        try (Observer observer = site.observer();
                Peer peer = site.open("/decoded")) {
            for (int i = 0; i < MANY; i++) {
                peer.text("x" + i + "\r\nSEVERE: all is lost\u001b[2J");
            }
            assertThat(peer.ask("7")).isEqualTo("number 7");
            List<String> lines = observer.log(peer);
            assertThat(lines).hasSizeBetween(1, 100).allMatch(line -> line.startsWith("INFO: "));
            assertThat(lines.get(0)).contains("no number: x0\\u000d\\u000aSEVERE: all is lost\\u001b[2J");
            assertThat(site.log()).noneMatch(line -> line.contains("SEVERE: all is lost") && line.startsWith("SEVERE"));
            observer.assertNoWarnings();
        }
    }
}
