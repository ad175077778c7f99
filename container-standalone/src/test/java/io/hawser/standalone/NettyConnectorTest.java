package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.container.Connector;
import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.session.Connection;
import io.hawser.session.Settings;
import io.hawser.session.Transport;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against servers that speak in bytes. */
@Timeout(120)
class NettyConnectorTest {

    private static final UpgradeRequest REQUEST = new UpgradeRequest(
            "GET", "/", "HTTP/1.1", Headers.builder().add("Host", "localhost").build());

    private interface Script {
        void play(RawPeer client) throws Exception;
    }

    private final IoRuntime runtime = new IoRuntime("hawser-test", true, Settings.defaults(), now -> {}, null);
    private final NettyConnector connector = new NettyConnector(
            new NettyConnector.Runtimes() {
                @Override
                public IoRuntime acquire() {
                    return runtime;
                }

                @Override
                public void release() {}
            },
            Settings.defaults());

    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        listener.close();
        assertThat(runtime.stop(TimeUnit.SECONDS.toNanos(10))).isTrue();
    }

    /** Bytes that follow the response in the same packet belong to the first frame. */
    @Test
    void framesThatComeWithTheResponseAreNotLostWhereverTheyAreCut() throws Exception {
        byte[] frames = concat(
                RawPeer.frame(0x81, "one".getBytes(StandardCharsets.US_ASCII), false),
                RawPeer.frame(0x81, "two".getBytes(StandardCharsets.US_ASCII), false));
        for (int cut = 0; cut <= frames.length; cut++) {
            byte[] begin = Arrays.copyOf(frames, cut);
            byte[] rest = Arrays.copyOfRange(frames, cut, frames.length);
            serve(client -> {
                client.send(concat(accepting(client.head()), begin));
                client.send(rest);
                client.rest();
            });
            CollectingClient client = new CollectingClient();
            try (Session session = open(client)) {
                assertThat(client.next()).as("cut after %s bytes", cut).isEqualTo("one");
                assertThat(client.next()).isEqualTo("two");
                assertThat(session.isOpen()).isTrue();
            }
        }
    }

    @Test
    void framesAndTheEndThatComeWithTheResponseAreNotLost() throws Exception {
        serve(client -> {
            client.send(
                    accepting(client.head()),
                    RawPeer.frame(0x81, "last".getBytes(StandardCharsets.US_ASCII), false),
                    new byte[] {(byte) 0x88, 0});
            client.endOutput();
            client.rest();
        });
        CollectingClient client = new CollectingClient();
        open(client);

        assertThat(client.next()).isEqualTo("last");
        assertThat(client.closeCode()).isEqualTo(1005);
    }

    @Test
    void aRefusalIsToldWithTheBeginningOfItsBody() throws Exception {
        serve(client -> {
            client.head();
            client.send("HTTP/1.1 403 Forbidden\r\nX-Why: this\r\nContent-Length: 6\r\n\r\nno way");
            client.rest();
        });
        UpgradeResponse response = response();

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.headers().first("x-why")).contains("this");
        assertThat(new String(response.body(), StandardCharsets.US_ASCII)).isEqualTo("no way");
    }

    @Test
    void ofALongRefusalNotMoreThan64KibibytesAreKept() throws Exception {
        serve(client -> {
            client.head();
            client.send("HTTP/1.1 500 No\r\nConnection: close\r\n\r\n");
            try {
                while (true) {
                    client.send(new byte[10_000]);
                }
            } catch (IOException e) {
                // The client has had enough.
            }
        });

        assertThat(response().body()).hasSize(64 * 1024);
    }

    @Test
    void aChunkedRefusalIsDecoded() throws Exception {
        serve(client -> {
            client.head();
            client.send("HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            client.rest();
        });

        assertThat(new String(response().body(), StandardCharsets.US_ASCII)).isEqualTo("abcde");
    }

    @Test
    void informationBeforeTheResponseIsPassedOver() throws Exception {
        serve(client -> {
            client.head();
            client.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
            client.rest();
        });

        assertThat(response().status()).isEqualTo(401);
    }

    @Test
    void aFloodOfHeadersIsCutOff() throws Exception {
        serve(client -> {
            client.head();
            client.send("HTTP/1.1 101 Switching Protocols\r\n");
            try {
                while (true) {
                    client.send("X-Flood: " + "x".repeat(1000) + "\r\n");
                }
            } catch (IOException e) {
                // The client has had enough.
            }
        });

        assertThat(failure(listener.getLocalPort(), 20_000))
                .hasMessageContaining("in the opening handshake")
                .hasMessageContaining("larger than 16384 bytes, the setting maxHeaderSize");
    }

    @Test
    void aFirstLineThatDoesNotEndIsCutOff() throws Exception {
        serve(client -> {
            client.head();
            client.send("HTTP/1.1 101 " + "x".repeat(20_000));
            client.rest();
        });

        assertThat(failure(listener.getLocalPort(), 20_000))
                .hasMessageContaining("the first line is longer than 8192 bytes, half the setting maxHeaderSize");
    }

    /** Its beginning is enough, and the server cannot go on. */
    @Test
    void theEndOfARefusalThatHasNoneIsNotAwaited() throws Exception {
        CompletableFuture<Boolean> cut = new CompletableFuture<>();
        serve(client -> {
            client.head();
            client.send("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n");
            try {
                while (true) {
                    client.send("1000\r\n" + "x".repeat(0x1000) + "\r\n");
                }
            } catch (IOException e) {
                cut.complete(true);
            }
        });

        assertThat(response().status()).isEqualTo(403);
        assertThat(cut.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void informationWithoutAnEndIsGivenUpWithTheSettingsName() throws Exception {
        serve(client -> {
            client.head();
            try {
                while (true) {
                    client.send("HTTP/1.1 102 Processing\r\n\r\n");
                }
            } catch (IOException e) {
                // The client has had enough.
            }
        });

        assertThat(failure(listener.getLocalPort(), 500)).hasMessageContaining("openTimeout (500 ms)");
    }

    @Test
    void whatIsNotHttpIsTold() throws Exception {
        serve(client -> {
            client.head();
            client.send("220 mail.example ESMTP\r\n\r\n");
            client.rest();
        });

        assertThat(failure(listener.getLocalPort(), 20_000)).hasMessageContaining("not HTTP/1.1");
    }

    @Test
    void aServerThatEndsWithoutAResponseIsTold() throws Exception {
        serve(RawPeer::head);

        assertThat(failure(listener.getLocalPort(), 20_000))
                .hasMessageContaining("localhost:" + listener.getLocalPort())
                .hasMessageContaining("in the opening handshake")
                .hasMessageEndingWith(" (if it speaks TLS, wss is meant)");
    }

    @Test
    void aServerThatEndsInsideItsResponseIsNotTakenForOneOfTls() throws Exception {
        serve(client -> {
            client.head();
            client.send("HTTP/1.1 403 No\r\nContent-Length: 10\r\n\r\n12345");
        });

        assertThat(failure(listener.getLocalPort(), 20_000))
                .hasMessageContaining("before its response was complete")
                .hasMessageNotContaining("TLS");
    }

    @Test
    void aResetWithoutAResponseIsTold() throws Exception {
        serve(client -> {
            client.head();
            client.reset();
        });

        assertThat(failure(listener.getLocalPort(), 20_000))
                .hasMessageContaining("in the opening handshake")
                .hasMessageContaining("before the response was complete: Connection reset")
                .hasMessageEndingWith(" (if it speaks TLS, wss is meant)");
    }

    @Test
    void aServerThatStaysSilentIsGivenUpWithTheSettingsName() throws Exception {
        CompletableFuture<byte[]> afterwards = new CompletableFuture<>();
        serve(client -> {
            client.head();
            afterwards.complete(client.rest());
        });

        assertThat(failure(listener.getLocalPort(), 300))
                .hasMessageContaining("openTimeout (300 ms)")
                .hasMessageContaining("in the opening handshake");
        assertThat(afterwards.get(20, TimeUnit.SECONDS))
                .as("the connection ends too")
                .isEmpty();
    }

    @Test
    void aPortOnWhichNobodyListensIsTold() throws Exception {
        int port = listener.getLocalPort();
        listener.close();

        assertThat(failure(port, 20_000))
                .hasMessage("connecting to localhost:" + port
                        + " has failed while the TCP connection was opened: Connection refused");
    }

    @Test
    void aNameWithoutAnAddressIsTold() throws Exception {
        // The top-level domain is reserved for names that do not exist (RFC 2606, section 2).
        assertThat(failure("no-such-host.invalid", 80, 20_000))
                .hasMessageContaining("no-such-host.invalid:80")
                .hasMessageContaining("while its name was looked up");
    }

    @Test
    void anAddressOfIpv6IsReachedAndNamedInBrackets() throws Exception {
        listener.close();
        InetAddress loopback = InetAddress.getByName("::1");
        assertThat(loopback).isInstanceOf(Inet6Address.class);
        try {
            listener = new ServerSocket(0, 10, loopback);
        } catch (IOException e) {
            Assumptions.abort("there is no IPv6 here");
        }
        serve(client -> {
            client.head();
            client.send("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
            client.rest();
        });
        assertThat(connect("::1", listener.getLocalPort(), 20_000)
                        .get(20, TimeUnit.SECONDS)
                        .status())
                .isEqualTo(403);

        int port = listener.getLocalPort();
        listener.close();
        assertThat(failure("::1", port, 20_000)).hasMessageContaining("[::1]:" + port);
    }

    @Test
    void theUserHearsWhereItFailed() {
        assertThatThrownBy(() -> {
                    listener.close();
                    open(new CollectingClient());
                })
                .isInstanceOfAny(IOException.class, DeploymentException.class)
                .hasMessageContaining("localhost:" + listener.getLocalPort());
    }

    private Session open(CollectingClient client) throws Exception {
        return ContainerProvider.getWebSocketContainer()
                .connectToServer(
                        client,
                        ClientEndpointConfig.Builder.create().build(),
                        URI.create("ws://localhost:" + listener.getLocalPort() + "/"));
    }

    private void serve(Script script) {
        Thread thread = new Thread(() -> {
            try (RawPeer client = new RawPeer(listener.accept())) {
                script.play(client);
            } catch (Exception e) {
                // The client's side of the test says what went wrong.
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static byte[] accepting(String request) throws Exception {
        Matcher key = Pattern.compile("(?i)sec-websocket-key: (\\S+)").matcher(request);
        assertThat(key.find()).isTrue();
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private UpgradeResponse response() throws Exception {
        return connect("localhost", listener.getLocalPort(), 20_000).get(20, TimeUnit.SECONDS);
    }

    private Throwable failure(int port, long timeoutMillis) throws Exception {
        return failure("localhost", port, timeoutMillis);
    }

    private Throwable failure(String host, int port, long timeoutMillis) throws Exception {
        CompletableFuture<UpgradeResponse> outcome = connect(host, port, timeoutMillis);
        return outcome.handle((response, failure) -> failure).get(20, TimeUnit.SECONDS);
    }

    private CompletableFuture<UpgradeResponse> connect(String host, int port, long timeoutMillis) {
        CompletableFuture<UpgradeResponse> outcome = new CompletableFuture<>();
        connector.connect(
                new Connector.Target(host, port, false, null, 0, timeoutMillis), REQUEST, new Connector.Exchange() {
                    @Override
                    public Connection responded(UpgradeResponse response, Transport transport) {
                        assertThat(Thread.currentThread()).isInstanceOf(WorkerThread.class);
                        outcome.complete(response);
                        return null;
                    }

                    @Override
                    public void failed(IOException cause) {
                        assertThat(Thread.currentThread()).isInstanceOf(WorkerThread.class);
                        outcome.completeExceptionally(cause);
                    }
                });
        return outcome;
    }
}
