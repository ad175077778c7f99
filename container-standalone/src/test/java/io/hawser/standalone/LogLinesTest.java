package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Repeated actions of peers and endpoints are logged, but do not fill the log. */
@Timeout(120)
class LogLinesTest {

    private static final int MANY = 516;
    private static final String FORGED = "a%0d%0aSEVERE:%20all%20is%20lost%1b%5b2J";
    private static final String ESCAPED = "a\\u000d\\u000aSEVERE: all is lost\\u001b[2J";

    private static volatile CountDownLatch closed;

    /** Reads a message to its end. */
    @ServerEndpoint("/read")
    public static class Reading {
        @OnMessage
        public void message(Reader message) throws IOException {
            message.transferTo(Writer.nullWriter());
        }

        @OnClose
        public void close() {
            closed.countDown();
        }
    }

    /** Has no message handler. */
    @ServerEndpoint("/faulty/{name}")
    public static class Faulty {
        @OnOpen
        public void open(Session session, @PathParam("name") String name) {
            if (!name.equals("x")) {
                throw new IllegalArgumentException(name, new IllegalStateException(name));
            }
        }

        @OnMessage
        public String message(String message) {
            if (message.equals("other")) {
                throw new UnsupportedOperationException(message);
            }
            if (message.startsWith("number")) {
                throw new IllegalArgumentException(message);
            }
            return message;
        }
    }

    private final Logged logged = new Logged("io.hawser");
    private HawserServer server;

    @BeforeEach
    void start() throws Exception {
        server = HawserServer.builder()
                .addEndpoint(Endpoints.Echo.class)
                .addEndpoint(Reading.class)
                .addEndpoint(Faulty.class)
                .start();
    }

    @AfterEach
    void end() {
        server.close();
        logged.close();
    }

    private RawPeer open(String path) throws IOException {
        RawPeer peer = RawPeer.connect(server.port());
        peer.send(RawPeer.handshake(path)).head();
        return peer;
    }

    private List<LogRecord> warnings() {
        return logged.records().stream()
                .filter(line -> line.getLevel().getName().equals("WARNING"))
                .toList();
    }

    @Test
    void streamsThatAreBrokenOffAreNoWarnings() throws Exception {
        closed = new CountDownLatch(MANY);
        try (RawPeer good = open("/echo")) {
            for (int i = 0; i < MANY; i++) {
                try (RawPeer peer = open("/read")) {
                    peer.send(RawPeer.frame(0x01, new byte[] {'b'}, true));
                    if (i % 2 == 0) {
                        peer.reset();
                    }
                }
            }
            assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
            good.send(RawPeer.frame("still here"));
            assertThat(good.text()).isEqualTo("still here");
        }
        server.close();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void faultsOfOneKindAreCountedAndAnotherOneIsToldAllTheSame() throws Exception {
        try (RawPeer good = open("/faulty/x");
                RawPeer bad = open("/faulty/x")) {
            for (int i = 0; i < MANY; i++) {
                bad.send(RawPeer.frame("number " + i));
            }
            bad.send(RawPeer.frame("other"), RawPeer.frame("still open"));
            assertThat(bad.text()).isEqualTo("still open");
            good.send(RawPeer.frame("still here"));
            assertThat(good.text()).isEqualTo("still here");
        }
        assertThat(warnings()).hasSizeLessThan(50);
        assertThat(warnings())
                .last()
                .satisfies(line -> assertThat(line.getThrown()).hasMessage("other"));
        server.close();
        assertThat(Logged.counted(logged.linesWith("has thrown, and there is no onError")))
                .isEqualTo(MANY + 1);
    }

    @Test
    void handshakesThatAreRefusedAreCountedToo() throws Exception {
        for (int i = 0; i < MANY; i++) {
            try (RawPeer peer = RawPeer.connect(server.port())) {
                peer.send(RawPeer.handshake("/echo").replace("\r\nHost:", "\r\nOrigin: http://evil.example\r\nHost:"));
                assertThat(peer.head()).startsWith("HTTP/1.1 403 ");
            }
        }
        assertThat(logged.linesWith("refused by checkOrigin")).hasSizeLessThan(50);
        server.close();
        assertThat(Logged.counted(logged.linesWith("refused by checkOrigin"))).isEqualTo(MANY);
    }

    @Test
    void aPathThatAnEndpointThrowsDoesNotForgeLines() throws Exception {
        RawPeer peer = open("/faulty/" + FORGED);
        Awaitility.await().until(() -> !warnings().isEmpty());
        peer.close();
        assertThat(warnings()).singleElement().satisfies(line -> {
            StringWriter trace = new StringWriter();
            line.getThrown().printStackTrace(new PrintWriter(trace, true));
            assertThat(trace.toString())
                    .contains(
                            "java.lang.IllegalArgumentException: " + ESCAPED,
                            "Caused by: java.lang.IllegalStateException: " + ESCAPED,
                            "Faulty.open(")
                    .doesNotContain("\u001b", "\nSEVERE");
        });
    }
}
