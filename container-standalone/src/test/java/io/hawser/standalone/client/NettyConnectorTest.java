package io.hawser.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Settings;
import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.standalone.CollectingClient;
import io.hawser.standalone.RawPeer;
import io.hawser.standalone.RawServer;
import io.hawser.standalone.loop.IoRuntime;
import io.hawser.standalone.loop.WorkerThread;
import io.hawser.transport.ConnectionHandle;
import io.hawser.transport.Connector;
import io.hawser.transport.Transport;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client with servers that send prepared bytes. */
@Timeout(120)
public class NettyConnectorTest {

    private static final UpgradeRequest REQUEST = new UpgradeRequest(
            "GET", "/", "HTTP/1.1", Headers.builder().add("Host", "localhost").build());

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

    private RawServer listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new RawServer(InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        listener.close();
        assertThat(runtime.stop(TimeUnit.SECONDS.toNanos(10))).isTrue();
    }

    /** HTTP/1.0 has no such status. */
    @Test
    void aConnectionIsNotSwitchedInHttp10() {
        listener.serve(client -> {
            String answer = new String(RawServer.accepting(client.head()), StandardCharsets.US_ASCII);
            client.send(answer.replace("HTTP/1.1", "HTTP/1.0")).rest();
        });
        assertThatThrownBy(() -> open(new CollectingClient()))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("the server switches protocols in HTTP/1.0, which has no 101");
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
            listener.serve(client -> {
                client.send(concat(RawServer.accepting(client.head()), begin));
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
        listener.serve(client -> {
            client.send(
                    RawServer.accepting(client.head()),
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
        listener.serve(client -> {
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
        listener.serve(client -> {
            client.head();
            client.send("HTTP/1.1 500 No\r\nConnection: close\r\n\r\n");
            try {
                while (true) {
                    client.send(new byte[10_000]);
                }
            } catch (IOException e) {
                // The client has aborted the connection.
            }
        });

        assertThat(response().body()).hasSize(64 * 1024);
    }

    @Test
    void aChunkedRefusalIsDecoded() throws Exception {
        listener.serve(client -> {
            client.head();
            client.send("HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            client.rest();
        });

        assertThat(new String(response().body(), StandardCharsets.US_ASCII)).isEqualTo("abcde");
    }

    @Test
    void informationBeforeTheResponseIsPassedOver() throws Exception {
        listener.serve(client -> {
            client.head();
            client.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
            client.rest();
        });

        assertThat(response().status()).isEqualTo(401);
    }

    @Test
    void aFloodOfHeadersIsCutOff() throws Exception {
        listener.serve(client -> {
            client.head();
            client.send("HTTP/1.1 101 Switching Protocols\r\n");
            try {
                while (true) {
                    client.send("X-Flood: " + "x".repeat(1000) + "\r\n");
                }
            } catch (IOException e) {
                // The client has aborted the connection.
            }
        });

        assertThat(failure(listener.port(), 20_000))
                .hasMessageContaining("in the opening handshake")
                .hasMessageContaining("larger than 16384 bytes, the setting maxHeaderSize");
    }

    @Test
    void aFirstLineThatDoesNotEndIsCutOff() throws Exception {
        listener.serve(client -> {
            client.head();
            client.send("HTTP/1.1 101 " + "x".repeat(20_000));
            client.rest();
        });

        assertThat(failure(listener.port(), 20_000))
                .hasMessageContaining("the first line is longer than 8192 bytes, half the setting maxHeaderSize");
    }

    /** The client reads only the beginning. The server cannot send the rest. */
    @Test
    void theEndOfARefusalThatHasNoneIsNotAwaited() throws Exception {
        CompletableFuture<Boolean> cut = new CompletableFuture<>();
        listener.serve(client -> {
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
        listener.serve(client -> {
            client.head();
            try {
                while (true) {
                    client.send("HTTP/1.1 102 Processing\r\n\r\n");
                }
            } catch (IOException e) {
                // The client has aborted the connection.
            }
        });

        assertThat(failure(listener.port(), 500)).hasMessageContaining("openTimeout (500 ms)");
    }

    @Test
    void whatIsNotHttpIsTold() throws Exception {
        listener.serve(client -> {
            client.head();
            client.send("220 mail.example ESMTP\r\n\r\n");
            client.rest();
        });

        assertThat(failure(listener.port(), 20_000)).hasMessageContaining("not HTTP/1.1");
    }

    @Test
    void aServerThatEndsWithoutAResponseIsTold() throws Exception {
        listener.serve(RawPeer::head);

        assertThat(failure(listener.port(), 20_000))
                .hasMessageContaining("localhost:" + listener.port())
                .hasMessageContaining("in the opening handshake")
                .hasMessageEndingWith(" (if it speaks TLS, use wss)");
    }

    @Test
    void aServerThatEndsInsideItsResponseIsNotTakenForOneOfTls() throws Exception {
        listener.serve(client -> {
            client.head();
            client.send("HTTP/1.1 403 No\r\nContent-Length: 10\r\n\r\n12345");
        });

        assertThat(failure(listener.port(), 20_000))
                .hasMessageContaining("before its response was complete")
                .hasMessageNotContaining("TLS");
    }

    @Test
    void aResetWithoutAResponseIsTold() throws Exception {
        listener.serve(client -> {
            client.head();
            client.reset();
        });

        assertThat(failure(listener.port(), 20_000))
                .hasMessageContaining("in the opening handshake")
                .hasMessageContaining("before the response was complete: Connection reset")
                .hasMessageEndingWith(" (if it speaks TLS, use wss)");
    }

    @Test
    void aServerThatStaysSilentIsGivenUpWithTheSettingsName() throws Exception {
        CompletableFuture<byte[]> afterwards = new CompletableFuture<>();
        listener.serve(client -> {
            client.head();
            afterwards.complete(client.rest());
        });

        assertThat(failure(listener.port(), 300))
                .hasMessageContaining("openTimeout (300 ms)")
                .hasMessageContaining("in the opening handshake");
        assertThat(afterwards.get(20, TimeUnit.SECONDS))
                .as("the connection ends too")
                .isEmpty();
    }

    @Test
    void aPortOnWhichNobodyListensIsTold() throws Exception {
        int port = listener.port();
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

    /** The reported reason is the failure of the set-up, not the close of the channel that follows it. */
    @Test
    void tlsThatCannotBeHadIsTold() throws Exception {
        SSLContext unusable = SSLContext.getInstance("TLS");
        CompletableFuture<UpgradeResponse> outcome = connect(new Connector.Target(
                "localhost", listener.port(), true, unusable, Duration.ZERO, Duration.ofSeconds(20)));

        assertThat(outcome.handle((response, failure) -> failure).get(20, TimeUnit.SECONDS))
                .hasMessageContaining("localhost:" + listener.port())
                .hasMessageContaining("not initialized")
                .hasMessageNotContaining("closed");
    }

    @Test
    void anAddressOfIpv6IsReachedAndNamedInBrackets() throws Exception {
        listener.close();
        InetAddress loopback = InetAddress.getByName("::1");
        assertThat(loopback).isInstanceOf(Inet6Address.class);
        try {
            listener = new RawServer(loopback);
        } catch (IOException e) {
            Assumptions.abort("there is no IPv6 here");
        }
        listener.serve(client -> {
            client.head();
            client.send("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
            client.rest();
        });
        assertThat(connect("::1", listener.port(), 20_000)
                        .get(20, TimeUnit.SECONDS)
                        .status())
                .isEqualTo(403);

        int port = listener.port();
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
                .hasMessageContaining("localhost:" + listener.port());
    }

    private Session open(CollectingClient client) throws Exception {
        return ContainerProvider.getWebSocketContainer()
                .connectToServer(
                        client,
                        ClientEndpointConfig.Builder.create().build(),
                        URI.create("ws://localhost:" + listener.port() + "/"));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private UpgradeResponse response() throws Exception {
        return connect("localhost", listener.port(), 20_000).get(20, TimeUnit.SECONDS);
    }

    private Throwable failure(int port, long timeoutMillis) throws Exception {
        return failure("localhost", port, timeoutMillis);
    }

    private Throwable failure(String host, int port, long timeoutMillis) throws Exception {
        CompletableFuture<UpgradeResponse> outcome = connect(host, port, timeoutMillis);
        return outcome.handle((response, failure) -> failure).get(20, TimeUnit.SECONDS);
    }

    private CompletableFuture<UpgradeResponse> connect(String host, int port, long timeoutMillis) {
        return connect(new Connector.Target(host, port, false, null, Duration.ZERO, Duration.ofMillis(timeoutMillis)));
    }

    private CompletableFuture<UpgradeResponse> connect(Connector.Target target) {
        CompletableFuture<UpgradeResponse> outcome = new CompletableFuture<>();
        connector.connect(target, REQUEST, new Connector.Exchange() {
            @Override
            public ConnectionHandle responded(UpgradeResponse response, Transport transport) {
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
