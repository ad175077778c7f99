package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.Settings;
import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.transport.Connector;
import io.hawser.transport.Upgrade;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client side of opening handshakes, including those that fail. */
@Timeout(60)
class ClientConnectionsTest {

    private static final URI ECHO = URI.create("ws://localhost/echo");

    private final HawserServerContainer server = new HawserServerContainer(Settings.defaults(), "", null);
    private final MemoryConnector connector = new MemoryConnector(server);
    private final HawserClientContainer client =
            new HawserClientContainer(Settings.defaults().openTimeout(Duration.ofMillis(1234)), connector);

    /** Does nothing. */
    public static class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    /** An annotated endpoint that does nothing. */
    @ClientEndpoint
    public static class Annotated {
        private static final List<Annotated> INSTANCES = new ArrayList<>();

        /** Is created for each connection. */
        @OnOpen
        public void open() {
            INSTANCES.add(this);
        }
    }

    /** Fails in its constructor. */
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
        assertThat(connector.lastTarget.openTimeout()).isEqualTo(Duration.ofMillis(1234));
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
    void aConfiguratorSeesTheRequestAndChangesWhatIsItsOwn() throws Exception {
        Map<String, List<String>> seen = new TreeMap<>();
        client.connectToServer(
                new Silent(),
                with(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        seen.putAll(headers);
                        headers.put("Authorization", List.of("Basic x"));
                        headers.computeIfAbsent("Cookie", name -> new ArrayList<>())
                                .addAll(List.of("a=1", "b=2"));
                        headers.put("Origin", List.of("http://elsewhere:8080"));
                        headers.get("HOST").set(0, "elsewhere:8080");
                        headers.put("sec-websocket-key", List.of("AAAA"));
                        headers.get("Connection").add("close");
                        headers.remove("Upgrade");
                        headers.put("Content-Length", List.of("5"));
                    }
                }),
                ECHO);
        Headers sent = connector.lastRequest.headers();
        assertThat(sent.all("Authorization")).containsExactly("Basic x");
        assertThat(sent.all("Cookie")).containsExactly("a=1", "b=2");
        assertThat(sent.all("Origin")).containsExactly("http://elsewhere:8080");
        assertThat(sent.all("Host")).containsExactly("elsewhere:8080");
        assertThat(sent.all("Sec-WebSocket-Key")).hasSize(1).doesNotContain("AAAA");
        assertThat(sent.all("Upgrade")).containsExactly("websocket");
        assertThat(sent.all("Connection")).containsExactly("Upgrade");
        assertThat(sent.contains("Content-Length")).isFalse();
        assertThat(seen)
                .containsOnlyKeys("Host", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version");
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
    void aRefusalIsToldWithItsReasonItsHeadersAndItsBody() {
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
                .hasMessageContaining("there is no WebSocket endpoint at /nothing")
                .cause()
                .isInstanceOfSatisfying(HandshakeException.class, failure -> {
                    assertThat(failure.response().status()).isEqualTo(404);
                    assertThat(failure.response().headers().first("content-type"))
                            .isPresent();
                    assertThat(new String(failure.response().body(), StandardCharsets.UTF_8))
                            .contains("/nothing");
                });
        assertThat(seen).hasSize(1);
    }

    @Test
    void afterResponseIsCalledOnceAlsoWhereThereIsNoResponseAndCannotHideTheFailure() {
        List<Map<String, List<String>>> seen = new ArrayList<>();
        ClientEndpointConfig config = with(new ClientEndpointConfig.Configurator() {
            @Override
            public void afterResponse(HandshakeResponse response) {
                seen.add(response.getHeaders());
                throw new IllegalStateException("broken by design");
            }
        });
        connector.unreachable = new IOException("nobody there");
        assertThatThrownBy(() -> client.connectToServer(new Silent(), config, ECHO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nobody there")
                .hasNoCause()
                .hasSuppressedException(new IllegalStateException("broken by design"));
        assertThat(seen).containsExactly(Map.of());
        connector.unreachable = null;
        assertThatThrownBy(() -> client.connectToServer(new Silent(), config, URI.create("ws://localhost/nothing")))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("404");
        assertThat(seen).hasSize(2);
    }

    @Test
    void whatBeforeRequestThrowsIsToldToTheOneWhoConnects() {
        assertThatThrownBy(() -> client.connectToServer(
                        new Silent(),
                        with(new ClientEndpointConfig.Configurator() {
                            @Override
                            public void beforeRequest(Map<String, List<String>> headers) {
                                throw new IllegalStateException();
                            }
                        }),
                        ECHO))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("IllegalStateException");
        for (List<String> values : Arrays.asList(null, Arrays.asList((String) null), List.of("a", "b"))) {
            assertThatThrownBy(() -> client.connectToServer(
                            new Silent(),
                            with(new ClientEndpointConfig.Configurator() {
                                @Override
                                public void beforeRequest(Map<String, List<String>> headers) {
                                    headers.put("Host", values);
                                }
                            }),
                            ECHO))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("Host");
        }
        assertThat(connector.lastRequest).isNull();
    }

    @Test
    void userPropertiesOfTheConfigurationAreSettingsOfTheConnection() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put("io.hawser.openTimeout", 77);
        config.getUserProperties().put("io.hawser.connectTimeout", "66");
        config.getUserProperties().put("io.hawser.maxTextMessageSize", 55);
        Session session = client.connectToServer(new Silent(), config, ECHO);
        assertThat(connector.lastTarget.openTimeout()).isEqualTo(Duration.ofMillis(77));
        assertThat(connector.lastTarget.connectTimeout()).isEqualTo(Duration.ofMillis(66));
        assertThat(session.getMaxTextMessageBufferSize()).isEqualTo(55);
        assertThat(session.getUserProperties()).isEqualTo(config.getUserProperties());
        config.getUserProperties().put("io.hawser.maxTextMessageSize", "many");
        assertThatThrownBy(() -> client.connectToServer(new Silent(), config, ECHO))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(Silent.class.getName())
                .hasMessageContaining("user property io.hawser.maxTextMessageSize")
                .hasMessageContaining("\"many\"");
    }

    @Test
    void changedDefaultsAreThoseOfNewSessionsOnly() throws Exception {
        Session before = client.connectToServer(new Silent(), null, ECHO);
        client.setDefaultMaxTextMessageBufferSize(11);
        client.setDefaultMaxBinaryMessageBufferSize(12);
        client.setDefaultMaxSessionIdleTimeout(13);
        client.setAsyncSendTimeout(14);
        Session after = client.connectToServer(new Silent(), null, ECHO);
        assertThat(before.getMaxTextMessageBufferSize()).isEqualTo(1 << 20);
        assertThat(before.getMaxBinaryMessageBufferSize()).isEqualTo(1 << 20);
        assertThat(before.getMaxIdleTimeout()).isZero();
        assertThat(before.getAsyncRemote().getSendTimeout()).isZero();
        assertThat(after.getMaxTextMessageBufferSize()).isEqualTo(11);
        assertThat(after.getMaxBinaryMessageBufferSize()).isEqualTo(12);
        assertThat(after.getMaxIdleTimeout()).isEqualTo(13);
        assertThat(after.getAsyncRemote().getSendTimeout()).isEqualTo(14);
    }

    @Test
    void defaultsTakeNegativeValuesWhereTheApiHasThem() {
        client.setDefaultMaxSessionIdleTimeout(-5);
        client.setAsyncSendTimeout(-5);
        assertThat(client.getDefaultMaxSessionIdleTimeout()).isZero();
        assertThat(client.getDefaultAsyncSendTimeout()).isZero();
        client.setDefaultMaxTextMessageBufferSize(-1);
        client.setDefaultMaxBinaryMessageBufferSize(-1);
        assertThat(client.getDefaultMaxTextMessageBufferSize()).as("no limit").isEqualTo(-1);
        assertThat(client.getDefaultMaxBinaryMessageBufferSize()).isEqualTo(-1);
        assertThatThrownBy(() -> client.setDefaultMaxTextMessageBufferSize(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxTextMessageSize");
    }

    /** Fails in its first callback. */
    public static class FailingOpen extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            throw new IllegalStateException("broken by design");
        }

        @Override
        public void onError(Session session, Throwable failure) {
            throw new IllegalStateException("broken again", failure);
        }
    }

    @Test
    void endpointsWhoseOnOpenFailsLeaveNothingBehind() throws Exception {
        server.addEndpoint(ServerEndpointConfig.Builder.create(FailingOpen.class, "/failing")
                .build());
        for (String path : List.of("/failing", "/echo")) {
            Session session = client.connectToServer(FailingOpen.class, null, URI.create("ws://localhost" + path));
            connector.pump();
            assertThat(session.isOpen()).isFalse();
        }
        assertThat(client.isIdle()).isTrue();
        assertThat(server.isIdle()).isTrue();
        Session next = client.connectToServer(FailingOpen.class, null, ECHO);
        assertThat(next.isOpen()).isFalse();
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
    void extensionsOfTheConfigurationAreOfferedAndThoseThatAreAgreedOnAreTheSessions() throws Exception {
        answerWith("Sec-WebSocket-Extensions", "unheard-of; level=3");
        Session session = client.connectToServer(new Silent(), offering(), ECHO);
        assertThat(connector.lastRequest.headers().all("Sec-WebSocket-Extensions"))
                .containsExactly("unheard-of; level=9; fast");
        assertThat(session.getNegotiatedExtensions()).singleElement().satisfies(extension -> {
            assertThat(extension.getName()).isEqualTo("unheard-of");
            assertThat(extension.getParameters()).singleElement().satisfies(parameter -> {
                assertThat(parameter.getName()).isEqualTo("level");
                assertThat(parameter.getValue()).isEqualTo("3");
            });
        });
    }

    private static ClientEndpointConfig offering() {
        return ClientEndpointConfig.Builder.create()
                .extensions(List.of(new Offer("unheard-of")))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "permessage-deflate"})
    void anExtensionThatWasNotOfferedFailsTheConnection(String name) {
        answerWith("Sec-WebSocket-Extensions", name);
        assertThatThrownBy(() -> client.connectToServer(new Silent(), offering(), ECHO))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("\"" + name + "\", which was not offered");
    }

    private record Offer(String name) implements Extension {
        @Override
        public String getName() {
            return name;
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
                .hasMessage("cannot connect to " + ECHO
                        + ": java.lang.NoClassDefFoundError was thrown in the opening handshake")
                .cause()
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessage("gone");
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
                    .hasMessageContaining(uri.replace("#fragment", "#..."));
        }
        assertThatThrownBy(() -> client.connectToServer(new Silent(), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("uri is null");
        assertThat(connector.lastRequest).isNull();
    }

    @Test
    void aStoppedContainerDoesNotConnect() {
        client.shutdown();
        assertThatThrownBy(() -> client.connectToServer(new Silent(), null, ECHO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stopped");
    }

    /** Answers only if the test makes it answer. */
    private static final class Slow implements Connector {

        private volatile Target target;
        private volatile UpgradeRequest request;
        private volatile Exchange exchange;
        private volatile boolean waits;
        private volatile boolean cancelled;

        @Override
        public Attempt connect(Target target, UpgradeRequest request, Exchange exchange) {
            this.target = target;
            this.request = request;
            this.exchange = exchange;
            return () -> cancelled = true;
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
        // The response arrives late.
        connector.connect(slow.target, slow.request, slow.exchange);
        assertThat(slow.cancelled).isTrue();
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

    @Test
    void eachWayToNameAnEndpointConnectsWithoutWaiting() throws Exception {
        Annotated.INSTANCES.clear();
        assertThat(client.connectAsync(new Annotated(), ECHO).get().isOpen()).isTrue();
        assertThat(client.connectAsync(Annotated.class, ECHO).get().isOpen()).isTrue();
        assertThat(client.connectAsync(Silent.class, null, ECHO).get().isOpen()).isTrue();
        assertThat(client.connectAsync(new Silent(), null, ECHO).get().isOpen()).isTrue();
        assertThat(Annotated.INSTANCES).hasSize(2);
    }

    @Test
    void whatConnectToServerWouldThrowFailsTheFuture() {
        assertThat(client.connectAsync(new Object(), ECHO))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(DeploymentException.class);
        assertThat(client.connectAsync(new Silent(), null, URI.create("ws://localhost/nothing")))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(DeploymentException.class)
                .withCauseInstanceOf(HandshakeException.class);
        connector.unreachable = new IOException("nobody there");
        assertThat(client.connectAsync(new Silent(), null, ECHO))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IOException.class)
                .withMessage("nobody there");
        client.shutdown();
        assertThatThrownBy(() -> client.connectAsync(new Silent(), null, ECHO))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFutureThatIsCompletedFromOutsideEndsTheAttemptAndASessionThatOpensNevertheless() throws Exception {
        for (boolean cancel : List.of(true, false)) {
            Slow slow = new Slow();
            HawserClientContainer waiting = new HawserClientContainer(Settings.defaults(), slow);
            CompletableFuture<Session> future = waiting.connectAsync(new Silent(), null, ECHO);
            assertThat(future).isNotDone();
            assertThat(slow.waits).as("the caller is not to wait").isFalse();
            if (cancel) {
                future.cancel(false);
            } else {
                future.completeExceptionally(new TimeoutException());
            }
            assertThat(slow.cancelled).isTrue();
            connector.connect(slow.target, slow.request, slow.exchange);
            connector.pump();
            assertThat(waiting.isIdle()).isTrue();
        }
    }

    @Test
    void aFutureThatHasItsSessionEndsNothing() throws Exception {
        Slow slow = new Slow();
        HawserClientContainer waiting = new HawserClientContainer(Settings.defaults(), slow);
        CompletableFuture<Session> future = waiting.connectAsync(new Silent(), null, ECHO);
        connector.connect(slow.target, slow.request, slow.exchange);
        Session session = future.get();
        assertThat(future.cancel(true)).isFalse();
        assertThat(slow.cancelled).isFalse();
        assertThat(session.isOpen()).isTrue();
        session.close();
        connector.pump();
    }
}
