package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.HawserSession;
import io.hawser.Settings;
import io.hawser.endpoint.DefaultConfigurator;
import io.hawser.handshake.Headers;
import io.hawser.handshake.HostPort;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.protocol.CloseStatus;
import io.hawser.transport.RequestContext;
import io.hawser.transport.ShownRequest;
import io.hawser.transport.Upgrade;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The use of a server container by a servlet container or another HTTP server. */
class CarriedUpgradeTest {

    private static final List<String> HEARD = new ArrayList<>();
    private static final RequestContext ADA = new RequestContext() {
        @Override
        public boolean isUserInRole(String role) {
            return role.equals("admin");
        }

        @Override
        public Object httpSession() {
            HEARD.add("session asked for");
            return "session of ada";
        }
    };

    private final HawserServerContainer container = new HawserServerContainer(Settings.defaults(), "/app", null);
    private final MemoryConnector connector = new MemoryConnector(container);
    private final HawserClientContainer client = new HawserClientContainer(Settings.defaults(), connector);

    /** Records its calls. */
    @ServerEndpoint("/rooms/{room}")
    public static class Room {
        private Session session;

        @OnOpen
        public void open(Session opened, @PathParam("room") String room) {
            session = opened;
            Set<String> headers = HawserSession.of(opened).requestHeaders().keySet();
            Set<String> parameters = opened.getRequestParameterMap().keySet();
            boolean shown = headers.contains("two words");
            HEARD.add("open " + opened.getRequestURI() + " " + room + (shown ? " " + headers + " " + parameters : ""));
        }

        @OnClose
        public void close(CloseReason reason) {
            HEARD.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }

        int others() {
            return session.getOpenSessions().size();
        }
    }

    /** Only its configurator can create it. */
    public static final class Framework extends Endpoint {
        private Framework() {}

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            HEARD.add("open " + ((ServerEndpointConfig) config).getPath() + " " + session.getUserProperties());
        }
    }

    /** A configuration that is its own configurator, created for each connection, as in frameworks. */
    private static final class FrameworkConfig extends ServerEndpointConfig.Configurator
            implements ServerEndpointConfig {

        @Override
        public Class<?> getEndpointClass() {
            return Framework.class;
        }

        @Override
        public String getPath() {
            return "/any {thing}/%zz//..";
        }

        @Override
        public Configurator getConfigurator() {
            return this;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) {
            return endpointClass.cast(new Framework());
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            config.getUserProperties().put("more", 2);
        }

        @Override
        public List<String> getSubprotocols() {
            return List.of();
        }

        @Override
        public List<Extension> getExtensions() {
            return List.of();
        }

        @Override
        public List<Class<? extends Encoder>> getEncoders() {
            return List.of();
        }

        @Override
        public List<Class<? extends Decoder>> getDecoders() {
            return List.of();
        }

        @Override
        public Map<String, Object> getUserProperties() {
            return Map.of("one", 1);
        }
    }

    /** Does nothing. */
    @ClientEndpoint
    public static class Client {
        @OnClose
        public void close(CloseReason reason) {
            HEARD.add("client: " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }
    }

    @BeforeEach
    void nothingWasHeard() {
        HEARD.clear();
    }

    private Optional<Upgrade> upgrade(UpgradeRequest request, String path) {
        return container.upgrade(request, path, Handshakes.FACTS, RequestContext.NONE);
    }

    private Upgrade upgrade(ServerEndpointConfig config) throws DeploymentException {
        return container.upgrade(
                Handshakes.get("/app/x", Handshakes.headers()), Handshakes.FACTS, ADA, config, Map.of());
    }

    private static ServerEndpointConfig config(Class<?> endpointClass, String path) {
        return ServerEndpointConfig.Builder.create(endpointClass, path).build();
    }

    private Session connect(String path) throws Exception {
        Session session = client.connectToServer(Client.class, URI.create("ws://localhost" + path));
        connector.pump();
        return session;
    }

    private Session connect(ServerEndpointConfig config, Map<String, String> pathParameters) throws Exception {
        connector.answers = (request, facts) -> container.upgrade(request, facts, ADA, config, pathParameters);
        return connect("/app/elsewhere");
    }

    @Test
    void theEndpointIsFoundByThePathOfTheCarrierAndTheSessionHasTheUriOfTheRequest() throws Exception {
        container.addEndpoint(Room.class);
        try (connector) {
            connector.answers = (request, facts) -> container
                    .upgrade(request, "/rooms/a%20b", facts, RequestContext.NONE)
                    .orElseThrow();
            connect("/app/./rooms/a%20b?x=1");
            assertThat(HEARD).containsExactly("open ws://localhost/app/./rooms/a%20b?x=1 a b");
        }
    }

    @Test
    void whatIsNoEndpointsIsLeftToTheApplication() throws Exception {
        container.addEndpoint(Room.class);
        UpgradeRequest request = Handshakes.get("/app/rooms/1", Handshakes.headers());
        for (String path : List.of("/", "/rooms", "/rooms/", "/rooms/%zz", "/rooms/1/2", "", "rooms/1")) {
            assertThat(upgrade(request, path)).as(path).isEmpty();
        }
    }

    @Test
    void aBadHandshakeAtThePathOfAnEndpointIsRefused() throws Exception {
        container.addEndpoint(Room.class);
        Headers headers = Headers.builder().add("Host", "localhost").build();
        assertThat(upgrade(new UpgradeRequest("GET", "/app/rooms/1", "HTTP/1.1", headers), "/rooms/1"))
                .hasValueSatisfying(
                        upgrade -> assertThat(upgrade.response().status()).isEqualTo(426));
        assertThat(upgrade(new UpgradeRequest("POST", "/app/rooms/1", "HTTP/1.1", headers), "/rooms/1"))
                .hasValueSatisfying(
                        upgrade -> assertThat(upgrade.response().status()).isEqualTo(405));
        assertThat(upgrade(new UpgradeRequest("GET", "/app/rooms", "HTTP/1.1", headers), "/rooms"))
                .isEmpty();
    }

    @Test
    void aContainerThatStopsRefuses() throws Exception {
        container.addEndpoint(Room.class);
        container.shutdown();
        assertThat(upgrade(Handshakes.get("/app/rooms/1", Handshakes.headers()), "/rooms/1"))
                .hasValueSatisfying(
                        upgrade -> assertThat(upgrade.response().status()).isEqualTo(503));
        assertThat(upgrade(config(Room.class, "/x")).response().status()).isEqualTo(503);
    }

    @Test
    void configuratorAndSessionSeeWhatTheCarrierShowsAndNotWhatWasSent() throws Exception {
        Map<String, List<String>> headers = Map.of("two words", List.of("\u20ac\n"));
        Map<String, List<String>> parameters = Map.of("added", List.of("1"));
        RequestContext context = new RequestContext() {
            @Override
            public boolean isUserInRole(String role) {
                return false;
            }

            @Override
            public Object httpSession() {
                return null;
            }

            @Override
            public ShownRequest shown() {
                return new ShownRequest(headers, parameters);
            }
        };
        List<Object> seen = new ArrayList<>();
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Room.class, "/{room}")
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public void modifyHandshake(
                            ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
                        seen.add(request.getHeaders());
                        seen.add(request.getParameterMap());
                    }
                })
                .build();
        try (connector) {
            connector.answers = (request, facts) -> container.upgrade(
                    new UpgradeRequest(
                            request.method(),
                            request.target(),
                            request.version(),
                            request.headers(),
                            new HostPort("public.example", -1)),
                    facts,
                    context,
                    config,
                    Map.of("room", "a"));
            connect("/app/elsewhere?b=2");
            assertThat(seen).containsExactly(headers, Map.of("added", List.of("1"), "room", List.of("a")));
            assertThat(HEARD).containsExactly("open ws://public.example/app/elsewhere?b=2 a [two words] [added]");
        }
    }

    @Test
    void aConfiguratorSeesWhatTheCarrierKnowsWhenItAsks() throws Exception {
        List<Object> seen = new ArrayList<>();
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Room.class, "/x")
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public void modifyHandshake(
                            ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
                        seen.add(request.isUserInRole("admin"));
                        seen.add(request.isUserInRole("other"));
                        assertThat(HEARD).isEmpty();
                        seen.add(request.getHttpSession());
                    }
                })
                .build();
        assertThat(upgrade(config).response().status()).isEqualTo(101);
        assertThat(seen).containsExactly(true, false, "session of ada");
    }

    @Test
    void anEndpointThatIsNotDeployedIsOpenedWithTheParametersThatAreGiven() throws Exception {
        try (connector) {
            connect(config(Room.class, "/something/else"), Map.of("room", "a b"));
            assertThat(HEARD).containsExactly("open ws://localhost/app/elsewhere a b");
            assertThat(container.endpoints()).isEmpty();
        }
    }

    @Test
    void theConfigurationOfAFrameworkIsTakenAsItIs() throws Exception {
        try (connector) {
            connect(new FrameworkConfig(), Map.of());
            assertThat(HEARD)
                    .singleElement()
                    .asString()
                    .startsWith("open /any {thing}/%zz//.. {")
                    .contains("more=2");
        }
    }

    @Test
    void sessionsOfOnePathAndClassAreThoseOfOneEndpointAndNothingIsKeptOfIt() throws Exception {
        List<Room> rooms = new ArrayList<>();
        ServerEndpointConfig.Configurator remembering = new ServerEndpointConfig.Configurator() {
            @Override
            public <T> T getEndpointInstance(Class<T> endpointClass) {
                rooms.add(new Room());
                return endpointClass.cast(rooms.get(rooms.size() - 1));
            }
        };
        try (connector) {
            for (String path : List.of("/rooms/{room}", "/rooms/{room}", "/other")) {
                connect(
                        ServerEndpointConfig.Builder.create(Room.class, path)
                                .configurator(remembering)
                                .build(),
                        Map.of());
            }
            connect(new FrameworkConfig(), Map.of());
            assertThat(rooms).extracting(Room::others).containsExactly(2, 2, 1);
            container.addEndpoint(Room.class);
            connector.answers = container::upgrade;
            connect("/app/rooms/1").close();
            Session deployed = connect("/app/rooms/2");
            connector.pump();
            assertThat(rooms).extracting(Room::others).containsExactly(3, 3, 1);
            assertThat(container.sessions.size()).isEqualTo(3);
            assertThat(container.openSessions()).isEqualTo(5);
            deployed.close();
        }
        assertThat(container.sessions.size()).isZero();
        assertThat(container.openSessions()).isZero();
    }

    @Test
    void nothingIsKeptOfAHandshakeThatComesToNothing() throws Exception {
        assertThat(container
                        .upgrade(
                                Handshakes.get("/", Headers.builder()),
                                Handshakes.FACTS,
                                ADA,
                                config(Room.class, "/x"),
                                Map.of())
                        .response()
                        .status())
                .isEqualTo(426);
        Upgrade.Accepted accepted = (Upgrade.Accepted) upgrade(config(Room.class, "/x"));
        assertThat(container.sessions.size()).isOne();
        accepted.opening().abandon();
        assertThat(container.sessions.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, Client.class, Framework.class})
    void anEndpointThatBreaksARuleHarmsNobodyElse(Class<?> endpointClass) throws Exception {
        container.addEndpoint(Room.class);
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(endpointClass, "/x")
                .configurator(new DefaultConfigurator())
                .build();
        assertThatThrownBy(() -> upgrade(config))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(endpointClass.getName());
        assertThat(upgrade(Handshakes.get("/app/rooms/1", Handshakes.headers()), "/rooms/1"))
                .containsInstanceOf(Upgrade.Accepted.class);
    }

    @Test
    void aSettingWithAWrongValueIsToldToTheCaller() {
        ServerEndpointConfig config = config(Room.class, "/x");
        config.getUserProperties().put("io.hawser.idleTimeout", "soon");
        assertThatThrownBy(() -> upgrade(config))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("soon");
    }

    @Test
    void theCarrierClosesAConnectionAndHearsOfItsEndOnce() throws Exception {
        container.addEndpoint(Room.class);
        try (connector) {
            connector.whenEnded = () -> HEARD.add("ended");
            connect("/app/rooms/1");
            HEARD.clear();
            connector.lastAccepted.close(CloseStatus.of(1008, "logged out"));
            connector.pump();
            assertThat(HEARD)
                    .hasSize(3)
                    .contains("client: 1008 logged out")
                    .containsSubsequence("close 1008 logged out", "ended");
        }
        assertThat(HEARD).filteredOn("ended"::equals).hasSize(1);
    }

    @Test
    void requestsOfTheHttpServerAreUpgradedByTheCarrier() throws Exception {
        List<Object> asked = new ArrayList<>();
        HawserServerContainer carried = new HawserServerContainer(
                Settings.defaults(), "/app", null, null, (request, response, config, pathParameters) -> {
                    asked.addAll(List.of(request, response, config, pathParameters));
                    if (pathParameters.containsKey("fails")) {
                        throw new IOException("gone");
                    }
                });
        ServerEndpointConfig config = config(Room.class, "/x");
        carried.upgradeHttpToWebSocket("request", "response", config, Map.of("a", "b"));
        carried.upgradeHttpToWebSocket("request", "response", config, null);
        assertThat(asked)
                .containsExactly(
                        "request", "response", config, Map.of("a", "b"), "request", "response", config, Map.of());
        assertThatThrownBy(() -> carried.upgradeHttpToWebSocket("request", "response", config, Map.of("fails", "")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> carried.upgradeHttpToWebSocket(null, "response", config, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("request");
        assertThatThrownBy(() -> carried.upgradeHttpToWebSocket("request", null, config, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("response");
        assertThatThrownBy(() -> carried.upgradeHttpToWebSocket("request", "response", null, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("config");
    }
}
