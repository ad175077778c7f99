package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.Settings;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that make a server hold much memory, next to a peer that must not be affected. */
@Timeout(120)
class MemoryLimitsTest {

    private static final Queue<Session> OPENED = new ConcurrentLinkedQueue<>();
    private static final Queue<String> HEARD = new ConcurrentLinkedQueue<>();

    /** Receives whole messages, which never become complete. */
    @ServerEndpoint("/held")
    public static class Held {

        @OnOpen
        public void open(Session session) {
            OPENED.add(session);
        }

        @OnMessage
        public void take(ByteBuffer message) {
            HEARD.add("message of " + message.remaining());
        }

        @OnError
        public void failed(Throwable failure) {
            HEARD.add("error " + failure.getMessage());
        }

        @OnClose
        public void close(CloseReason reason) {
            HEARD.add("close " + reason.getCloseCode().getCode());
        }
    }

    private final List<RawPeer> peers = new ArrayList<>();
    private final Logged logged = new Logged("io.hawser");

    @BeforeEach
    void forget() {
        OPENED.clear();
        HEARD.clear();
    }

    @AfterEach
    void end() throws Exception {
        for (RawPeer peer : peers) {
            peer.close();
        }
        logged.close();
    }

    private static HawserServer server(Settings settings) throws Exception {
        return HawserServer.builder()
                .addEndpoint(Held.class)
                .addEndpoint(Endpoints.Echo.class)
                .settings(defaults -> defaults.with(settings))
                .host("127.0.0.1")
                .start();
    }

    private RawPeer open(HawserServer server, String handshake) throws Exception {
        RawPeer peer = new RawPeer(new Socket(InetAddress.getByName("127.0.0.1"), server.port())).send(handshake);
        peers.add(peer);
        assertThat(peer.head()).startsWith("HTTP/1.1 101");
        return peer;
    }

    private static void talk(RawPeer bystander) throws Exception {
        bystander.send(RawPeer.frame("hello"));
        assertThat(bystander.text()).isEqualTo("hello");
    }

    private static long heard(String beginning) {
        return HEARD.stream().filter(line -> line.startsWith(beginning)).count();
    }

    /** One frame without FIN of a compressed message that inflates to a little less than a mebibyte. */
    private static byte[] heldBomb() {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(new byte[(1 << 20) - 100]);
        byte[] room = new byte[8192];
        int size = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return RawPeer.frame(0x42, Arrays.copyOf(room, size), true);
    }

    @Test
    void heldBombsTakeNoMoreThanTheBudget() throws Exception {
        byte[] bomb = heldBomb();
        String handshake = RawPeer.handshake("/held")
                .replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n");
        try (HawserServer server = server(Settings.defaults().maxBufferedBytes(8 << 20))) {
            RawPeer bystander = open(server, RawPeer.handshake("/echo"));
            for (int i = 0; i < 40; i++) {
                open(server, handshake).send(bomb);
                talk(bystander);
            }
            await().untilAsserted(() -> assertThat(heard("close 1009")).isGreaterThanOrEqualTo(33));
            talk(bystander);
            assertThat(heard("close")).isEqualTo(heard("close 1009"));
            assertThat(OPENED.stream().filter(Session::isOpen).count()).isPositive();
            assertThat(logged.linesWith("maxBufferedBytes 8388608")).hasSizeGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void receiversThatNeverReadAreEndedAndWhoeverSendsDoesNotNotice() throws Exception {
        try (HawserServer server = server(Settings.defaults().maxBufferedBytes(8 << 20))) {
            RawPeer bystander = open(server, RawPeer.handshake("/echo"));
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server.port()));
                RawPeer deaf = new RawPeer(socket).send(RawPeer.handshake("/held"));
                peers.add(deaf);
                assertThat(deaf.head()).startsWith("HTTP/1.1 101");
            }
            await().until(() -> OPENED.size() == 20);
            ByteBuffer message = ByteBuffer.allocate(64 * 1024);
            while (heard("close 1013") == 0) {
                for (Session session : OPENED) {
                    session.getAsyncRemote().sendBinary(message.duplicate());
                }
                talk(bystander);
            }
            await().untilAsserted(() -> assertThat(logged.linesWith("failed with 1013 (its waiting output, "))
                    .isNotEmpty());
            talk(bystander);
        }
    }

    @Test
    void aReceiverThatNeverReadsIsGivenUpThoughItPings() throws Exception {
        try (HawserServer server = server(Settings.defaults().writeTimeout(Duration.ofMillis(1000)))) {
            RawPeer bystander = open(server, RawPeer.handshake("/echo"));
            RawPeer deaf = open(server, RawPeer.handshake("/held"));
            await().until(() -> !OPENED.isEmpty());
            for (int i = 0; i < 200; i++) {
                OPENED.element().getAsyncRemote().sendBinary(ByteBuffer.allocate(64 * 1024));
            }
            await().untilAsserted(() -> {
                if (HEARD.isEmpty()) {
                    deaf.send(RawPeer.frame(0x89, new byte[0], true));
                }
                talk(bystander);
                assertThat(HEARD)
                        .containsExactly(
                                "error the peer does not read: no output was written within the setting writeTimeout"
                                        + " (1000 ms)",
                                "close 1006");
            });
        }
    }

    private static boolean isRefused(HawserServer server, String from) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), server.port(), InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(RawPeer.handshake("/echo").getBytes(StandardCharsets.UTF_8));
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void connectionsBeyondTheLimitAreClosedAtOnceAndToldInOneLine() throws Exception {
        try (HawserServer server = HawserServer.builder()
                .addEndpoint(Endpoints.Echo.class)
                .host("127.0.0.1")
                .settings(settings -> settings.maxConnections(2))
                .start()) {
            RawPeer bystander = open(server, RawPeer.handshake("/echo"));
            RawPeer other = open(server, RawPeer.handshake("/echo"));
            for (int i = 0; i < 20; i++) {
                assertThat(isRefused(server, "127.0.0.1")).isTrue();
                talk(bystander);
            }
            assertThat(logged.linesWith("maxConnections (2)")).hasSize(1);
            other.close();
            await().until(() -> !isRefused(server, "127.0.0.1"));
            talk(bystander);
        }
    }

    @Test
    void anAddressHasALimitOfItsOwn() throws Exception {
        try (HawserServer server = HawserServer.builder()
                .addEndpoint(Endpoints.Echo.class)
                .host("127.0.0.1")
                .settings(settings -> settings.maxConnectionsPerAddress(1))
                .start()) {
            RawPeer bystander = open(server, RawPeer.handshake("/echo"));
            assertThat(isRefused(server, "127.0.0.1")).isTrue();
            assertThat(isRefused(server, "127.0.0.2")).isFalse();
            talk(bystander);
            assertThat(logged.linesWith("maxConnectionsPerAddress (1)")).hasSize(1);
        }
    }
}
