package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Passwords in URIs, tokens in queries, and credentials in header fields are neither logged nor in messages of
 * exceptions.
 */
@Timeout(120)
class SecretsTest {

    private static final String SECRET = "S3cr3t";

    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final List<String> logged = Collections.synchronizedList(new ArrayList<>());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(new SimpleFormatter().formatMessage(record) + stack(record.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private HawserServer server;

    /** Fails, refuses or accepts, as the path says, and logs the request. */
    public static final class Configurator extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            System.getLogger("application").log(System.Logger.Level.INFO, request + " " + response);
            switch (config.getPath()) {
                case "/failing" -> throw new IllegalStateException("broken by design");
                case "/refusing" -> config.getUserProperties().put("io.hawser.refuse.status", 401);
                default -> {}
            }
        }
    }

    /** Sends credentials as header fields. */
    private static final class Credentials extends ClientEndpointConfig.Configurator {
        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            headers.put("Authorization", List.of("Bearer " + SECRET));
            headers.put("Cookie", List.of("session=" + SECRET));
        }
    }

    @BeforeEach
    void begin() throws Exception {
        root.setLevel(Level.ALL);
        root.addHandler(handler);
        HawserServerBuilder builder = HawserServer.builder();
        for (String path : List.of("/open", "/failing", "/refusing")) {
            builder.addEndpoint(ServerEndpointConfig.Builder.create(CollectingClient.class, path)
                    .configurator(new Configurator())
                    .build());
        }
        server = builder.start();
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        root.setLevel(level);
        root.removeHandler(handler);
    }

    private static String stack(Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        // With all causes and suppressed exceptions.
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static Session connect(String uri) throws Exception {
        return StandaloneContainerProvider.container()
                .connectToServer(
                        new CollectingClient(),
                        ClientEndpointConfig.Builder.create()
                                .configurator(new Credentials())
                                .build(),
                        URI.create(uri));
    }

    private void assertNothingIsTold() {
        synchronized (logged) {
            assertThat(logged).isNotEmpty().noneMatch(line -> line.contains(SECRET));
        }
    }

    @Test
    void ofAConnectionThatOpens() throws Exception {
        try (Session session = connect(server.uri() + "open?token=" + SECRET)) {
            assertThat(session.getQueryString()).as("the application is told").isEqualTo("token=" + SECRET);
            assertThat(session.getRequestURI().toString()).contains(SECRET);
            assertThat(session.toString()).doesNotContain(SECRET);
        }
        Awaitility.await()
                .until(() -> logged.stream()
                                .filter(line -> line.contains("is closed"))
                                .count()
                        >= 2);
        assertNothingIsTold();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none?token=", "failing?token=", "refusing?token=", "open?a#"})
    void ofAConnectionThatIsRefused(String resource) {
        Throwable thrown = catchThrowable(() -> connect(server.uri() + resource + SECRET));
        assertThat(stack(thrown)).isNotEmpty().doesNotContain(SECRET);
        assertNothingIsTold();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://user:S3cr3t@localhost:1/",
                "http://user:S3cr3t@localhost/",
                "ws:user:S3cr3t@localhost/",
                "ws:///?S3cr3t"
            })
    void ofAUriThatIsNotUnderstood(String uri) {
        assertThat(stack(catchThrowable(() -> connect(uri))))
                .contains("cannot connect to ")
                .doesNotContain(SECRET);
    }

    @Test
    void ofAConnectionToNobody() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(stack(catchThrowable(() -> connect("ws://localhost:" + port + "/?token=" + SECRET))))
                .isNotEmpty()
                .doesNotContain(SECRET);
    }

    @Test
    void ofAServerThatSaysWhatItWasAskedFor() throws Exception {
        try (RawServer echo = new RawServer(InetAddress.getLoopbackAddress())) {
            echo.serve(client -> {
                String request = client.head();
                String line = request.lines().findFirst().orElseThrow();
                client.send(("HTTP/1.1 404 none\r\nContent-Length: " + line.length() + "\r\n\r\n" + line)
                        .getBytes(StandardCharsets.US_ASCII));
            });
            assertThat(stack(catchThrowable(() -> connect("ws://localhost:" + echo.port() + "/a?token=" + SECRET))))
                    .contains("GET /a?... HTTP/1.1")
                    .doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /open?S3cr3t b HTTP/1.1|Host: localhost",
                "GET /open? S3cr3t HTTP/1.1|Host: localhost",
                "GET http://user:S3cr3t@h/open HTTP/1.1|Host: localhost|Upgrade: websocket|Connection:"
                        + " Upgrade|Sec-WebSocket-Version: 13",
                "GET /open?S3cr3t HTTP/1.1|Host: localhost|Authorization: S3cr3t\u0001",
                "GET /open?S3cr3t HTTP/1.1|Host: localhost|Content-Length: S3cr3t",
                "GET /open?S3cr3t HTTP/1.1|Host: user:S3cr3t@h|Upgrade: websocket|Connection:"
                        + " Upgrade|Sec-WebSocket-Version: 13",
                "GET /open?S3cr3t#S3cr3t HTTP/1.1|Host: localhost|Upgrade: websocket|Connection:"
                        + " Upgrade|Sec-WebSocket-Version: 13",
                "POST /open?S3cr3t HTTP/1.1|Host: localhost|Upgrade: websocket",
                "GET /open?S3cr3t HTTP/1.1|Host: localhost|Upgrade: websocket|Connection:"
                        + " Upgrade|Sec-WebSocket-Version: 13|Sec-WebSocket-Key:"
                        + " dGhlIHNhbXBsZSBub25jZQ==|Sec-WebSocket-Protocol: Bearer S3cr3t",
                "GET /open?S3cr3t HTTP/1.1|Host: localhost|Upgrade: websocket|Connection:"
                        + " Upgrade|Sec-WebSocket-Version: 13|Sec-WebSocket-Key:"
                        + " dGhlIHNhbXBsZSBub25jZQ==|Sec-WebSocket-Protocol: S3cr3t, S3cr3t",
                "GET /open?S3cr3t HTTP/1.1|Host: localhost|Upgrade: websocket|Connection:"
                        + " Upgrade|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|Origin:"
                        + " https://evil.example",
                "GET /open?S3cr3t HTTP/1.1|Host: localhost|Upgrade: websocket|Connection:"
                        + " Upgrade|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|Origin:"
                        + " https://user:S3cr3t@evil.example/?S3cr3t",
                "nonsense S3cr3t"
            })
    void ofARequestThatIsNotUnderstood(String request) throws Exception {
        try (RawPeer peer = RawPeer.connect(server.uri().getPort())) {
            peer.send((request.replace("|", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            assertThat(peer.head()).startsWith("HTTP/1.1 4");
        }
        Awaitility.await().until(() -> logged.stream().anyMatch(line -> line.matches("(?s).*\\bc\\d+\\b.*")));
        assertNothingIsTold();
    }
}
