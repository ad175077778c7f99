package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.session.Setting;
import io.hawser.session.Settings;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client's side of opening handshakes, and what comes of those that fail. */
@Timeout(60)
class ClientConnectionsTest {

    private static final URI ECHO = URI.create("ws://localhost/echo");

    private final HawserServerContainer server = new HawserServerContainer(Settings.defaults(), "", null);
    private final MemoryConnector connector = new MemoryConnector(server);
    private final HawserClientContainer client =
            new HawserClientContainer(Settings.defaults().with(Setting.OPEN_TIMEOUT, 1234), connector);

    /** Does nothing. */
    public static class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    /** Does nothing, by annotations. */
    @ClientEndpoint
    public static class Annotated {
        private static final List<Annotated> INSTANCES = new ArrayList<>();

        /** Is made for each connection. */
        @OnOpen
        public void open() {
            INSTANCES.add(this);
        }
    }

    /** Cannot be made. */
    @ClientEndpoint
    public static class Broken {
        /** Throws. */
        public Broken() {
            throw new IllegalStateException("broken by design");
        }
    }

    @BeforeEach
    void deploy() throws DeploymentException {
        server.addEndpoint(ServerEndpointConfig.Builder.create(Silent.class, "/echo")
                .subprotocols(List.of("one"))
                .build());
    }

    @AfterEach
    void nothingIsLeft() {
        connector.pump();
        connector.close();
        assertThat(server.isIdle()).isTrue();
        assertThat(client.isIdle()).isTrue();
    }

    private static ClientEndpointConfig with(ClientEndpointConfig.Configurator configurator) {
        return ClientEndpointConfig.Builder.create().configurator(configurator).build();
    }

    @Test
    void eachWayToNameAnEndpointConnects() throws Exception {
        Annotated.INSTANCES.clear();
        Annotated instance = new Annotated();
        client.connectToServer(instance, ECHO);
        client.connectToServer(Annotated.class, ECHO);
        client.connectToServer(Annotated.class, ECHO);
        client.connectToServer(Silent.class, null, ECHO);
        Session session = client.connectToServer(
                new Silent(),
                ClientEndpointConfig.Builder.create()
                        .preferredSubprotocols(List.of("zero", "one"))
                        .build(),
                ECHO);
        assertThat(Annotated.INSTANCES).hasSize(3).startsWith(instance).doesNotHaveDuplicates();
        assertThat(session.getNegotiatedSubprotocol()).isEqualTo("one");
        assertThat(session.getOpenSessions()).as("of the same class").hasSize(2);
        assertThat(connector.lastTarget.timeoutMillis()).isEqualTo(1234);
    }

    @Test
    void theTargetSaysHostPortAndTls() throws Exception {
        SSLContext tls = SSLContext.getDefault();
        connector.unreachable = new IOException("nobody there");
        assertThatThrownBy(() -> client.connectToServer(
                        new Silent(),
                        ClientEndpointConfig.Builder.create().sslContext(tls).build(),
                        URI.create("wss://[::1]/x?y=z")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nobody there");
        assertThat(connector.lastTarget.host()).isEqualTo("::1");
        assertThat(connector.lastTarget.port()).isEqualTo(443);
        assertThat(connector.lastTarget.secure()).isTrue();
        assertThat(connector.lastTarget.tls()).isSameAs(tls);
        assertThat(connector.lastRequest.target()).isEqualTo("/x?y=z");
    }

    @Test
    void aConfiguratorAddsHeadersAndCannotReplaceThoseOfTheHandshake() throws Exception {
        client.connectToServer(
                new Silent(),
                with(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("Authorization", List.of("Basic x"));
                        headers.put("Cookie", List.of("a=1", "b=2"));
                        headers.put("Host", List.of("elsewhere"));
                        headers.put("sec-websocket-key", List.of("AAAA"));
                    }
                }),
                ECHO);
        Headers sent = connector.lastRequest.headers();
        assertThat(sent.all("Authorization")).containsExactly("Basic x");
        assertThat(sent.all("Cookie")).containsExactly("a=1", "b=2");
        assertThat(sent.all("Host")).containsExactly("localhost");
        assertThat(sent.all("Sec-WebSocket-Key")).hasSize(1).doesNotContain("AAAA");
    }

    @Test
    void aConfiguratorCannotInjectALineIntoTheRequest() {
        assertThatThrownBy(() -> client.connectToServer(
                        new Silent(),
                        with(new ClientEndpointConfig.Configurator() {
                            @Override
                            public void beforeRequest(Map<String, List<String>> headers) {
                                headers.put("X-Name", List.of("x\r\nHost: elsewhere"));
                            }
                        }),
                        ECHO))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("X-Name");
        assertThat(connector.lastRequest).isNull();
    }

    @Test
    void aRefusalIsToldWithItsReason() {
        List<String> seen = new ArrayList<>();
        assertThatThrownBy(() -> client.connectToServer(
                        new Silent(),
                        with(new ClientEndpointConfig.Configurator() {
                            @Override
                            public void afterResponse(HandshakeResponse response) {
                                seen.addAll(response.getHeaders().get("content-type"));
                            }
                        }),
                        URI.create("ws://localhost/nothing")))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("404")
                .hasMessageContaining("there is no WebSocket endpoint at /nothing");
        assertThat(seen).hasSize(1);
    }

    private void answerWith(String name, String value) {
        connector.change = upgrade -> {
            Headers headers = Headers.builder()
                    .addAll(upgrade.response().headers())
                    .set(name, value)
                    .build();
            UpgradeResponse response = new UpgradeResponse(101, "", headers, new byte[0]);
            return new Upgrade.Accepted(response, ((Upgrade.Accepted) upgrade).opening());
        };
    }

    @Test
    void aSubprotocolThatWasNeverOfferedIsNotAccepted() {
        answerWith("Sec-WebSocket-Protocol", "surprise");
        assertThatThrownBy(() -> client.connectToServer(new Silent(), null, ECHO))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("surprise");
    }

    @Test
    void noSubprotocolIsAcceptedThoughOneWasOffered() throws Exception {
        Session session = client.connectToServer(
                new Silent(),
                ClientEndpointConfig.Builder.create()
                        .preferredSubprotocols(List.of("unknown"))
                        .build(),
                ECHO);
        assertThat(session.getNegotiatedSubprotocol()).isEmpty();
    }

    @Test
    void aWrongAcceptIsNotAccepted() {
        answerWith("Sec-WebSocket-Accept", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        assertThatThrownBy(() -> client.connectToServer(new Silent(), null, ECHO))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("Sec-WebSocket-Accept");
    }

    @Test
    void anExtensionThatIsNotInstalledIsNotAccepted() {
        answerWith("Sec-WebSocket-Extensions", "unheard-of");
        assertThatThrownBy(() -> client.connectToServer(
                        new Silent(),
                        ClientEndpointConfig.Builder.create()
                                .extensions(List.of(new Offer()))
                                .build(),
                        ECHO))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("unheard-of");
        assertThat(connector.lastRequest.headers().all("Sec-WebSocket-Extensions"))
                .containsExactly("unheard-of; level=9; fast");
    }

    private static final class Offer implements Extension {
        @Override
        public String getName() {
            return "unheard-of";
        }

        @Override
        public List<Parameter> getParameters() {
            return List.of(parameter("level", "9"), parameter("fast", null));
        }

        private static Parameter parameter(String name, String value) {
            return new Parameter() {
                @Override
                public String getName() {
                    return name;
                }

                @Override
                public String getValue() {
                    return value;
                }
            };
        }
    }

    @Test
    void whateverTheUsersCodeThrowsIsToldToTheOneWhoConnects() {
        assertThatThrownBy(() -> client.connectToServer(
                        new Silent(),
                        with(new ClientEndpointConfig.Configurator() {
                            @Override
                            public void afterResponse(HandshakeResponse response) {
                                throw new NoClassDefFoundError("gone");
                            }
                        }),
                        ECHO))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("gone")
                .hasCauseInstanceOf(NoClassDefFoundError.class);
        assertThatThrownBy(() -> client.connectToServer(Broken.class, ECHO))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("Broken");
    }

    @Test
    void anAddressThatIsNoneIsRefusedBeforeAnyoneConnects() {
        for (String uri : List.of("http://localhost/", "ws:/echo", "ws://localhost/#fragment")) {
            assertThatThrownBy(() -> client.connectToServer(new Silent(), null, URI.create(uri)))
                    .as(uri)
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(uri);
        }
        assertThatThrownBy(() -> client.connectToServer(new Silent(), null, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("uri");
        assertThat(connector.lastRequest).isNull();
    }

    @Test
    void aStoppedContainerDoesNotConnect() {
        client.shutdown();
        assertThatThrownBy(() -> client.connectToServer(new Silent(), null, ECHO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stopped");
    }

    /** Never answers by itself. */
    private static final class Slow implements Connector {

        private volatile Target target;
        private volatile UpgradeRequest request;
        private volatile Exchange exchange;
        private volatile boolean waits;

        @Override
        public void connect(Target target, UpgradeRequest request, Exchange exchange) {
            this.target = target;
            this.request = request;
            this.exchange = exchange;
        }

        @Override
        public void beforeBlocking() {
            waits = true;
        }
    }

    private static HawserServerContainer interruptedWhileConnecting(Slow slow) throws InterruptedException {
        HawserServerContainer container = new HawserServerContainer(Settings.defaults(), "", slow);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                container.connectToServer(new Silent(), null, ECHO);
            } catch (Throwable e) {
                thrown.set(Thread.currentThread().isInterrupted() ? e : new AssertionError("not interrupted", e));
            }
        });
        thread.start();
        await().until(() -> slow.waits);
        thread.interrupt();
        thread.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class).hasMessageContaining("ws://localhost/echo");
        return container;
    }

    @Test
    void aSessionThatOpensAfterWhoWantedItWasInterruptedIsClosed() throws Exception {
        Slow slow = new Slow();
        HawserServerContainer interrupted = interruptedWhileConnecting(slow);
        // The answer comes after all.
        connector.connect(slow.target, slow.request, slow.exchange);
        assertThat(interrupted.isIdle()).isFalse();
        connector.pump();
        assertThat(interrupted.isIdle()).isTrue();
        assertThat(server.isIdle()).isTrue();
    }

    @Test
    void aFailureAfterAnInterruptIsNobodysBusiness() throws Exception {
        Slow slow = new Slow();
        HawserServerContainer interrupted = interruptedWhileConnecting(slow);
        slow.exchange.failed(new IOException("too late to matter"));
        assertThat(interrupted.isIdle()).isTrue();
    }
}
