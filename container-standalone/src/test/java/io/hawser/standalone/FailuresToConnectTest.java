package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.container.HawserContainer;
import io.hawser.handshake.HandshakeException;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of failed attempts to connect. Each exception of a chain adds information. */
@Timeout(120)
class FailuresToConnectTest {

    private final HawserContainer client = StandaloneContainerProvider.container();
    private RawServer listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new RawServer(InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        listener.close();
    }

    private String at() {
        return "localhost:" + listener.port();
    }

    private Throwable failure(String uri, ClientEndpointConfig config) throws Exception {
        Throwable waiting = failureOf(() -> client.connectToServer(new CollectingClient(), config, URI.create(uri)));
        assertThat(waiting.getStackTrace())
                .as("it says who has asked")
                .anyMatch(frame -> frame.getClassName().equals(FailuresToConnectTest.class.getName()));
        return waiting;
    }

    private Throwable failure() throws Exception {
        return failure(
                "ws://" + at() + "/chat", ClientEndpointConfig.Builder.create().build());
    }

    /** The requested endpoint. */
    private interface Connecting {
        void connect() throws Exception;
    }

    /** {@return the exception, each level of which has its own message} */
    private static Throwable failureOf(Connecting connecting) {
        Throwable thrown = null;
        try {
            connecting.connect();
        } catch (Exception e) {
            thrown = e;
        }
        assertThat(thrown).isInstanceOfAny(IOException.class, DeploymentException.class);
        List<String> messages = new ArrayList<>();
        for (Throwable level = thrown; level != null; level = level.getCause()) {
            if (level.getMessage() != null) {
                messages.add(level.getMessage());
            }
        }
        assertThat(messages).doesNotHaveDuplicates();
        if (messages.size() > 1) {
            assertThat(messages.get(0)).as("what is below ours: %s", messages).doesNotContain(messages.get(1));
            assertThat(messages.get(1)).doesNotContain(messages.get(0));
        }
        return thrown;
    }

    private void answer(String answer) {
        listener.serve(server -> {
            server.head();
            server.send(answer);
            server.endOutput();
            server.rest();
        });
    }

    private String failed(String reason) {
        return "connecting to " + at() + " has failed " + reason;
    }

    @Test
    void nobodyListens() throws Exception {
        listener.close();
        assertThat(failure())
                .isInstanceOf(ConnectException.class)
                .hasMessage(failed("while the TCP connection was opened: Connection refused"))
                .hasNoCause();
    }

    @Test
    void theNameHasNoAddress() throws Exception {
        // The top-level domain is reserved for names that do not exist (RFC 2606, section 2).
        assertThat(failure("ws://no-such-host.invalid/", null))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("connecting to no-such-host.invalid:80 has failed while its name was looked up: the host"
                        + " name has no address")
                .cause()
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void theServerStaysSilent() throws Exception {
        listener.serve(RawPeer::rest);
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put("io.hawser.openTimeout", 300);
        assertThat(failure("ws://" + at() + "/", config))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage(
                        failed("in the opening handshake: it has taken longer than the setting openTimeout (300 ms)"))
                .hasNoCause();
    }

    @Test
    void theServerResetsAtOnce() throws Exception {
        listener.serve(server -> {
            server.head();
            server.reset();
        });
        assertThat(failure())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        failed("in the opening handshake: the connection was lost before the response was complete: "
                                + "Connection reset"))
                .hasMessageEndingWith(" (if it speaks TLS, use wss)")
                .hasNoCause();
    }

    /** When the server ends the connection, the client learns of it at once, long before a timeout. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 101 Switching Pro",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 101 Switching Protocols\r\nUpgrade: web",
                "HTTP/1.1 403 No\r\nContent-Length: 10\r\n\r\n123",
                "HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
            })
    void theServerGivesUpInsideItsAnswer(String begin) throws Exception {
        ClientEndpointConfig patient = ClientEndpointConfig.Builder.create().build();
        patient.getUserProperties().put("io.hawser.openTimeout", TimeUnit.HOURS.toMillis(1));
        for (boolean orderly : new boolean[] {true, false}) {
            listener.serve(server -> {
                server.head();
                server.send(begin);
                if (orderly) {
                    // The server keeps its input open, like one that waits for the client to send.
                    server.endOutput();
                    server.rest();
                } else {
                    server.reset();
                }
            });
            assertThat(failure("ws://" + at() + "/", patient))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(failed("in the opening handshake: the "))
                    .hasMessageContaining("complete");
        }
    }

    @Test
    void theServerGivesUpInTheTlsHandshake() throws Exception {
        ClientEndpointConfig patient = ClientEndpointConfig.Builder.create().build();
        patient.getUserProperties().put("io.hawser.openTimeout", TimeUnit.HOURS.toMillis(1));
        for (boolean orderly : new boolean[] {true, false}) {
            listener.serve(server -> {
                server.bytes(5);
                if (orderly) {
                    server.endOutput();
                    server.rest();
                } else {
                    server.reset();
                }
            });
            assertThat(failure("wss://" + at() + "/", patient))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(failed("in the TLS handshake: "));
        }
    }

    /** Informational responses before the response are skipped. Bytes after it belong to the session. */
    @Test
    void informationBeforeTheAnswerIsNoFailure() throws Exception {
        for (String cut : new String[] {"", "HTTP/1.1 100 Continue\r\n", "HTTP/1.1 100 Continue\r\n\r\n"}) {
            listener.serve(server -> {
                byte[] accepting = RawServer.accepting(server.head());
                String information = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nA: b\r\n\r\n"
                        + "HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\nHTTP/1.1 199 Whatever\r\n\r\n";
                server.send(information.substring(0, cut.length()));
                server.send(
                        information.substring(cut.length()).getBytes(StandardCharsets.US_ASCII),
                        accepting,
                        RawPeer.frame(0x81, "hello".getBytes(StandardCharsets.US_ASCII), false),
                        new byte[] {(byte) 0x88, 0});
                server.endOutput();
                server.rest();
            });
            CollectingClient collecting = new CollectingClient();
            client.connectToServer(collecting, null, URI.create("ws://" + at() + "/"));
            assertThat(collecting.next()).isEqualTo("hello");
            assertThat(collecting.closeCode()).isEqualTo(1005);
        }
    }

    @Test
    void theAnswerIsNotHttp() throws Exception {
        answer("220 mail.example ESMTP\r\n\r\n");
        assertThat(failure())
                .hasMessageStartingWith(failed("in the opening handshake: the answer is not HTTP/1.1: "))
                .hasNoCause();
    }

    @Test
    void theAnswerIsAnotherStatus() throws Exception {
        answer("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 6\r\n\r\nlog in");
        assertThat(failure())
                .isInstanceOf(DeploymentException.class)
                .hasMessage("cannot connect to ws://" + at() + "/chat: the server answered 401 Unauthorized: log in")
                .cause()
                .isInstanceOfSatisfying(
                        HandshakeException.class,
                        failure -> assertThat(failure.response().status()).isEqualTo(401))
                .hasMessage(
                        "the response has the status 401, the header fields [WWW-Authenticate, Content-Length] and a"
                                + " body of 6 bytes")
                .hasNoCause();
    }

    @Test
    void theAnswerPointsElsewhere() throws Exception {
        answer("HTTP/1.1 302 Found\r\nLocation: https://user:secret@idp.example/login?token=secret\r\n"
                + "Content-Length: 6\r\n\r\nsecret");
        assertThat(failure())
                .isInstanceOf(DeploymentException.class)
                .hasMessage("cannot connect to ws://" + at() + "/chat: the server answered 302 Found and points to"
                        + " https://idp.example/login?...; redirects are not followed")
                .cause()
                .hasMessageNotContaining("secret");
    }

    @Test
    void theAnswerIsForAnotherKey() throws Exception {
        answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
        assertThat(failure())
                .isInstanceOf(DeploymentException.class)
                .hasMessageStartingWith("cannot connect to ws://" + at()
                        + "/chat: the response has a wrong Sec-WebSocket-Accept: \"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\"")
                .hasCauseInstanceOf(HandshakeException.class);
    }

    @Test
    void theUriIsNone() throws Exception {
        assertThat(failure("http://" + at() + "/", null))
                .isInstanceOf(DeploymentException.class)
                .hasMessage(
                        "cannot connect to http://" + at() + "/: the scheme of a WebSocket URI is ws or wss, not http")
                .hasNoCause();
    }

    @Test
    void theConfiguratorThrows() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        throw new IllegalArgumentException("broken by design");
                    }
                })
                .build();
        assertThat(failure("ws://" + at() + "/", config))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("cannot connect to ws://" + at()
                        + "/: beforeRequest has thrown java.lang.IllegalArgumentException")
                .cause()
                .hasMessage("broken by design");
    }

    @Test
    void theSslContextIsNotInitialised() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .sslContext(SSLContext.getInstance("TLS"))
                .build();
        assertThat(failure("wss://" + at() + "/", config))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("cannot connect to wss://" + at()
                        + "/: the SSLContext of the ClientEndpointConfig is not initialised: init has to be called");
    }

    @Test
    void theServerDoesNotSpeakTls() throws Exception {
        listener.serve(server -> {
            server.bytes(5);
            server.send("HTTP/1.1 400 Bad Request\r\n\r\n");
            server.rest();
        });
        assertThat(failure("wss://" + at() + "/", null))
                .isInstanceOf(SSLException.class)
                .hasMessage(
                        failed("in the TLS handshake: the server does not speak TLS: is ws meant rather than wss?"));
    }

    @Test
    void theCertificateIsNotTrustedOrAnothers(@TempDir Path directory) throws Exception {
        Certificates elsewhere = Certificates.of(directory, "dns:elsewhere.example");
        try (HawserServer server = HawserServer.builder()
                .tls(elsewhere.server())
                .addEndpoint(Endpoints.Echo.class)
                .start()) {
            assertThat(failure("wss://localhost:" + server.port() + "/echo", null))
                    .isInstanceOf(SSLException.class)
                    .hasMessageEndingWith("in the TLS handshake: the server's certificate is not trusted;"
                            + " ClientEndpointConfig.Builder.sslContext sets whom to trust");
            ClientEndpointConfig trusting = ClientEndpointConfig.Builder.create()
                    .sslContext(elsewhere.client())
                    .build();
            assertThat(failure("wss://localhost:" + server.port() + "/echo", trusting))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("No subject alternative DNS name matching localhost found")
                    .hasNoCause();
        }
    }

    @Test
    void whoDoesNotWaitHearsTheSame() {
        answer("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n");
        assertThat(failureOf(this::connectWithoutWaiting))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("points to /login;");
        answer("");
        assertThat(failureOf(this::connectWithoutWaiting))
                .isInstanceOf(IOException.class)
                .hasNoCause();
    }

    private void connectWithoutWaiting() throws Exception {
        try {
            client.connectAsync(new CollectingClient(), null, URI.create("ws://" + at() + "/"))
                    .get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }
}
