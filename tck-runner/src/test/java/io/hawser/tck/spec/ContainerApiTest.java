package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * The promises of the Javadoc of {@link WebSocketContainer}, {@link ServerContainer}, {@link ContainerProvider} and
 * {@link DeploymentException}.
 */
class ContainerApiTest {

    private static final ClientEndpointConfig CONFIG =
            ClientEndpointConfig.Builder.create().build();

    @Test
    @Proves("ContainerProvider")
    void providerGivesAContainer() {
        assertThat(ContainerProvider.getWebSocketContainer())
                .isNotNull()
                .isInstanceOf(WebSocketContainer.class)
                .isNotInstanceOf(ServerContainer.class);
    }

    @Test
    @Proves("WebSocketContainer")
    void defaultsApplyToNewSessions() throws Exception {
        try (Site site = Held.site()) {
            ServerContainer container = site.server().container();
            site.connect(new Client(), "/held");
            Session before = Held.next();
            int textBefore = before.getMaxTextMessageBufferSize();
            container.setDefaultMaxSessionIdleTimeout(50_000);
            container.setAsyncSendTimeout(60_000);
            container.setDefaultMaxTextMessageBufferSize(70);
            container.setDefaultMaxBinaryMessageBufferSize(80);
            assertThat(container.getDefaultMaxSessionIdleTimeout()).isEqualTo(50_000);
            assertThat(container.getDefaultAsyncSendTimeout()).isEqualTo(60_000);
            assertThat(container.getDefaultMaxTextMessageBufferSize()).isEqualTo(70);
            assertThat(container.getDefaultMaxBinaryMessageBufferSize()).isEqualTo(80);
            site.connect(new Client(), "/held");
            // The container of a server connects clients too, which have its defaults.
            Session client = container.connectToServer(new Client(), CONFIG, site.uri("/held"));
            for (Session session : List.of(Held.next(), client)) {
                assertThat(session.getMaxIdleTimeout()).isEqualTo(50_000);
                assertThat(session.getAsyncRemote().getSendTimeout()).isEqualTo(60_000);
                assertThat(session.getMaxTextMessageBufferSize()).isEqualTo(70);
                assertThat(session.getMaxBinaryMessageBufferSize()).isEqualTo(80);
            }
            assertThat(before.getMaxTextMessageBufferSize()).isEqualTo(textBefore);
        }
    }

    @Test
    @Proves("WebSocketContainer")
    void timeoutsThatAreNotPositiveMeanNone() throws Exception {
        try (Site site = Held.site()) {
            ServerContainer container = site.server().container();
            for (long none : new long[] {0, -1, Long.MIN_VALUE}) {
                container.setDefaultMaxSessionIdleTimeout(none);
                container.setAsyncSendTimeout(none);
                assertThat(container.getDefaultMaxSessionIdleTimeout()).isLessThanOrEqualTo(0);
                assertThat(container.getDefaultAsyncSendTimeout()).isLessThanOrEqualTo(0);
            }
        }
    }

    @Test
    @Proves("WebSocketContainer")
    void timeoutsMayBeAsLongAsALongIs() throws Exception {
        try (Site site = Held.site()) {
            ServerContainer container = site.server().container();
            container.setDefaultMaxSessionIdleTimeout(Long.MAX_VALUE);
            container.setAsyncSendTimeout(Long.MAX_VALUE);
            Client client = new Client();
            Session session = site.connect(client, "/held");
            Held.next().getAsyncRemote().sendText("a");
            client.expect("text a");
            assertThat(session.isOpen()).isTrue();
        }
    }

    @Test
    @Proves("WebSocketContainer")
    void setOfExtensionsIsThere() throws Exception {
        assertThat(ContainerProvider.getWebSocketContainer().getInstalledExtensions())
                .isNotNull();
    }

    /** Has no client annotation. */
    static final class Plain {}

    /** Has no usable constructor. */
    @ClientEndpoint
    static final class Unmakeable {
        private Unmakeable() {
            throw new IllegalStateException("not today");
        }
    }

    /** Has no usable constructor. */
    public static final class UnmakeableEndpoint extends Endpoint {
        public UnmakeableEndpoint(String argument) {}

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            // Is never called.
        }
    }

    @Test
    @Proves({"WebSocketContainer", "DeploymentException"})
    void endpointThatIsNotValidIsADeploymentException() throws Exception {
        try (Site site = Held.site()) {
            WebSocketContainer container = site.client();
            URI uri = site.uri("/held");
            List<ThrowingCallable> connects = List.of(
                    () -> container.connectToServer(new Plain(), uri),
                    () -> container.connectToServer(Plain.class, uri),
                    () -> container.connectToServer(Unmakeable.class, uri),
                    () -> container.connectToServer(UnmakeableEndpoint.class, CONFIG, uri));
            for (int i = 0; i < connects.size(); i++) {
                assertThatThrownBy(connects.get(i))
                        .as("connect " + i)
                        .isInstanceOf(DeploymentException.class)
                        .hasMessageContaining(getClass().getName());
            }
        }
    }

    @Test
    @Proves("WebSocketContainer")
    void connectionThatCannotBeMadeIsAnIoException() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI uri = URI.create("ws://localhost:" + port + "/");
        assertThatThrownBy(() -> ContainerProvider.getWebSocketContainer().connectToServer(new Client(), CONFIG, uri))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("localhost:" + port);
    }

    @Test
    @Proves("WebSocketContainer")
    void clientWithoutAConfigurationConnects() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            Client client = new Client();
            site.client()
                    .connectToServer(client, null, site.uri("/echo"))
                    .getBasicRemote()
                    .sendText("a");
            client.expect("text a");
        }
    }

    @Test
    @Proves({"WebSocketContainer", "ServerContainer"})
    void missingArgumentsAreRefused() throws Exception {
        try (Site site = Held.site()) {
            ServerContainer container = site.server().container();
            URI uri = site.uri("/held");
            List<ThrowingCallable> calls = List.of(
                    () -> container.connectToServer((Object) null, uri),
                    () -> container.connectToServer((Class<?>) null, uri),
                    () -> container.connectToServer((Endpoint) null, CONFIG, uri),
                    () -> container.connectToServer((Class<? extends Endpoint>) null, CONFIG, uri),
                    () -> container.connectToServer(new Client(), CONFIG, null),
                    () -> container.addEndpoint((Class<?>) null),
                    () -> container.addEndpoint((ServerEndpointConfig) null));
            for (int i = 0; i < calls.size(); i++) {
                assertThatIllegalArgumentException().as("call " + i).isThrownBy(calls.get(i));
            }
        }
    }

    @Test
    @Proves({"ServerContainer", "DeploymentException"})
    void badlyFormedEndpointIsADeploymentException() throws Exception {
        try (Site site = Held.site()) {
            ServerContainer container = site.server().container();
            assertThatThrownBy(() -> container.addEndpoint(Plain.class))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(Plain.class.getName());
            assertThatThrownBy(() -> container.addEndpoint(ServerEndpointConfig.Builder.create(Plain.class, "/plain")
                            .build()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(Plain.class.getName());
        }
    }

    @Test
    @Proves("ServerContainer")
    void thereIsNothingToUpgradeWithoutServlets() throws Exception {
        try (Site site = Held.site()) {
            ServerEndpointConfig config =
                    ServerEndpointConfig.Builder.create(Held.class, "/x").build();
            assertThatThrownBy(() -> site.server()
                            .container()
                            .upgradeHttpToWebSocket(new Object(), new Object(), config, Map.of()))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }
}
