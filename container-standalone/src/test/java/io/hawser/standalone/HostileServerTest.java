package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.standalone.client.NettyConnectorTest;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that attack clients on an open connection. {@link NettyConnectorTest} has attacks before that. */
@Timeout(120)
class HostileServerTest {

    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;

    /** Records its callbacks. */
    private static final class Client extends Endpoint {

        private final Queue<String> events = new ConcurrentLinkedQueue<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, text -> events.add("text " + text));
            session.addMessageHandler(ByteBuffer.class, bytes -> events.add("bytes " + bytes.remaining()));
        }

        @Override
        public void onError(Session session, Throwable failure) {
            events.add("error " + failure.getMessage());
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            events.add("close " + reason.getCloseCode().getCode());
        }

        List<String> awaitClose() {
            await().until(() -> events.stream().anyMatch(event -> event.startsWith("close ")));
            return List.copyOf(events);
        }
    }

    private final Logged logged = new Logged("io.hawser");
    private RawServer listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new RawServer(InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        listener.close();
        logged.close();
    }

    /** Connects to a server that plays a script once the connection is open. */
    private Client connect(RawServer.Script script) throws Exception {
        listener.serve(client -> {
            client.send(RawServer.accepting(client.head()));
            script.play(client);
        });
        Client client = new Client();
        ContainerProvider.getWebSocketContainer()
                .connectToServer(
                        client,
                        ClientEndpointConfig.Builder.create().build(),
                        URI.create("ws://localhost:" + listener.port() + "/"));
        return client;
    }

    private void assertFails(int code, String reason, byte[] sent) throws Exception {
        Client client = connect(server -> server.send(sent).rest());

        assertThat(client.awaitClose()).containsExactly("error " + reason, "close " + code);
        assertThat(logged.lines())
                .singleElement()
                .asString()
                .matches("c\\d+ / failed with .*")
                .contains(code + " (" + reason + "); the peer is ")
                .endsWith(":" + listener.port());
    }

    private static byte[] header(long length) {
        return ByteBuffer.allocate(10)
                .put((byte) BINARY)
                .put((byte) 127)
                .putLong(length)
                .array();
    }

    @Test
    void aFrameThatIsMaskedFailsTheConnection() throws Exception {
        assertFails(1002, "Frame from a server is masked", RawPeer.frame("hello"));
    }

    @Test
    void aFrameOfTheGreatestLengthIsRefusedByItsHeader() throws Exception {
        assertFails(
                1009,
                "Binary message of 9223372036854775807 bytes or more exceeds maxBinaryMessageSize 1048576",
                header(Long.MAX_VALUE));
    }

    @Test
    void aLengthWithTheHighestBitFailsTheConnection() throws Exception {
        assertFails(1002, "Frame length with the most significant bit set", header(Long.MIN_VALUE));
    }

    @Test
    void aCloseCodeThatMustNotBeSentFailsTheConnection() throws Exception {
        assertFails(
                1002,
                "Close frame with illegal close code 1006",
                RawPeer.frame(CLOSE, new byte[] {3, (byte) 0xee}, false));
    }

    /** Some systems treat the end of input as the end of the connection, and lose the input before it. */
    @Test
    void itIsForTheServerToEndFirst() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Client client = connect(server -> {
            server.send(RawPeer.frame("masked"));
            server.payload();
            server.socket().setSoTimeout(300);
            try {
                ended.complete(server.rest().length == 0);
            } catch (SocketTimeoutException open) {
                ended.complete(false);
            }
        });

        assertThat(client.awaitClose()).contains("close 1002");
        assertThat(ended.get(20, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aFloodOfPingsHarmsNobody() throws Exception {
        byte[] ping = RawPeer.frame(PING, new byte[125], false);
        Client client = connect(server -> {
            // None of the answers is read.
            for (int i = 0; i < 100_000; i++) {
                server.send(ping);
            }
            server.send(RawPeer.frame(TEXT, "after the flood".getBytes(StandardCharsets.US_ASCII), false));
            server.reset();
        });

        assertThat(client.awaitClose()).contains("close 1006").doesNotContain("close 1002");
        assertThat(logged.lines()).isEmpty();
    }

    @Test
    void aResetAtAnyPointEndsTheSessionOnceWith1006() throws Exception {
        byte[] frame = RawPeer.frame(BINARY, new byte[70_000], false);
        for (int sent : new int[] {0, 1, 5, 10, 40_000}) {
            Client client = connect(server -> {
                server.send(Arrays.copyOf(frame, sent));
                server.reset();
            });

            assertThat(client.awaitClose())
                    .as("after %s bytes", sent)
                    .filteredOn(event -> event.startsWith("close "))
                    .containsExactly("close 1006");
        }
        assertThat(logged.lines()).isEmpty();
    }
}
