package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that expect 100 (Continue) (RFC 9110, sections 7.8 and 10.1.1). */
@Timeout(60)
class ExpectationTest {

    private HawserServer server;

    @BeforeEach
    void start() throws Exception {
        server = HawserServer.builder()
                .addEndpoint(Endpoints.Echo.class)
                .addEndpoint(Endpoints.Greeting.class)
                .staticFiles(HttpServerTest.class, "site")
                .start();
    }

    @AfterEach
    void end() {
        server.close();
    }

    private static String expecting(String request, String expectation) {
        return request.replaceFirst("Host:", "Expect: " + expectation + "\r\nHost:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100-continue",
                "100-Continue",
                " 100-continue\t",
                "100-continue, 100-continue",
                "100-continue\r\nExpect: 100-continue",
                "100-continue,"
            })
    void anUpgradeIsPrecededByContinue(String expectation) throws Exception {
        try (RawPeer peer = RawPeer.connect(server.port())) {
            peer.send(expecting(RawPeer.handshake("/echo"), expectation));
            assertThat(peer.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(peer.head())
                    .startsWith("HTTP/1.1 101 ")
                    .contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .doesNotContainIgnoringCase("content-length");
            peer.send(RawPeer.frame("hello"));
            assertThat(peer.text()).isEqualTo("hello");
        }
    }

    /**
     * The first message of the endpoint and the frames that the client sent after its request come after both
     * responses.
     */
    @Test
    void framesFollowBoth() throws Exception {
        try (RawPeer peer = RawPeer.connect(server.port())) {
            byte[] request =
                    expecting(RawPeer.handshake("/greeting"), "100-continue").getBytes(StandardCharsets.US_ASCII);
            peer.send(request, RawPeer.frame(0x88, new byte[0], true));
            assertThat(peer.head()).startsWith("HTTP/1.1 100 ");
            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
            assertThat(peer.text()).isEqualTo(Endpoints.Greeting.MESSAGE);
        }
    }

    @Test
    void withoutAnExpectationThereIsNoContinue() throws Exception {
        for (String none : new String[] {"", ",", " , "}) {
            try (RawPeer peer = RawPeer.connect(server.port())) {
                peer.send(expecting(RawPeer.handshake("/echo"), none));
                assertThat(peer.head()).as("Expect: \"%s\"", none).startsWith("HTTP/1.1 101 ");
            }
        }
    }

    @Test
    void aRefusalIsTheOnlyAnswer() throws Exception {
        assertThat(answerTo(expecting(RawPeer.handshake("/nowhere"), "100-continue")))
                .startsWith("HTTP/1.1 404 ")
                .containsOnlyOnce("HTTP/1.1 ");
        assertThat(answerTo(expecting(RawPeer.handshake("/echo"), "100-continue\r\nContent-Length: 5")))
                .startsWith("HTTP/1.1 400 ")
                .containsOnlyOnce("HTTP/1.1 ");
    }

    /** The request has no body, and the connection is kept alive. */
    @Test
    void aFileIsSentAtOnce() throws Exception {
        try (RawPeer peer = RawPeer.connect(server.port())) {
            String request = "GET /page.html HTTP/1.1\r\nHost: localhost\r\n\r\n";
            peer.send(expecting(request, "100-continue"));
            assertThat(peer.response()).startsWith("HTTP/1.1 200 ").contains("<title>A page</title>");
            peer.send(expecting(RawPeer.handshake("/echo"), "100-continue"));
            assertThat(peer.head()).startsWith("HTTP/1.1 100 ");
            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"100-continue, tea", "tea", "100-continue;q=1", "200-ok=\"a, b\"", "tea\r\nExpect: 100-continue"
            })
    void anythingElseIsRefused(String expectation) throws Exception {
        String file = "GET /page.html HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (String request : new String[] {RawPeer.handshake("/echo"), file}) {
            assertThat(answerTo(expecting(request, expectation)))
                    .startsWith("HTTP/1.1 417 Expectation Failed\r\n")
                    .contains("may only be 100-continue")
                    .containsOnlyOnce("HTTP/1.1 ");
        }
    }

    @Test
    void ofAnOlderHttpItDoesNotCount() throws Exception {
        assertThat(answerTo("GET /page.html HTTP/1.0\r\nHost: localhost\r\nExpect: tea\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .containsOnlyOnce("HTTP/1.1 ");
    }

    private String answerTo(String request) throws IOException {
        try (RawPeer peer = RawPeer.connect(server.port())) {
            return new String(peer.send(request).rest(), StandardCharsets.UTF_8);
        }
    }
}
