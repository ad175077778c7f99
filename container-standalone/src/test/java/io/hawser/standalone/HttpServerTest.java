package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HttpServerTest {

    private static final long OPEN_TIMEOUT = 400;

    private final Logged logged = new Logged();
    private HawserServer server;

    @BeforeEach
    void start() throws Exception {
        server = HawserServer.builder()
                .addEndpoint(Endpoints.Echo.class)
                .staticFiles(HttpServerTest.class, "site")
                .settings(settings -> settings.openTimeout(Duration.ofMillis(OPEN_TIMEOUT)))
                .start();
    }

    @AfterEach
    void end() {
        server.close();
        logged.close();
    }

    private RawPeer connect() throws IOException {
        return RawPeer.connect(server.port());
    }

    @Test
    void aHandshakeIsAnsweredAndFramesFollow() throws Exception {
        try (RawPeer peer = connect()) {
            assertThat(peer.send(RawPeer.handshake("/echo")).head())
                    .startsWith("HTTP/1.1 101 ")
                    .contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .doesNotContainIgnoringCase("content-length");
            peer.send(RawPeer.frame("hello"));
            assertThat(peer.text()).isEqualTo("hello");
        }
    }

    /** Bytes that follow the handshake in the same packet belong to the first frame. */
    @Test
    void framesThatComeWithTheRequestAreNotLost() throws Exception {
        try (RawPeer peer = connect()) {
            byte[] request = RawPeer.handshake("/echo").getBytes(StandardCharsets.US_ASCII);
            peer.send(request, RawPeer.frame("one"), RawPeer.frame("two"));

            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
            assertThat(peer.text()).isEqualTo("one");
            assertThat(peer.text()).isEqualTo("two");
        }
    }

    @Test
    void framesThatComeWithTheRequestAreNotLostWhereverTheyAreCut() throws Exception {
        byte[] request = RawPeer.handshake("/echo").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = RawPeer.frame("hello");
        for (int cut = 1; cut < frame.length; cut++) {
            try (RawPeer peer = connect()) {
                byte[] begin = Arrays.copyOf(frame, cut);
                byte[] rest = Arrays.copyOfRange(frame, cut, frame.length);
                peer.send(request, begin);
                assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
                peer.send(rest);
                assertThat(peer.text()).as("cut after %s bytes", cut).isEqualTo("hello");
            }
        }
    }

    @Test
    void framesAndTheEndOfInputThatComeWithTheRequestAreNotLost() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (RawPeer peer = connect()) {
                byte[] request = RawPeer.handshake("/echo").getBytes(StandardCharsets.US_ASCII);
                peer.send(request, RawPeer.frame("last")).endOutput();

                assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
                assertThat(peer.text()).isEqualTo("last");
            }
        }
    }

    @Test
    void moreThanTheHeldBytesThatComeWithTheRequestAreNotLost() throws Exception {
        try (RawPeer peer = connect()) {
            byte[] request = RawPeer.handshake("/echo").getBytes(StandardCharsets.US_ASCII);
            byte[] payload = "x".repeat(500_000).getBytes(StandardCharsets.US_ASCII);
            peer.send(request, RawPeer.frame(0x81, payload, true));

            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
            assertThat(peer.payload()).isEqualTo(payload);
        }
    }

    /**
     * Bytes after a refused handshake were meant as frames, or as a second request past a proxy. The server does not
     * read them.
     */
    @Test
    void aRefusedHandshakeEndsTheConnectionAndNothingBehindItIsARequest() throws Exception {
        try (RawPeer peer = connect()) {
            peer.send(RawPeer.handshake("/nowhere") + "GET /page.html HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String answer = new String(peer.rest(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 404 ").containsOnlyOnce("HTTP/1.1");
        }
    }

    @Test
    void anotherVersionIsAnsweredWith426AndNoTunnel() throws Exception {
        try (RawPeer peer = connect()) {
            peer.send(RawPeer.handshake("/echo").replace("Version: 13", "Version: 8"));
            peer.send(RawPeer.frame("not read"));
            String answer = new String(peer.rest(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 426 ")
                    .containsIgnoringCase("sec-websocket-version: 13")
                    .containsIgnoringCase("connection: close")
                    .doesNotContain("not read");
        }
    }

    @Test
    void aHandshakeWithABodyIsRefused() throws Exception {
        try (RawPeer peer = connect()) {
            peer.send(RawPeer.handshake("/echo").replace("Host:", "Content-Length: 5\r\nHost:") + "12345");

            assertThat(new String(peer.rest(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aRequestLineThatIsTooLongIsAnsweredWith414() throws Exception {
        assertThat(answerTo("GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ")
                .contains("the first line is longer than 8192 bytes, half the setting maxHeaderSize");
        assertThat(logged.linesWith("half the setting maxHeaderSize")).hasSize(1);
    }

    @Test
    void aHeaderThatIsTooLargeIsAnsweredWith431() throws Exception {
        assertThat(answerTo("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(17_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("the header is larger than 16384 bytes, the setting maxHeaderSize");
        assertThat(logged.linesWith("the setting maxHeaderSize")).hasSize(1);
    }

    @Test
    void largerHeadersAreASetting() throws Exception {
        Settings large = Settings.defaults().maxHeaderSize(100_000);
        try (HawserServer generous = HawserServer.builder()
                        .addEndpoint(Endpoints.Echo.class)
                        .settings(defaults -> defaults.with(large))
                        .start();
                RawPeer peer = RawPeer.connect(generous.port())) {
            String cookie = "Cookie: a=" + "x".repeat(60_000) + "\r\nHost:";
            peer.send(RawPeer.handshake("/echo?" + "q".repeat(40_000)).replace("Host:", cookie));
            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
        }
    }

    /** The handshake continues slowly. The timeout is for the whole handshake. */
    @Test
    void handshakesThatTrickleAreEachAnsweredWith408WhileOthersAreServed() throws Exception {
        List<RawPeer> slow = new ArrayList<>();
        try (RawPeer good = connect()) {
            good.send(RawPeer.handshake("/echo")).head();
            for (int i = 0; i < 200; i++) {
                // The request begins at once, since a request that has not begun at the timeout gets no answer.
                slow.add(connect().send("G"));
            }
            byte[] handshake = RawPeer.handshake("/echo").getBytes(StandardCharsets.US_ASCII);
            for (int octet = 1; octet < 20; octet++) {
                for (RawPeer peer : slow) {
                    trickle(peer, handshake[octet]);
                }
                good.send(RawPeer.frame("message " + octet));
                assertThat(good.text()).isEqualTo("message " + octet);
            }
            for (RawPeer peer : slow) {
                assertThat(new String(peer.rest(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 408 ")
                        .contains("openTimeout (" + OPEN_TIMEOUT + " ms)");
            }
            good.send(RawPeer.frame("still here"));
            assertThat(good.text()).isEqualTo("still here");
        } finally {
            for (RawPeer peer : slow) {
                peer.close();
            }
        }
        server.close();
        assertThat(logged.linesWith("openTimeout")).hasSizeLessThan(100);
        assertThat(Logged.counted(logged.linesWith("openTimeout"))).isEqualTo(200);
    }

    private static void trickle(RawPeer peer, byte octet) {
        try {
            peer.send(new byte[] {octet});
        } catch (IOException e) {
            // The timeout of this connection is over. Its answer is in its input.
        }
    }

    @Test
    void whatIsNotHttpIsAnsweredWith400AndOneEscapedLogLine() throws Exception {
        assertThat(answerTo("\u0007\u001b[31mnonsense\u0000 \r\n\r\n")).startsWith("HTTP/1.1 400 ");

        assertThat(logged.linesWith("bad request"))
                .singleElement()
                .asString()
                .matches("c\\d+ .*")
                .doesNotContain("\u001b", "\n", "\r");
        assertThat(logged.records()).allMatch(entry -> entry.getThrown() == null);
    }

    @Test
    void lineBreaksInAPathDoNotForgeLogLines() throws Exception {
        assertThat(answerTo("GET /echo%0d%0aX: HTTP/1.1\r\nHost: localhost\r\nBad\u0001Name: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");

        assertThat(logged.lines()).allSatisfy(line -> assertThat(line).doesNotContain("\n"));
    }

    @Test
    void aConnectionThatSendsNothingIsClosedAndLoggedInOneLine() throws Exception {
        try (RawPeer silent = connect()) {
            assertThat(silent.rest()).isEmpty();
        }
        assertThat(logged.linesWith("openTimeout (" + OPEN_TIMEOUT + " ms)")).hasSize(1);
    }

    @Test
    void halfAHandshakeIsAnsweredWith408AndLoggedInOneLine() throws Exception {
        try (RawPeer slow = connect()) {
            slow.send(RawPeer.handshake("/echo").substring(0, 60));

            assertThat(new String(slow.rest(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 408 ");
        }
        assertThat(logged.linesWith("openTimeout")).hasSize(1);
    }

    @Test
    void halfAHandshakeThatEndsIsAnsweredWith400() throws Exception {
        try (RawPeer peer = connect()) {
            peer.send(RawPeer.handshake("/echo").substring(0, 60)).endOutput();

            assertThat(new String(peer.rest(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void othersNeverNotice() throws Exception {
        List<RawPeer> bad = new ArrayList<>();
        try (RawPeer good = connect()) {
            good.send(RawPeer.handshake("/echo")).head();
            for (int i = 0; i < 30; i++) {
                RawPeer peer = connect();
                bad.add(peer);
                if (i % 3 == 0) {
                    peer.send("\u0000\u0001garbage\r\n\r\n");
                } else if (i % 3 == 1) {
                    peer.send("GET /echo HT");
                }
                good.send(RawPeer.frame("message " + i));
                assertThat(good.text()).isEqualTo("message " + i);
            }
            for (RawPeer peer : bad) {
                peer.rest();
                peer.close();
            }
            good.send(RawPeer.frame("still here"));
            assertThat(good.text()).isEqualTo("still here");
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(logged.linesWith("is closed:")).hasSize(30));
    }

    @Test
    void anOpenConnectionIsNotUnderTheOpenTimeout() throws Exception {
        try (RawPeer good = connect();
                RawPeer silent = connect()) {
            good.send(RawPeer.handshake("/echo")).head();
            // This one began later, so its timeout ends later.
            silent.rest();
            good.send(RawPeer.frame("still here"));
            assertThat(good.text()).isEqualTo("still here");
        }
    }

    @Test
    void twoRequestsThatComeTogetherAreAnsweredOneAfterTheOther() throws Exception {
        try (RawPeer peer = connect()) {
            String request = "GET /page.html HTTP/1.1\r\nHost: localhost\r\n\r\n";
            peer.send(request + request.replace("page.html", "style.css") + RawPeer.handshake("/echo"));

            assertThat(peer.response()).startsWith("HTTP/1.1 200 ").contains("<title>A page</title>");
            assertThat(peer.response()).startsWith("HTTP/1.1 200 ").contains("text/css");
            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
            peer.send(RawPeer.frame("after files"));
            assertThat(peer.text()).isEqualTo("after files");
        }
    }

    @Test
    void aConnectionThatIsKeptAliveIsClosedWithoutALogLineWhenNothingFollows() throws Exception {
        try (RawPeer peer = connect()) {
            peer.send("GET /page.html HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(peer.response()).startsWith("HTTP/1.1 200 ");
            assertThat(peer.rest()).isEmpty();
        }
        assertThat(logged.linesWith("is closed:")).isEmpty();
    }

    private String answerTo(String request) throws IOException {
        try (RawPeer peer = connect()) {
            return new String(peer.send(request).rest(), StandardCharsets.UTF_8);
        }
    }
}
