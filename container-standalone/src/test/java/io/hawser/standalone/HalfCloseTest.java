package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A peer that ends its output may still read. It gets all its output, or the connection is closed. */
@Timeout(120)
class HalfCloseTest {

    private static final int OPEN_TIMEOUT = 500;
    private static final int MESSAGES = 12;
    /** This many messages exceed the buffers of all sockets. */
    private static final int MESSAGE_SIZE = 1 << 20;

    private static byte[] file;
    private static Path site;
    private static Certificates certificates;

    private HawserServer server;

    /** The ways in which a client ends its output. */
    enum Way {
        FIN(null),
        FIN_BELOW_TLS("TLSv1.3"),
        CLOSE_NOTIFY_OF_TLS_1_2("TLSv1.2"),
        CLOSE_NOTIFY_OF_TLS_1_3("TLSv1.3");

        private final String tls;

        Way(String tls) {
            this.tls = tls;
        }

        /** {@return whether a peer can end only one direction; in TLS 1.2 both directions end} */
        boolean isOfOneDirection() {
            return this != CLOSE_NOTIFY_OF_TLS_1_2;
        }
    }

    /** A client that ends its output in some way. */
    private static final class Client implements AutoCloseable {

        private final Way way;
        private final Socket socket;
        private final RawPeer peer;

        Client(Way way, int port) throws Exception {
            this.way = way;
            // The TLS socket ends the output of the TCP socket together with its own.
            socket = new Socket() {
                @Override
                public void shutdownOutput() throws IOException {
                    if (!way.name().startsWith("CLOSE_NOTIFY")) {
                        super.shutdownOutput();
                    }
                }
            };
            socket.setReceiveBufferSize(64 * 1024);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            if (way.tls == null) {
                peer = new RawPeer(socket);
            } else {
                SSLSocket tls = (SSLSocket)
                        certificates.client().getSocketFactory().createSocket(socket, "localhost", port, true);
                tls.setEnabledProtocols(new String[] {way.tls});
                peer = new RawPeer(tls);
            }
        }

        void endOutput() throws IOException {
            if (way.name().startsWith("FIN")) {
                socket.shutdownOutput();
            } else {
                peer.endOutput();
            }
        }

        /** Waits until the buffers of the sockets are full. */
        void awaitJam() throws IOException {
            int[] available = new int[1];
            Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
                int before = available[0];
                available[0] = socket.getInputStream().available();
                return available[0] > 0 && available[0] == before;
            });
        }

        /** Requests the large file. */
        Client get() throws IOException {
            peer.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return this;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @BeforeAll
    static void prepare(@TempDir Path directory) throws Exception {
        certificates = Certificates.of(directory, "dns:localhost,ip:127.0.0.1");
        file = new byte[8 << 20];
        new Random(3).nextBytes(file);
        site = Files.createDirectory(directory.resolve("site"));
        Files.write(site.resolve("large.bin"), file);
        Files.write(site.resolve("medium.bin"), Arrays.copyOf(file, 60_000));
        Files.writeString(site.resolve("small.txt"), "small");
    }

    private void start(Way way) throws Exception {
        HawserServerBuilder builder = HawserServer.builder()
                .addEndpoint(Endpoints.Echo.class)
                .staticFiles(site)
                .settings(settings -> settings.openTimeout(Duration.ofMillis(OPEN_TIMEOUT))
                        .closeTimeout(Duration.ofMillis(OPEN_TIMEOUT))
                        .maxBinaryMessageSize(MESSAGE_SIZE));
        server = (way.tls == null ? builder : builder.tls(certificates.server())).start();
    }

    @AfterEach
    void end() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "CLOSE_NOTIFY_OF_TLS_1_2", mode = EnumSource.Mode.EXCLUDE)
    void aFileArrivesWhole(Way way) throws Exception {
        start(way);
        try (Client client = new Client(way, server.port()).get()) {
            client.endOutput();
            client.awaitJam();
            client.peer.head();
            byte[] received = client.peer.rest();
            assertThat(Arrays.equals(received, file))
                    .as("%s bytes are the file", received.length)
                    .isTrue();
        }
    }

    @Test
    void whatWasAskedForBeforeTheEndIsAnswered() throws Exception {
        start(Way.FIN);
        try (RawPeer peer = RawPeer.connect(server.port())) {
            String request = "GET /small.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
            peer.send(request + request + "GET /small.txt HTTP").endOutput();
            assertThat(new String(peer.rest(), StandardCharsets.UTF_8).split("HTTP/1.1 200 OK"))
                    .hasSize(3);
        }
    }

    /**
     * If a peer closes without reading, the output is dropped. If it stays, the connection is aborted after a timeout.
     */
    @ParameterizedTest
    @EnumSource
    void noDescriptorIsKept(Way way) throws Exception {
        start(way);
        List<Client> clients = new ArrayList<>();
        try (Client good = new Client(way, server.port())) {
            good.peer.send(RawPeer.handshake("/echo")).head();
            Descriptors before = Descriptors.now();
            for (int i = 0; i < 20; i++) {
                Client client = new Client(way, server.port()).get();
                clients.add(client);
                client.endOutput();
                good.peer.send(RawPeer.frame("message " + i));
                assertThat(good.peer.text()).isEqualTo("message " + i);
                if (i % 2 == 0) {
                    client.close();
                }
            }
            before.awaitNoMoreThan(10);
            for (Client client : clients) {
                client.close();
            }
            before.awaitNoMoreThan(0);
            good.peer.send(RawPeer.frame("still here"));
            assertThat(good.peer.text()).isEqualTo("still here");
        }
    }

    /** The answer is an HTTP response without a file, and the buffers are full. */
    @ParameterizedTest
    @EnumSource
    void aRefusalThatNobodyReadsIsGivenUp(Way way) throws Exception {
        start(way);
        Descriptors before = Descriptors.now();
        try (Client client = new Client(way, server.port())) {
            String request = "GET /medium.bin HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.peer.send(request.repeat(100) + RawPeer.handshake("/nowhere"));
            client.endOutput();
            before.awaitNoMoreThan(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void allAnswersOfASessionArrive(Way way) throws Exception {
        start(way);
        byte[] message = Arrays.copyOf(file, MESSAGE_SIZE);
        Descriptors before = Descriptors.now();
        try (Client client = new Client(way, server.port())) {
            client.peer.send(RawPeer.handshake("/echo")).head();
            CompletableFuture<Integer> answers = CompletableFuture.supplyAsync(() -> count(client, message));
            for (int i = 0; i < MESSAGES; i++) {
                client.peer.send(RawPeer.frame(0x82, message, true));
            }
            client.endOutput();
            int arrived = answers.get(60, TimeUnit.SECONDS);
            if (way.isOfOneDirection()) {
                assertThat(arrived).isEqualTo(MESSAGES);
            }
        }
        before.awaitNoMoreThan(0);
    }

    private static int count(Client client, byte[] message) {
        int answers = 0;
        try {
            while (Arrays.equals(client.peer.payload(), message)) {
                answers++;
            }
        } catch (IOException e) {
            // The end: an orderly one or a reset.
        }
        return answers;
    }

    @ParameterizedTest
    @EnumSource
    void noDescriptorOfASessionIsKept(Way way) throws Exception {
        start(way);
        byte[] message = Arrays.copyOf(file, MESSAGE_SIZE);
        Descriptors before = Descriptors.now();
        try (Client client = new Client(way, server.port())) {
            client.peer.send(RawPeer.handshake("/echo")).head();
            // As many messages as the sockets and the queue of the session take.
            for (int i = 0; i < 3; i++) {
                client.peer.send(RawPeer.frame(0x82, message, true));
            }
            client.endOutput();
            before.awaitNoMoreThan(1);
        }
    }

    /** Hawser's client writes like that too. */
    @Test
    void allAnswersOfAClientArrive() throws Exception {
        byte[] message = Arrays.copyOf(file, MESSAGE_SIZE);
        CompletableFuture<Integer> answers = new CompletableFuture<>();
        try (RawServer other = new RawServer(InetAddress.getLoopbackAddress())) {
            other.serve(peer -> {
                peer.send(RawServer.accepting(peer.head()));
                for (int i = 0; i < MESSAGES; i++) {
                    peer.send(RawPeer.frame(0x82, message, false));
                }
                peer.endOutput();
                int count = 0;
                for (; count < MESSAGES; count++) {
                    assertThat(peer.payload()).isEqualTo(message);
                }
                answers.complete(count);
            });
            connectEcho(other.port());
            assertThat(answers.get(60, TimeUnit.SECONDS)).isEqualTo(MESSAGES);
        }
    }

    private static void connectEcho(int port) throws Exception {
        Endpoint echo = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>)
                        message -> session.getAsyncRemote().sendBinary(message));
            }
        };
        ContainerProvider.getWebSocketContainer()
                .connectToServer(
                        echo,
                        ClientEndpointConfig.Builder.create().build(),
                        URI.create("ws://localhost:" + port + "/"));
    }
}
