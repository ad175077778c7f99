package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.hawser.Setting;
import io.hawser.container.HawserServerContainer;
import io.hawser.standalone.scanned.Scanned;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class HawserServerTest {

    private static HawserServerBuilder echo() {
        return HawserServer.builder().addEndpoint(Endpoints.Echo.class);
    }

    private static Session connect(CollectingClient client, HawserServer server, String path) throws Exception {
        return ContainerProvider.getWebSocketContainer()
                .connectToServer(
                        client, ClientEndpointConfig.Builder.create().build(), URI.create(server.uri() + path));
    }

    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    @Test
    void messagesOfAllSizesComeBack() throws Exception {
        try (HawserServer server = echo().settings(
                        settings -> settings.maxTextMessageSize(17 << 20).maxBinaryMessageSize(17 << 20))
                .start()) {
            CollectingClient client = new CollectingClient();
            Session session = connect(client, server, "echo");
            session.setMaxBinaryMessageBufferSize(17 << 20);
            session.setMaxTextMessageBufferSize(17 << 20);
            for (int size : new int[] {0, 1, 125, 126, 65_535, 65_536, 1 << 20, 16 << 20}) {
                byte[] bytes = new byte[size];
                new Random(size).nextBytes(bytes);
                session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
                assertThat(client.next()).as("%s bytes", size).isEqualTo(ByteBuffer.wrap(bytes));
                String text = "ä".repeat(size / 2);
                session.getBasicRemote().sendText(text);
                assertThat(client.next()).isEqualTo(text);
            }
        }
    }

    @Test
    void blockingSendsInOnOpenGetAway() throws Exception {
        try (HawserServer server =
                HawserServer.builder().addEndpoint(Endpoints.Greeting.class).start()) {
            CollectingClient client = new CollectingClient();
            connect(client, server, "greeting");
            for (int i = 0; i < Endpoints.Greeting.MESSAGES; i++) {
                assertThat(client.next()).isEqualTo(Endpoints.Greeting.MESSAGE);
            }
        }
    }

    @Test
    void asyncMessagesComeBackInOrder() throws Exception {
        try (HawserServer server = echo().start()) {
            CollectingClient client = new CollectingClient();
            Session session = connect(client, server, "echo");
            int count = 20_000;
            List<Future<Void>> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sent.add(session.getAsyncRemote().sendText("message " + i));
            }
            for (int i = 0; i < count; i++) {
                assertThat(client.next()).isEqualTo("message " + i);
            }
            for (Future<Void> future : sent) {
                future.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void anEndpointThatBlocksStopsNoOtherConnection() throws Exception {
        Endpoints.Blocking.release = new CountDownLatch(1);
        try (HawserServer server =
                HawserServer.builder().addEndpoint(Endpoints.Blocking.class).start()) {
            List<CollectingClient> blocked = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                CollectingClient client = new CollectingClient();
                blocked.add(client);
                Session session = connect(client, server, "blocking");
                session.getBasicRemote().sendText("wait " + i);
                session.getBasicRemote().sendText("behind " + i);
            }
            for (int i = 0; i < 10; i++) {
                CollectingClient client = new CollectingClient();
                connect(client, server, "blocking").getBasicRemote().sendText("hello " + i);
                assertThat(client.next()).isEqualTo("hello " + i);
            }
            assertThat(blocked).allMatch(client -> client.messages.isEmpty());

            Endpoints.Blocking.release.countDown();
            for (int i = 0; i < 20; i++) {
                assertThat(blocked.get(i).next()).isEqualTo("wait " + i);
                assertThat(blocked.get(i).next()).isEqualTo("behind " + i);
            }
        }
    }

    @Test
    void closingTheServerTellsEveryone1001AndLeavesNoThread() throws Exception {
        HawserServer server = echo().start();
        List<CollectingClient> clients = new ArrayList<>();
        // This client connects first, because a connection that is not accepted before the server stops listening is
        // reset.
        try (RawPeer silent = RawPeer.connect(server.port())) {
            for (int i = 0; i < 50; i++) {
                clients.add(new CollectingClient());
                connect(clients.get(i), server, "echo");
            }
            server.close();
            server.close();
            server.awaitClosed();
            assertThat(silent.rest()).isEmpty();
        }
        for (CollectingClient client : clients) {
            assertThat(client.closeCode()).isEqualTo(1001);
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(threads("hawser-server")).isEmpty());
        assertThatThrownBy(() -> connect(new CollectingClient(), server, "echo"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void closingDoesNotWaitForPeersThatDoNotAnswer() throws Exception {
        HawserServer server = echo().settings(settings -> settings.shutdownTimeout(Duration.ofMillis(200)))
                .start();
        try (RawPeer mute = RawPeer.connect(server.port())) {
            mute.send(RawPeer.handshake("/echo")).head();
            server.close();
            assertThat(mute.bytes(4)).startsWith((byte) 0x88).endsWith((byte) (1001 >> 8), (byte) 1001);
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(threads("hawser-server")).isEmpty());
    }

    @Test
    void theThreadsOfClientsGoAwhileAfterTheirLastConnection() throws Exception {
        try (HawserServer server = echo().start()) {
            CollectingClient client = new CollectingClient();
            Session session = connect(client, server, "echo");
            assertThat(threads("hawser-client")).isNotEmpty();
            session.close();
            client.closeCode();
        }
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(threads("hawser-client")).isEmpty());
        try (HawserServer server = echo().start()) {
            CollectingClient again = new CollectingClient();
            connect(again, server, "echo").getBasicRemote().sendText("again");
            assertThat(again.next()).isEqualTo("again");
        }
    }

    @Test
    void clientsGetTheSameContainerEveryTime() {
        WebSocketContainer container = ContainerProvider.getWebSocketContainer();
        assertThat(ContainerProvider.getWebSocketContainer()).isSameAs(container);
    }

    @Test
    void anEndpointIsToldHowItsSessionEnded() throws Exception {
        Endpoints.Closing.CODES.clear();
        try (HawserServer server =
                HawserServer.builder().addEndpoint(Endpoints.Closing.class).start()) {
            RawPeer reset = RawPeer.connect(server.port());
            reset.send(RawPeer.handshake("/closing")).head();
            reset.reset();
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(Endpoints.Closing.CODES).as("a reset").containsExactly(1006));
            // An end without a Close frame is reported as 1006.
            RawPeer half = RawPeer.connect(server.port());
            half.send(RawPeer.handshake("/closing")).head();
            half.endOutput();
            assertThat(half.rest()).isEmpty();
            half.close();
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(Endpoints.Closing.CODES).as("EOF").containsExactly(1006, 1006));
            RawPeer closed = RawPeer.connect(server.port());
            closed.send(RawPeer.handshake("/closing")).head();
            closed.send(RawPeer.frame("close"));
            assertThat(closed.bytes(2)).startsWith((byte) 0x88);
            closed.close();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(Endpoints.Closing.CODES).containsExactly(1006, 1006, 1000));
        }
    }

    @Test
    void aPortInUseIsToldWithTheBuildersWords() throws Exception {
        try (HawserServer first = echo().start()) {
            assertThatThrownBy(() -> echo().port(first.port()).start())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("localhost")
                    .hasMessageEndingWith("port " + first.port() + ": Address already in use");
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(threads("hawser-server")).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(names = {"MAX_THREADS", "IO_THREADS"})
    void aNumberOfThreadsThatIsNoneIsTold(Setting setting) {
        String property = setting.property();
        System.setProperty(property, "abc");
        try {
            assertThatThrownBy(() -> echo().start())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("system property " + property + " must be a whole number, not \"abc\"");
        } finally {
            System.clearProperty(property);
        }
        assertThat(threads("hawser-server")).isEmpty();
    }

    @Test
    void aTlsContextThatWasNeverInitialisedStartsNothing() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        assertThatThrownBy(() -> echo().tls(context).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tls: the SSLContext is not initialised");
        assertThat(threads("hawser-server")).isEmpty();
    }

    @Test
    void aPortThatIsTakenIsToldOnce() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            assertThatThrownBy(() ->
                            HawserServer.builder().port(other.getLocalPort()).start())
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot listen on host localhost, port " + other.getLocalPort()
                            + ": Address already in use")
                    .hasNoCause();
        }
    }

    @Test
    void aHostWithoutAnAddressIsTold() {
        assertThatThrownBy(() -> echo().host("no-such-host.invalid").start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("host \"no-such-host.invalid\"");
    }

    /** A proxy may send the whole URI (RFC 9112, section 3.2.2). */
    @Test
    void aRequestTargetMayBeAWholeUri() throws Exception {
        try (HawserServer server = echo().contextPath("/app").start();
                RawPeer peer = RawPeer.connect(server.port())) {
            assertThat(peer.send(RawPeer.handshake("http://localhost/app/echo")).head())
                    .startsWith("HTTP/1.1 101 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app", "/app/", "//app", "/a b", "/a?b", "/{x}"})
    void aContextPathThatIsNoneIsTold(String path) {
        assertThatThrownBy(() -> HawserServer.builder().contextPath(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contextPath")
                .hasMessageContaining("\"" + path + "\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void aPortThatIsNoneIsTold(int port) {
        assertThatThrownBy(() -> HawserServer.builder().port(port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("port")
                .hasMessageContaining(String.valueOf(port));
    }

    @Test
    void nullIsToldByName() {
        HawserServerBuilder builder = HawserServer.builder();
        assertThatThrownBy(() -> builder.host(null)).hasMessage("host");
        assertThatThrownBy(() -> builder.contextPath(null)).hasMessage("contextPath");
        assertThatThrownBy(() -> builder.addEndpoint((Class<?>) null)).hasMessage("endpointClass");
        assertThatThrownBy(() -> builder.addEndpoint((ServerEndpointConfig) null))
                .hasMessage("config");
        assertThatThrownBy(() -> builder.tls(null)).hasMessage("tls");
        assertThatThrownBy(() -> builder.settings(null)).hasMessage("settings");
        assertThatThrownBy(() -> builder.host(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClassThatIsNoEndpointStartsNothing() {
        assertThatThrownBy(() -> echo().addEndpoint(String.class).start()).isInstanceOf(DeploymentException.class);
        assertThat(threads("hawser-server")).isEmpty();
    }

    @Test
    void anEndpointIsFoundByTheNameOfItsClass() throws Exception {
        try (HawserServer server = HawserServer.builder()
                .addEndpoint(Endpoints.Echo.class.getName())
                .addEndpoint(Endpoints.Echo.class)
                .start()) {
            CollectingClient client = new CollectingClient();
            connect(client, server, "echo").getBasicRemote().sendText("by name");
            assertThat(client.next()).isEqualTo("by name");
        }
        assertThatThrownBy(() ->
                        HawserServer.builder().addEndpoint("no.such.Endpoint").start())
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("no.such.Endpoint");
        assertThatThrownBy(() -> HawserServer.builder()
                        .addEndpoint(String.class.getName())
                        .start())
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void packagesAreScannedForEndpoints() throws Exception {
        getClass().getModule().addOpens(Scanned.class.getPackageName(), HawserServerContainer.class.getModule());
        try (HawserServer server =
                HawserServer.builder().scan(Scanned.class.getPackageName()).start()) {
            CollectingClient client = new CollectingClient();
            connect(client, server, "scanned").getBasicRemote().sendText("found");
            assertThat(client.next()).isEqualTo("found");
        }
    }

    @Test
    void aScanThatFindsNothingIsLogged() throws Exception {
        try (Logged logged = new Logged();
                HawserServer server =
                        HawserServer.builder().scan("no.such.pack").start()) {
            assertThat(server.port()).isPositive();
            assertThat(logged.linesWith("no public annotated class to deploy"))
                    .singleElement(STRING)
                    .endsWith("[no.such.pack]");
        }
    }

    @Test
    void urisNameHostPortAndContext() throws Exception {
        try (HawserServer server = echo().contextPath("/app").start()) {
            assertThat(server.uri()).isEqualTo(URI.create("ws://localhost:" + server.port() + "/app/"));
            assertThat(server.httpUri()).isEqualTo(URI.create("http://localhost:" + server.port() + "/app/"));
            CollectingClient client = new CollectingClient();
            connect(client, server, "echo").getBasicRemote().sendText("in a context");
            assertThat(client.next()).isEqualTo("in a context");
        }
    }

    @Test
    void anEndpointThatIsAddedWhileTheServerRunsIsFound() throws Exception {
        try (HawserServer server = HawserServer.builder().start()) {
            server.container()
                    .addEndpoint(ServerEndpointConfig.Builder.create(Endpoints.Echo.class, "/later")
                            .build());
            CollectingClient client = new CollectingClient();
            connect(client, server, "later").getBasicRemote().sendText("late");
            assertThat(client.next()).isEqualTo("late");
        }
    }

    @Test
    void anEndpointMayCloseItsOwnServer() throws Exception {
        HawserServer server = HawserServer.builder()
                .addEndpoint(Endpoints.Stopping.class)
                .settings(settings -> settings.shutdownTimeout(Duration.ofMillis(100)))
                .start();
        Endpoints.Stopping.server = server;
        CollectingClient client = new CollectingClient();
        connect(client, server, "stopping").getBasicRemote().sendText("stop");

        server.awaitClosed();
        assertThat(client.closeCode()).isEqualTo(1001);
        Awaitility.await()
                .untilAsserted(() -> assertThat(threads("hawser-server")).isEmpty());
    }

    @Test
    void badContentLengthIsABadRequest() throws Exception {
        try (HawserServer server = echo().start();
                RawPeer peer = RawPeer.connect(server.port())) {
            peer.send("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n");
            assertThat(new String(peer.rest(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void nobodyWaitsForAClientThatWasRefusedAndStays() throws Exception {
        try (HawserServer server = HawserServer.builder().start();
                RawPeer refused = RawPeer.connect(server.port())) {
            refused.send(RawPeer.handshake("/nothing")).rest();
            assertThat(server.isBusy()).isFalse();
        }
    }

    @Test
    void aWebSocketConnectionIsWaitedForUntilItsPeerHasRead() throws Exception {
        try (HawserServer server =
                        HawserServer.builder().addEndpoint(Endpoints.Echo.class).start();
                RawPeer closed = RawPeer.connect(server.port())) {
            closed.send(RawPeer.handshake("/echo")).head();
            closed.send(RawPeer.frame(0x88, new byte[0], true)).rest();
            assertThat(server.isBusy()).isTrue();
        }
    }
}
