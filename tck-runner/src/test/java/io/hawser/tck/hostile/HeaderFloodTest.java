package io.hawser.tck.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;

/** Requests that are too large. A servlet container answers them itself, with its own texts. */
class HeaderFloodTest {

    private static final String BEGIN = "GET " + Site.CONTEXT + "/echo HTTP/1.1\r\nHost: localhost\r\n";
    private static final int ENDLESS = 8_000_000;

    /** Sends a text until the server takes no more; {@return the answer} */
    private static String answer(Site site, String text) throws IOException {
        try (Peer peer = site.connect()) {
            try {
                peer.send(text.getBytes(US_ASCII));
            } catch (SocketException closed) {
                // The server has closed the connection.
            }
            return peer.untilEnd();
        }
    }

    private static void assertRefused(Site site, int status, String request) throws Exception {
        try (Observer observer = site.observer()) {
            String answer = answer(site, request);
            if (!site.isServletContainer()) {
                assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            } else if (!answer.isEmpty()) {
                assertThat(answer).startsWith("HTTP/1.1 4");
            }
            assertThat(answer).doesNotContain(" 101");
            observer.assertNoWarnings();
        }
    }

    @OnEachSite
    void tooManyFieldsAreRefused(Site site) throws Exception {
        assertRefused(site, 431, BEGIN + "X-Field: something\r\n".repeat(20_000) + "\r\n");
    }

    @OnEachSite
    void tooLongFieldIsRefused(Site site) throws Exception {
        assertRefused(site, 431, BEGIN + "X-Field: " + "x".repeat(2_000_000) + "\r\n\r\n");
    }

    @OnEachSite
    void tooLongRequestLineIsRefused(Site site) throws Exception {
        assertRefused(site, 414, "GET /" + "x".repeat(2_000_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    @OnEachSite
    void headerThatNeverEndsIsRefusedAndTakesNoMemory(Site site) throws Exception {
        try (Observer observer = site.observer()) {
            String flood = BEGIN + "X-Field: " + "x".repeat(ENDLESS);
            observer.measure();
            answer(site, flood);
            observer.assertNoGrowth();
            assertThat(flood).hasSizeGreaterThan(ENDLESS);
        }
    }

    @OnEachSite
    void bodyIsRefused(Site site) throws Exception {
        try (Peer peer = site.connect()) {
            peer.send(peer.handshake("/echo")
                    .replace("Host:", "Content-Length: 5\r\nHost:")
                    .concat("12345")
                    .getBytes(US_ASCII));
            assertThat(peer.untilEnd())
                    .startsWith("HTTP/1.1 400")
                    .contains("the opening handshake must not have a body");
        }
    }
}
