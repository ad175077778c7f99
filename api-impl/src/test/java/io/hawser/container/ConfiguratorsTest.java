package io.hawser.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.handshake.Headers;
import io.hawser.handshake.HostPort;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.session.Log;
import io.hawser.transport.Upgrade;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurators and configurations of server endpoints (Jakarta WebSocket 2.2, section 3.1). */
class ConfiguratorsTest {

    private static final List<EndpointConfig> CONFIGS = new ArrayList<>();
    private static final List<Session> SESSIONS = new ArrayList<>();

    private final HawserServerContainer container = new HawserServerContainer(Settings.defaults(), "", null);

    /** Records its arguments. */
    public static class Keeping extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            CONFIGS.add(config);
            SESSIONS.add(session);
        }
    }

    private record Named(String getName, List<Extension.Parameter> getParameters) implements Extension {
        Named(String name) {
            this(name, List.of());
        }
    }

    /** Returns preset values, whatever the client has offered. */
    private static final class Answering extends ServerEndpointConfig.Configurator {

        private final List<String> answer;
        private List<Extension> installed;
        private List<Extension> requested;

        Answering(List<String> answer) {
            this.answer = answer;
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            this.installed = installed;
            this.requested = requested;
            return answer == null
                    ? null
                    : answer.stream().<Extension>map(Named::new).toList();
        }
    }

    /** Changes the handshake. */
    private static class Modifying extends ServerEndpointConfig.Configurator {

        private final Change change;

        interface Change {
            void make(Map<String, Object> userProperties, Map<String, List<String>> headers);
        }

        Modifying(Change change) {
            this.change = change;
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            change.make(config.getUserProperties(), response.getHeaders());
        }
    }

    @BeforeEach
    void forget() {
        CONFIGS.clear();
        SESSIONS.clear();
    }

    private ServerEndpointConfig deploy(ServerEndpointConfig.Configurator configurator, String... extensions)
            throws DeploymentException {
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Keeping.class, "/x")
                .configurator(configurator)
                .subprotocols(List.of("chat"))
                .extensions(Arrays.stream(extensions).<Extension>map(Named::new).toList())
                .build();
        container.addEndpoint(config);
        return config;
    }

    private Upgrade upgrade(Headers.Builder headers) {
        return container.upgrade(Handshakes.get("/x", headers), Handshakes.FACTS);
    }

    private Upgrade requesting(String... extensions) {
        Headers.Builder headers = Handshakes.headers();
        for (String line : extensions) {
            headers.add("Sec-WebSocket-Extensions", line);
        }
        return upgrade(headers);
    }

    private static List<String> extensions(Upgrade upgrade) {
        assertThat(upgrade).isInstanceOf(Upgrade.Accepted.class);
        return upgrade.response().headers().all("Sec-WebSocket-Extensions");
    }

    private static List<String> names(List<Extension> extensions) {
        return extensions.stream().map(Extension::getName).toList();
    }

    /** Opens a session with a client container, in memory. */
    private Session open(MemoryConnector connector) throws Exception {
        new HawserClientContainer(Settings.defaults(), connector)
                .connectToServer(new Keeping(), null, URI.create("ws://localhost/x"));
        return SESSIONS.get(0);
    }

    @Test
    void byDefaultWhatTheEndpointHasIsAgreedOnInTheOrderOfTheClientWithItsParameters() throws Exception {
        deploy(new ServerEndpointConfig.Configurator(), "one", "two", "three");
        assertThat(extensions(requesting("two; a=1; b, unknown", "one"))).containsExactly("two; a=1; b, one");
        assertThat(extensions(requesting("unknown"))).isEmpty();
        assertThat(extensions(requesting())).isEmpty();
    }

    @Test
    void aConfiguratorSeesTheExtensionsOfTheEndpointAndThoseOfTheClient() throws Exception {
        Answering configurator = new Answering(List.of("c", "a"));
        deploy(configurator, "one", "two");
        assertThat(extensions(requesting("a; x=1, b, c"))).containsExactly("c, a");
        assertThat(names(configurator.installed)).startsWith("one", "two");
        assertThat(names(configurator.requested)).containsExactly("a", "b", "c");
        assertThat(configurator.requested.get(0).getParameters())
                .singleElement()
                .satisfies(parameter ->
                        assertThat(parameter.getName() + parameter.getValue()).isEqualTo("x1"));
    }

    @Test
    void noExtensionsAreNullOrNone() throws Exception {
        deploy(new Answering(null));
        assertThat(extensions(requesting("a"))).isEmpty();
    }

    @Test
    void anExtensionThatWasNotRequestedIsAnErrorOfTheConfigurator() throws Exception {
        deploy(new Answering(List.of("invented")));
        try (Log log = new Log("io.hawser.container")) {
            assertThat(requesting("other").response().status()).isEqualTo(500);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("SEVERE")
                    .contains(Keeping.class.getName())
                    .contains("not offered the extension invented");
        }
    }

    @Test
    void aConfiguratorMayWantPermessageDeflateAndOthersBesideIt() throws Exception {
        deploy(new Answering(List.of("permessage-deflate", "a")), "permessage-deflate");
        assertThat(extensions(requesting("permessage-deflate; client_max_window_bits, a")))
                .containsExactly("permessage-deflate; server_no_context_takeover; client_no_context_takeover, a");
    }

    @Test
    void aConfiguratorMayWantNoCompression() throws Exception {
        deploy(new Answering(List.of()));
        assertThat(extensions(requesting("permessage-deflate"))).isEmpty();
    }

    @Test
    void modifyHandshakeSeesTheAnswerAsItIsSoFar() throws Exception {
        Map<String, List<String>> seen = new HashMap<>();
        deploy(
                new Modifying((properties, headers) -> {
                    seen.putAll(headers);
                    assertThat(headers.get("sec-websocket-ACCEPT")).hasSize(1);
                }),
                "a");
        Upgrade upgrade = upgrade(
                Handshakes.headers().add("Sec-WebSocket-Protocol", "chat").add("Sec-WebSocket-Extensions", "a; b=c"));
        assertThat(upgrade.response().status()).isEqualTo(101);
        assertThat(seen)
                .containsEntry("Upgrade", List.of("websocket"))
                .containsEntry("Connection", List.of("Upgrade"))
                .containsEntry("Sec-WebSocket-Accept", List.of("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
                .containsEntry("Sec-WebSocket-Protocol", List.of("chat"))
                .containsEntry("Sec-WebSocket-Extensions", List.of("a; b=c"))
                .hasSize(5);
    }

    @Test
    void modifyHandshakeCannotBreakTheHandshake() throws Exception {
        deploy(new Modifying((properties, headers) -> {
            headers.clear();
            headers.put("connection", List.of("close"));
            headers.put("X-Mine", List.of("1"));
        }));
        Headers headers = upgrade(Handshakes.headers().add("Sec-WebSocket-Protocol", "chat"))
                .response()
                .headers();
        assertThat(headers.all("Connection")).containsExactly("Upgrade");
        assertThat(headers.all("Upgrade")).containsExactly("websocket");
        assertThat(headers.all("Sec-WebSocket-Accept")).hasSize(1);
        assertThat(headers.all("Sec-WebSocket-Protocol")).containsExactly("chat");
        assertThat(headers.all("X-Mine")).containsExactly("1");
    }

    @Test
    void userPropertiesAreCopiedForEachHandshakeAndBecomeTheSessionsAndNothingOfOursIsAmongThem() throws Exception {
        List<Object> shared = new ArrayList<>();
        ServerEndpointConfig config = deploy(new Modifying((properties, headers) -> {
            assertThat(properties).doesNotContainKey("mine");
            properties.put("mine", properties.size());
            properties.remove("dropped");
        }));
        config.getUserProperties().put("shared", shared);
        config.getUserProperties().put("dropped", 1);
        try (MemoryConnector connector = new MemoryConnector(container)) {
            Session session = open(connector);
            assertThat(session.getUserProperties()).isEqualTo(Map.of("shared", shared, "mine", 2));
            assertThat(session.getUserProperties().get("shared"))
                    .as("a shallow copy")
                    .isSameAs(shared);
            session.getUserProperties().put("later", 1);
            upgrade(Handshakes.headers());
            assertThat(config.getUserProperties()).containsOnlyKeys("shared", "dropped");
            assertThat(CONFIGS.get(0)).as("not a wrapper").isSameAs(config);
        }
    }

    @Test
    void withoutUserPropertiesTheSessionHasNone() throws Exception {
        deploy(new ServerEndpointConfig.Configurator());
        try (MemoryConnector connector = new MemoryConnector(container)) {
            assertThat(open(connector).getUserProperties()).isEmpty();
        }
    }

    @Test
    void aConfiguratorRefusesWithStatusHeadersAndBodyOfItsChoice() throws Exception {
        deploy(new Modifying((properties, headers) -> {
            properties.put("io.hawser.refuse.status", 401);
            properties.put("io.hawser.refuse.body", "{\"why\":\"schlüssel\"}");
            headers.put("WWW-Authenticate", List.of("Basic realm=\"a\"", "Bearer"));
            headers.put("Content-Type", List.of("application/json"));
            headers.put("Set-Cookie", List.of("a=1"));
        }));
        Upgrade upgrade = upgrade(Handshakes.headers().add("Sec-WebSocket-Protocol", "chat"));
        assertThat(upgrade).isInstanceOf(Upgrade.Refused.class);
        UpgradeResponse response = upgrade.response();
        assertThat(response.status()).isEqualTo(401);
        assertThat(new String(response.body(), UTF_8)).isEqualTo("{\"why\":\"schlüssel\"}");
        Headers headers = response.headers();
        assertThat(headers.all("WWW-Authenticate")).containsExactly("Basic realm=\"a\"", "Bearer");
        assertThat(headers.all("Content-Type")).containsExactly("application/json");
        assertThat(headers.all("Set-Cookie")).containsExactly("a=1");
        assertThat(headers.all("Connection")).containsExactly("close");
        for (String of101 : List.of("Upgrade", "Sec-WebSocket-Accept", "Sec-WebSocket-Protocol")) {
            assertThat(headers.contains(of101)).as(of101).isFalse();
        }
    }

    @Test
    void aRefusalWithoutABodyHasNoneAndTheStatusMayBeAText() throws Exception {
        deploy(new Modifying((properties, headers) -> {
            properties.put("io.hawser.refuse.status", "302");
            headers.put("Location", List.of("https://login.example/"));
        }));
        UpgradeResponse response = upgrade(Handshakes.headers()).response();
        assertThat(response.status()).isEqualTo(302);
        assertThat(response.headers().all("Location")).containsExactly("https://login.example/");
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "101", "200", "299", "600", "40.3"})
    void aStatusThatIsNoRefusalIsAnErrorOfTheConfigurator(String status) throws Exception {
        deploy(new Modifying((properties, headers) -> properties.put("io.hawser.refuse.status", status)));
        assertWrong("io.hawser.refuse.status must be a whole number from 300 to 599, not");
    }

    @Test
    void aBodyThatIsNoTextOrHasNoStatusIsAnErrorOfTheConfigurator() throws Exception {
        List<Map<String, Object>> properties = new ArrayList<>();
        deploy(new Modifying((given, headers) -> given.putAll(properties.get(0))));
        properties.add(Map.of("io.hawser.refuse.status", 403, "io.hawser.refuse.body", new byte[1]));
        assertWrong("io.hawser.refuse.body must be a String, not a [B");
        properties.set(0, Map.of("io.hawser.refuse.body", "why"));
        assertWrong("io.hawser.refuse.body has no effect without io.hawser.refuse.status");
    }

    private void assertWrong(String reason) throws ReflectiveOperationException {
        try (Log log = new Log("io.hawser.container")) {
            assertThat(upgrade(Handshakes.headers()).response().status()).isEqualTo(500);
            assertThat(log.lines()).singleElement().asString().contains(reason);
        }
    }

    @Test
    void theSettingAllowedOriginsGovernsTheDefaultCheck() throws Exception {
        HawserServerContainer listing = new HawserServerContainer(
                Settings.defaults().allowedOrigins("https://a.example", "https://*.b.example"), "", null);
        listing.addEndpoint(
                ServerEndpointConfig.Builder.create(Keeping.class, "/x").build());
        ServerEndpointConfig own =
                ServerEndpointConfig.Builder.create(Keeping.class, "/own").build();
        own.getUserProperties().put("io.hawser.allowedOrigins", "https://c.example, https://d.example:8443");
        listing.addEndpoint(own);
        assertThat(statuses(listing, "/x")).containsExactly(101, 101, 403, 403, 101, 403);
        assertThat(statuses(listing, "/own"))
                .as("of the endpoint, in place of the container's")
                .containsExactly(403, 403, 101, 101, 101, 403);
    }

    private static List<Integer> statuses(HawserServerContainer container, String path) {
        List<Integer> statuses = new ArrayList<>();
        for (String origin : List.of(
                "https://a.example",
                "https://x.b.example",
                "https://c.example",
                "https://d.example:8443",
                "http://localhost:8080",
                "null")) {
            statuses.add(container
                    .upgrade(Handshakes.get(path, Handshakes.headers().add("Origin", origin)), Handshakes.FACTS)
                    .response()
                    .status());
        }
        return statuses;
    }

    @Test
    void theSettingAllowedHostsSaysWhichHostMayBeAsked() throws Exception {
        HawserServerContainer listing =
                new HawserServerContainer(Settings.defaults().allowedHosts("a.example"), "", null);
        listing.addEndpoint(
                ServerEndpointConfig.Builder.create(Keeping.class, "/x").build());
        assertThat(statusOf(listing, "a.example")).isEqualTo(101);
        assertThat(statusOf(listing, "localhost:8080")).isEqualTo(101);
        try (Log log = new Log("io.hawser.container")) {
            assertThat(statusOf(listing, "evil.example")).isEqualTo(421);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("refused: the setting allowedHosts does not list the host evil.example");
        }
    }

    private static int statusOf(HawserServerContainer container, String host) {
        UpgradeRequest request = Handshakes.get("/x", Handshakes.headers());
        return container
                .upgrade(
                        new UpgradeRequest(
                                request.method(),
                                request.target(),
                                request.version(),
                                request.headers(),
                                HostPort.parse(host)),
                        Handshakes.FACTS)
                .response()
                .status();
    }

    @Test
    void theStarLetsEveryPageIn() throws Exception {
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(Keeping.class, "/x").build();
        config.getUserProperties().put("io.hawser.allowedOrigins", "*");
        container.addEndpoint(config);
        assertThat(statuses(container, "/x")).containsOnly(101);
    }

    /** The origins of Cordova and Electron, and of pages in a sandbox. */
    @Test
    void pagesThatComeFromNoHostAreLetInWhereTheirOriginIsListed() throws Exception {
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(Keeping.class, "/x").build();
        config.getUserProperties().put("io.hawser.allowedOrigins", "file://, null");
        container.addEndpoint(config);
        assertThat(statuses(container, "/x")).containsExactly(403, 403, 403, 403, 101, 101);
        assertThat(container
                        .upgrade(Handshakes.get("/x", Handshakes.headers().add("Origin", "file://")), Handshakes.FACTS)
                        .response()
                        .status())
                .isEqualTo(101);
    }

    @Test
    void aRefusedOriginIsLoggedWithTheSetting() throws Exception {
        deploy(new ServerEndpointConfig.Configurator());
        try (Log log = new Log("io.hawser.container")) {
            upgrade(Handshakes.headers().add("Origin", "https://evil.example"));
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("INFO test-1")
                    .contains("allowedOrigins")
                    .contains("https://evil.example");
        }
    }

    @Test
    void userPropertiesOfAnEndpointAreSettingsOfItsSessionsAndFollowTheContainerInTheRest() throws Exception {
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(Keeping.class, "/x").build();
        config.getUserProperties().put(Setting.MAX_TEXT_MESSAGE_SIZE.property(), "99");
        container.addEndpoint(config);
        container.setDefaultMaxTextMessageBufferSize(1);
        container.setDefaultMaxBinaryMessageBufferSize(98);
        try (MemoryConnector connector = new MemoryConnector(container)) {
            Session session = open(connector);
            assertThat(session.getMaxTextMessageBufferSize()).isEqualTo(99);
            assertThat(session.getMaxBinaryMessageBufferSize()).isEqualTo(98);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"idleTimeout", "allowedOrigins", "ioThreads", "openTimeout"})
    void aWrongSettingOfAnEndpointIsADeploymentError(String name) {
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(Keeping.class, "/x").build();
        config.getUserProperties().put("io.hawser." + name, "wrong");
        assertThatThrownBy(() -> container.addEndpoint(config))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(Keeping.class.getName())
                .hasMessageContaining("user property io.hawser." + name);
        assertThat(upgrade(Handshakes.headers()).response().status()).isEqualTo(404);
    }

    @Test
    void aConfiguratorWithoutADefaultIsADeploymentError() {
        assertThatThrownBy(() -> deploy(new ServerEndpointConfig.Configurator() {
                    @Override
                    public ServerEndpointConfig.Configurator getContainerDefaultConfigurator() {
                        throw new IllegalStateException("broken by design");
                    }
                }))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(Keeping.class.getName())
                .hasMessageContaining("broken by design");
    }

    /** The API searches with the context class loader, which can be any class loader on a foreign thread. */
    @Test
    void handshakesNeedNoParticularContextClassLoader() throws Exception {
        deploy(new ServerEndpointConfig.Configurator());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(null) {});
        try {
            assertThat(upgrade(Handshakes.headers())).isInstanceOf(Upgrade.Accepted.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
