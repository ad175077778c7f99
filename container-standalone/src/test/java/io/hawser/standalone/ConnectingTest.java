package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.container.HawserContainer;
import io.hawser.handshake.HandshakeException;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Opening handshakes over sockets, for applications that use only the Jakarta API. */
@Timeout(120)
class ConnectingTest {

    private final HawserContainer client = StandaloneContainerProvider.container();

    /** Refuses every client. Uses nothing of Hawser but the names of two user properties. */
    public static final class Refusing extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            config.getUserProperties().put("io.hawser.refuse.status", 401);
            config.getUserProperties().put("io.hawser.refuse.body", "{\"login\":\"first\"}");
            response.getHeaders().put("WWW-Authenticate", List.of("Basic realm=\"chat\""));
            response.getHeaders().put("Content-Type", List.of("application/json"));
        }
    }

    /** Records the responses. */
    public static final class Watching extends ClientEndpointConfig.Configurator {
        final BlockingQueue<Map<String, List<String>>> responses = new LinkedBlockingQueue<>();

        @Override
        public void afterResponse(HandshakeResponse response) {
            responses.add(response.getHeaders());
        }
    }

    /** Fails in its first callback. */
    public static final class FailingOpen extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            throw new IllegalStateException("broken by design");
        }
    }

    private static URI uri(ServerSocket listener) {
        return URI.create("ws://localhost:" + listener.getLocalPort() + "/");
    }

    @Test
    void aRefusalOfTheApplicationReachesTheClientWhole() throws Exception {
        ServerEndpointConfig refusing = ServerEndpointConfig.Builder.create(CollectingClient.class, "/refusing")
                .configurator(new Refusing())
                .build();
        try (HawserServer server = HawserServer.builder().addEndpoint(refusing).start()) {
            Watching watching = new Watching();
            DeploymentException thrown = catchThrowableOfType(
                    DeploymentException.class,
                    () -> ContainerProvider.getWebSocketContainer()
                            .connectToServer(
                                    new CollectingClient(),
                                    ClientEndpointConfig.Builder.create()
                                            .configurator(watching)
                                            .build(),
                                    server.uri().resolve("refusing")));

            assertThat(thrown).hasMessageContaining("the server answered 401");
            assertThat(thrown.getCause()).isInstanceOfSatisfying(HandshakeException.class, failure -> {
                assertThat(failure.response().status()).isEqualTo(401);
                assertThat(failure.response().headers().all("WWW-Authenticate"))
                        .containsExactly("Basic realm=\"chat\"");
                assertThat(failure.response().headers().all("Content-Type")).containsExactly("application/json");
                assertThat(failure.response().headers().all("Connection")).containsExactlyInAnyOrder("close");
                assertThat(failure.response().headers().contains("Sec-WebSocket-Accept"))
                        .isFalse();
                assertThat(new String(failure.response().body(), StandardCharsets.UTF_8))
                        .isEqualTo("{\"login\":\"first\"}");
            });
            assertThat(watching.responses)
                    .as("before connectToServer has thrown")
                    .hasSize(1);
            assertThat(watching.responses.element()).containsKey("www-authenticate");
        }
    }

    @Test
    void aConnectThatHangsIsGivenUpWithTheSettingsName() throws Exception {
        List<SocketChannel> crowd = new ArrayList<>();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Connections are not accepted. So the queue is full, and further attempts get no answer.
            for (int i = 0; i < 8; i++) {
                SocketChannel one = SocketChannel.open();
                one.configureBlocking(false);
                one.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()));
                crowd.add(one);
            }
            ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
            config.getUserProperties().put("io.hawser.connectTimeout", 200);

            assertThatThrownBy(() -> client.connectToServer(new CollectingClient(), config, uri(listener)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("while the TCP connection was opened")
                    .hasMessageContaining("the setting connectTimeout (200 ms)");
        } finally {
            for (SocketChannel one : crowd) {
                one.close();
            }
        }
    }

    @Test
    void theTimeToConnectDoesNotBoundTheHandshake() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
            config.getUserProperties().put("io.hawser.connectTimeout", 1500);
            config.getUserProperties().put("io.hawser.openTimeout", 1600);

            assertThatThrownBy(() -> client.connectToServer(new CollectingClient(), config, uri(listener)))
                    .hasMessageContaining("in the opening handshake")
                    .hasMessageContaining("the setting openTimeout (1600 ms)");
        }
    }

    @Test
    void connectAsyncOpensASessionOffTheIoThreads() throws Exception {
        try (HawserServer server =
                HawserServer.builder().addEndpoint(Endpoints.Echo.class).start()) {
            CompletableFuture<Thread> completedOn = new CompletableFuture<>();
            CollectingClient collecting = new CollectingClient();
            CompletableFuture<Session> connecting =
                    client.connectAsync(collecting, null, server.uri().resolve("echo"));
            CompletableFuture<String> answered = connecting.thenApply(session -> {
                completedOn.complete(Thread.currentThread());
                return session.getAsyncRemote().sendText("hello").isDone() ? "sent" : "sending";
            });

            assertThat(answered.get(30, TimeUnit.SECONDS)).isIn("sent", "sending");
            assertThat(collecting.next()).isEqualTo("hello");
            assertThat(completedOn.join().getName()).doesNotContain("-io");
            connecting.join().close();
        }
    }

    @Test
    void aCancelledConnectEndsItsConnection() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Watching watching = new Watching();
            CompletableFuture<Session> connecting = client.connectAsync(
                    new CollectingClient(),
                    ClientEndpointConfig.Builder.create().configurator(watching).build(),
                    uri(listener));
            try (RawPeer server = new RawPeer(listener.accept())) {
                server.head();
                assertThat(connecting).isNotDone();
                connecting.cancel(true);
                assertThat(server.rest()).as("until the end").isEmpty();
            }
            assertThat(watching.responses.poll(30, TimeUnit.SECONDS))
                    .as("there was no response")
                    .isEmpty();
        }
    }

    @Test
    void anEndpointWhoseOnOpenFailsEndsItsConnection() throws Exception {
        ServerEndpointConfig failing = ServerEndpointConfig.Builder.create(FailingOpen.class, "/failing")
                .build();
        try (HawserServer server = HawserServer.builder()
                .addEndpoint(failing)
                .addEndpoint(Endpoints.Echo.class)
                .start()) {
            CollectingClient collecting = new CollectingClient();
            client.connectToServer(collecting, null, server.uri().resolve("failing"));
            assertThat(collecting.closeCode()).isEqualTo(1011);

            Session session =
                    client.connectToServer(new FailingOpen(), null, server.uri().resolve("echo"));
            Awaitility.await().until(() -> !session.isOpen());
            Awaitility.await().until(() -> ((HawserContainer) server.container()).isIdle());
        }
        Awaitility.await().until(client::isIdle);
    }

    /** The context class loader finds no provider. A caller that has the container does not need a provider. */
    @Test
    void clientsNeedNoParticularContextClassLoader() throws Exception {
        assertThat(ContainerProvider.getWebSocketContainer())
                .isSameAs(ContainerProvider.getWebSocketContainer())
                .isSameAs(StandaloneContainerProvider.container());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(null) {});
        try (HawserServer server =
                HawserServer.builder().addEndpoint(Endpoints.Echo.class).start()) {
            CollectingClient collecting = new CollectingClient();
            try (Session session = StandaloneContainerProvider.container()
                    .connectToServer(collecting, null, server.uri().resolve("echo"))) {
                session.getBasicRemote().sendText("hello");
                assertThat(collecting.next()).isEqualTo("hello");
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void theNumbersOfThreadsAreSettings() throws Exception {
        Settings one = Settings.defaults().ioThreads(1).maxThreads(2);
        try (HawserServer server = HawserServer.builder()
                .addEndpoint(Endpoints.Echo.class)
                .settings(defaults -> defaults.with(one))
                .start()) {
            assertThat(server.port()).isPositive();
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("hawser-server-io")))
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThatThrownBy(() -> HawserServer.builder()
                        .settings(defaults -> defaults.with(one).maxThreads(1))
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxThreads (1)")
                .hasMessageContaining("ioThreads (1)");
    }

    @Test
    void theBuilderCountsMoreThanASystemPropertyAndLeavesTheOthers() throws Exception {
        System.setProperty(Setting.IDLE_TIMEOUT.property(), "1111");
        System.setProperty(Setting.ASYNC_SEND_TIMEOUT.property(), "2222");
        try (HawserServer server = HawserServer.builder()
                .settings(settings -> settings.idleTimeout(Duration.ofMillis(3333)))
                .start()) {
            assertThat(server.container().getDefaultMaxSessionIdleTimeout()).isEqualTo(3333);
            assertThat(server.container().getDefaultAsyncSendTimeout()).isEqualTo(2222);
        } finally {
            System.clearProperty(Setting.IDLE_TIMEOUT.property());
            System.clearProperty(Setting.ASYNC_SEND_TIMEOUT.property());
        }
    }

    /** Closes the server before it connects to it. */
    public static final class Closing extends ClientEndpointConfig.Configurator {
        private final HawserServer server;

        Closing(HawserServer server) {
            this.server = server;
        }

        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            server.close();
        }
    }

    @Test
    void anAttemptForWhichThereAreNoThreadsAnyMoreFails() throws Exception {
        HawserServer server = HawserServer.builder().start();
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .configurator(new Closing(server))
                .build();
        assertThatThrownBy(() -> server.container().connectToServer(new CollectingClient(), config, server.uri()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the container has ended");
    }
}
