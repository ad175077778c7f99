package io.hawser.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.Settings;
import io.hawser.endpoint.DefaultConfigurator;
import io.hawser.handshake.Headers;
import io.hawser.handshake.RequestTarget;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.session.Log;
import io.hawser.transport.QueryString;
import io.hawser.transport.TransportFacts;
import io.hawser.transport.Upgrade;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers of a server to opening handshakes. */
class ServerUpgradeTest {

    private final HawserServerContainer container = new HawserServerContainer(Settings.defaults(), "/app", null);

    /** Does nothing. */
    public static class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    private void deploy(String path, ServerEndpointConfig.Configurator configurator, String... subprotocols)
            throws DeploymentException {
        container.addEndpoint(ServerEndpointConfig.Builder.create(Silent.class, path)
                .configurator(configurator)
                .subprotocols(List.of(subprotocols))
                .build());
    }

    private void deploy(String path) throws DeploymentException {
        container.addEndpoint(
                ServerEndpointConfig.Builder.create(Silent.class, path).build());
    }

    private Upgrade upgrade(String target, Headers.Builder headers) {
        return container.upgrade(Handshakes.get(target, headers), Handshakes.FACTS);
    }

    private Upgrade upgrade(String target) {
        return upgrade(target, Handshakes.headers());
    }

    /** Adds the request of an accepted handshake to a list. */
    private Upgrade accepted(List<WeakReference<UpgradeRequest>> requests) {
        UpgradeRequest request = Handshakes.get("/app/kept", Handshakes.headers());
        requests.add(new WeakReference<>(request));
        return container.upgrade(request, Handshakes.FACTS);
    }

    @Test
    @Timeout(60)
    void whatLivesAsLongAsASessionDoesNotHoldTheHandshake() throws DeploymentException {
        deploy("/kept");
        List<WeakReference<UpgradeRequest>> requests = new ArrayList<>();
        Upgrade.Accepted accepted = (Upgrade.Accepted) accepted(requests);
        await().until(() -> {
            System.gc();
            return requests.get(0).refersTo(null);
        });
        accepted.opening().abandon();
    }

    private static String body(Upgrade upgrade) {
        return new String(upgrade.response().body(), UTF_8);
    }

    private static void assertRefused(Upgrade upgrade, int status) {
        assertThat(upgrade).isInstanceOf(Upgrade.Refused.class);
        assertThat(upgrade.response().status()).isEqualTo(status);
        assertThat(upgrade.response().headers().first("Connection").orElseThrow())
                .containsIgnoringCase("close");
        assertThat(upgrade.response().headers().contains("Sec-WebSocket-Accept"))
                .isFalse();
    }

    @Test
    void aHandshakeAsItShouldBeIsAccepted() throws Exception {
        deploy("/echo");
        Upgrade upgrade = upgrade("/app/echo?x=1");
        assertThat(upgrade).isInstanceOf(Upgrade.Accepted.class);
        assertThat(upgrade.response().status()).isEqualTo(101);
        Headers headers = upgrade.response().headers();
        assertThat(headers.all("Upgrade")).containsExactly("websocket");
        assertThat(headers.all("Connection")).containsExactly("Upgrade");
        assertThat(headers.all("Sec-WebSocket-Accept")).containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(headers.contains("Sec-WebSocket-Protocol")).isFalse();
        assertThat(headers.contains("Sec-WebSocket-Extensions")).isFalse();
        assertThat(headers.contains("Content-Length")).isFalse();
        assertThat(upgrade.response().body()).isEmpty();
        ((Upgrade.Accepted) upgrade).opening().abandon();
        assertThat(container.isIdle()).isTrue();
    }

    @Test
    void anUnknownPathIsNotFoundWhetherOrNotItAsksForAWebSocket() throws Exception {
        deploy("/echo");
        assertRefused(upgrade("/app/nothing"), 404);
        assertRefused(upgrade("/app/nothing", Headers.builder().add("Host", "localhost")), 404);
        assertThat(body(upgrade("/app/<script>\u0007"))).contains("<script>\\u0007");
    }

    @Test
    void aKnownPathWithoutAnUpgradeSaysWhatItIs() throws Exception {
        deploy("/echo");
        Upgrade upgrade = upgrade("/app/echo", Headers.builder().add("Host", "localhost"));
        assertRefused(upgrade, 426);
        assertThat(upgrade.response().headers().all("Upgrade")).containsExactly("websocket");
        assertThat(body(upgrade)).contains("WebSocket endpoint");
    }

    @Test
    void anotherVersionIsToldTheOneThatIsSpoken() throws Exception {
        deploy("/echo");
        Upgrade upgrade = upgrade("/app/echo", Handshakes.headers().set("Sec-WebSocket-Version", "8"));
        assertRefused(upgrade, 426);
        assertThat(upgrade.response().headers().all("Sec-WebSocket-Version")).containsExactly("13");
    }

    @Test
    void anotherMethodAndAnotherHttpAreRefused() throws Exception {
        deploy("/echo");
        Headers headers = Handshakes.headers().build();
        assertRefused(
                container.upgrade(new UpgradeRequest("POST", "/app/echo", "HTTP/1.1", headers), Handshakes.FACTS), 405);
        assertRefused(
                container.upgrade(new UpgradeRequest("GET", "/app/echo", "HTTP/2.0", headers), Handshakes.FACTS), 505);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/", "", "/application/echo", "/ap", "/app", "/app/", "/APP/echo", "app/echo"})
    void onlyWhatIsBelowTheContextPathIsFound(String target) throws Exception {
        deploy("/echo");
        assertThat(upgrade(target).response().status()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void theRootContextHasAllPaths(String contextPath) throws Exception {
        HawserServerContainer root = new HawserServerContainer(Settings.defaults(), contextPath, null);
        root.addEndpoint(
                ServerEndpointConfig.Builder.create(Silent.class, "/echo").build());
        assertThat(root.upgrade(Handshakes.get("/echo", Handshakes.headers()), Handshakes.FACTS))
                .isInstanceOf(Upgrade.Accepted.class);
        assertThat(root.upgrade(Handshakes.get("/", Handshakes.headers()), Handshakes.FACTS))
                .isInstanceOf(Upgrade.Refused.class);
    }

    @Test
    void twoEndpointsCannotHaveTheSamePath() throws Exception {
        deploy("/echo/{a}");
        assertThatThrownBy(() -> deploy("/echo/{b}"))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("/echo/{b}");
    }

    @Test
    void pagesOfOtherSitesAreRefusedWhereNobodyLetsThemIn() throws Exception {
        deploy("/echo", new ServerEndpointConfig.Configurator());
        deploy("/super", new ServerEndpointConfig.Configurator() {
            @Override
            public boolean checkOrigin(String origin) {
                return "https://friend.example".equals(origin) || super.checkOrigin(origin);
            }
        });
        for (String path : List.of("/app/echo", "/app/super")) {
            assertRefused(upgrade(path, Handshakes.headers().add("Origin", "https://evil.example")), 403);
            assertRefused(upgrade(path, Handshakes.headers().add("Origin", "null")), 403);
            assertRefused(upgrade(path, Handshakes.headers().add("Origin", "http://localhost:8081")), 403);
            assertThat(upgrade(path, Handshakes.headers().add("Origin", "http://localhost:8080")))
                    .isInstanceOf(Upgrade.Accepted.class);
            assertThat(upgrade(path)).as("no browser").isInstanceOf(Upgrade.Accepted.class);
        }
        assertThat(upgrade("/app/super", Handshakes.headers().add("Origin", "https://friend.example")))
                .isInstanceOf(Upgrade.Accepted.class);
    }

    /** On that thread the handshake is unknown. The call must not be mistaken for one of another implementation. */
    @Test
    void aConfiguratorThatAsksItsDefaultOnAnotherThreadLetsNoPageIn() throws Exception {
        deploy("/elsewhere", new ServerEndpointConfig.Configurator() {
            @Override
            public boolean checkOrigin(String origin) {
                return CompletableFuture.supplyAsync(() -> super.checkOrigin(origin))
                        .join();
            }
        });
        assertRefused(upgrade("/app/elsewhere", Handshakes.headers().add("Origin", "https://evil.example")), 403);
        assertThat(upgrade("/app/elsewhere")).as("no browser").isInstanceOf(Upgrade.Accepted.class);
        assertThat(new DefaultConfigurator().checkOrigin("https://page.example"))
                .as("where another implementation serves")
                .isTrue();
    }

    @Test
    void anOriginThatTheConfiguratorDoesNotWantIsRefused() throws Exception {
        List<String> asked = new ArrayList<>();
        deploy("/echo", new ServerEndpointConfig.Configurator() {
            @Override
            public boolean checkOrigin(String origin) {
                asked.add(origin);
                return "https://good.example".equals(origin);
            }
        });
        Upgrade evil = upgrade("/app/echo", Handshakes.headers().add("Origin", "https://evil.example\u00E9"));
        assertRefused(evil, 403);
        assertThat(body(evil)).contains("https://evil.example").contains("not allowed");
        assertRefused(upgrade("/app/echo"), 403);
        assertThat(upgrade("/app/echo", Handshakes.headers().add("Origin", "https://good.example")))
                .isInstanceOf(Upgrade.Accepted.class);
        // A missing origin differs from every value: the client is not a browser.
        assertThat(asked).containsExactly("https://evil.example\u00E9", null, "https://good.example");
    }

    @Test
    void theFirstSubprotocolOfTheClientThatTheServerSupportsIsChosen() throws Exception {
        deploy("/echo", new ServerEndpointConfig.Configurator(), "b", "a");
        assertThat(subprotocol("x, a", "b")).containsExactly("a");
        assertThat(subprotocol("x, y")).as("none in common").isEmpty();
        assertThat(subprotocol()).as("none offered").isEmpty();
    }

    private List<String> subprotocol(String... lines) {
        Headers.Builder headers = Handshakes.headers();
        for (String line : lines) {
            headers.add("Sec-WebSocket-Protocol", line);
        }
        Upgrade upgrade = upgrade("/app/echo", headers);
        assertThat(upgrade).isInstanceOf(Upgrade.Accepted.class);
        return upgrade.response().headers().all("Sec-WebSocket-Protocol");
    }

    @Test
    void aSubprotocolThatTheClientNeverOfferedIsAnErrorOfTheConfigurator() throws Exception {
        deploy("/echo", new ServerEndpointConfig.Configurator() {
            @Override
            public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
                return "invented";
            }
        });
        assertRefused(upgrade("/app/echo", Handshakes.headers().add("Sec-WebSocket-Protocol", "other")), 500);
        assertRefused(upgrade("/app/echo"), 500);
    }

    @Test
    void noSubprotocolIsNullOrEmpty() throws Exception {
        deploy("/null", new ServerEndpointConfig.Configurator() {
            @Override
            public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
                return null;
            }
        });
        assertThat(upgrade("/app/null", Handshakes.headers().add("Sec-WebSocket-Protocol", "other")))
                .isInstanceOf(Upgrade.Accepted.class);
    }

    private UpgradeResponse modified(BiConsumer<HandshakeRequest, HandshakeResponse> change) throws Exception {
        deploy("/modified", new ServerEndpointConfig.Configurator() {
            @Override
            public void modifyHandshake(
                    ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
                change.accept(request, response);
            }
        });
        return upgrade("/app/modified?a=1").response();
    }

    @Test
    void aConfiguratorMayAddHeaders() throws Exception {
        UpgradeResponse response = modified((request, answer) -> {
            answer.getHeaders().put("Set-Cookie", List.of("a=1", "b=2"));
            answer.getHeaders().put("X-Other", List.of("x"));
        });
        assertThat(response.status()).isEqualTo(101);
        assertThat(response.headers().all("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(response.headers().all("x-other")).containsExactly("x");
    }

    @Test
    void aConfiguratorCannotInjectALineIntoTheResponse() throws Exception {
        assertThat(modified((request, answer) ->
                                answer.getHeaders().put("X-Name", List.of("x\r\nSet-Cookie: stolen=1")))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void aConfiguratorCannotReplaceOrDoubleWhatTheHandshakeWrites() throws Exception {
        UpgradeResponse response = modified((request, answer) -> {
            answer.getHeaders().put("sec-websocket-accept", List.of("forged"));
            answer.getHeaders().put("Upgrade", List.of("h2c"));
            answer.getHeaders().put("Connection", List.of("close"));
            answer.getHeaders().put("Sec-WebSocket-Protocol", List.of("forged"));
            answer.getHeaders().put("Content-Length", List.of("5"));
            answer.getHeaders().put("Transfer-Encoding", List.of("chunked"));
        });
        assertThat(response.status()).isEqualTo(101);
        assertThat(response.headers().all("Sec-WebSocket-Accept")).containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(response.headers().all("Upgrade")).containsExactly("websocket");
        assertThat(response.headers().all("Connection")).containsExactly("Upgrade");
        assertThat(response.headers().contains("Sec-WebSocket-Protocol")).isFalse();
        assertThat(response.headers().contains("Content-Length")).isFalse();
        assertThat(response.headers().contains("Transfer-Encoding")).isFalse();
    }

    @Test
    void aConfiguratorSeesTheRequest() throws Exception {
        Principal user = () -> "ada";
        List<Object> seen = new ArrayList<>();
        deploy("/users/{id}", new ServerEndpointConfig.Configurator() {
            @Override
            public void modifyHandshake(
                    ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
                seen.add(request.getRequestURI().toString());
                seen.add(request.getQueryString());
                seen.add(request.getParameterMap());
                seen.add(request.getUserPrincipal());
                seen.add(request.getHeaders().get("HOST"));
                seen.add(request.getHttpSession());
                seen.add(request.isUserInRole("admin"));
                assertThatThrownBy(() -> request.getHeaders().clear())
                        .isInstanceOf(UnsupportedOperationException.class);
            }
        });
        TransportFacts facts = new TransportFacts("test-2", null, null, true, null, user);
        Upgrade upgrade =
                container.upgrade(Handshakes.get("/app/users/7?a=1&a=2&id=query", Handshakes.headers()), facts);
        assertThat(upgrade).isInstanceOf(Upgrade.Accepted.class);
        assertThat(seen)
                .containsExactly(
                        "wss://localhost:8080/app/users/7?a=1&a=2&id=query",
                        "a=1&a=2&id=query",
                        Map.of("a", List.of("1", "2"), "id", List.of("query")),
                        user,
                        List.of("localhost:8080"),
                        null,
                        false);
    }

    @Test
    void whateverAConfiguratorThrowsIsAnsweredAndTheReasonStaysInside() throws Exception {
        deploy("/exception", new ServerEndpointConfig.Configurator() {
            @Override
            public boolean checkOrigin(String origin) {
                throw new IllegalStateException("the password is 1234");
            }
        });
        deploy("/error", new ServerEndpointConfig.Configurator() {
            @Override
            public <T> T getEndpointInstance(Class<T> endpointClass) {
                throw new ExceptionInInitializerError("the password is 1234");
            }
        });
        deploy("/instance", new ServerEndpointConfig.Configurator() {
            @Override
            public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
                throw new InstantiationException("the password is 1234");
            }
        });
        deploy("/null", new ServerEndpointConfig.Configurator() {
            @Override
            public <T> T getEndpointInstance(Class<T> endpointClass) {
                return null;
            }
        });
        try (Log log = new Log("io.hawser.container")) {
            for (String path : List.of("/exception", "/error", "/instance", "/null")) {
                Upgrade upgrade = upgrade("/app" + path);
                assertRefused(upgrade, 500);
                assertThat(body(upgrade)).isEqualTo("the endpoint could not be opened\n");
            }
            assertThat(log.lines())
                    .hasSize(4)
                    .allMatch(line -> line.startsWith("SEVERE") && line.contains("test-1") && line.contains("Silent"));
        }
    }

    /** Cannot be made. */
    @ServerEndpoint("/broken")
    public static class Broken {
        /** Throws. */
        public Broken() {
            throw new IllegalStateException("no");
        }
    }

    @Test
    void anEndpointThatCannotBeMadeIsAnsweredBeforeTheHandshakeIsDone() throws Exception {
        container.addEndpoint(Broken.class);
        assertRefused(upgrade("/app/broken"), 500);
    }

    /** Browsers send such characters without encoding. The URI encodes them, and the query stays as it was sent. */
    @ParameterizedTest
    @ValueSource(strings = {"a={b|c}^d\\e`", "a=100%", "a=%zz&b=%4", "a=\"<>'", "a=[b]?c/d", "{", "%", "a=%7B%5c"})
    void aQueryThatIsNoneOfAUriIsAccepted(String query) throws Exception {
        List<Object> seen = new ArrayList<>();
        deploy("/{any}", new ServerEndpointConfig.Configurator() {
            @Override
            public void modifyHandshake(
                    ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
                seen.add(request.getQueryString());
                seen.add(request.getRequestURI());
                seen.add(request.getParameterMap());
            }
        });
        Upgrade upgrade = upgrade("/app/x?" + query);
        assertThat(upgrade).isInstanceOf(Upgrade.Accepted.class);
        assertThat(seen)
                .containsExactly(
                        query,
                        URI.create("ws://localhost:8080" + RequestTarget.encoded("/app/x?" + query)),
                        Stream.concat(
                                        QueryString.parameters(query).entrySet().stream(),
                                        Stream.of(Map.entry("any", List.of("x"))))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Test
    void aPathThatIsNoneOfAUriIsAccepted() throws Exception {
        List<Object> seen = new ArrayList<>();
        deploy("/{any}", new ServerEndpointConfig.Configurator() {
            @Override
            public void modifyHandshake(
                    ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
                seen.add(request.getRequestURI().toString());
                seen.add(request.getParameterMap());
            }
        });
        assertThat(upgrade("/app/{a|b}^\\`[c]%20")).isInstanceOf(Upgrade.Accepted.class);
        assertThat(seen)
                .containsExactly(
                        "ws://localhost:8080/app/%7Ba%7Cb%7D%5E%5C%60%5Bc%5D%20",
                        Map.of("any", List.of("{a|b}^\\`[c] ")));
    }

    /** The characters of a path that cannot be decoded are unknown. */
    @Test
    void aPathThatCannotBeDecodedIsThatOfNoEndpoint() throws Exception {
        deploy("/{any}");
        assertRefused(upgrade("/app/100%"), 404);
        assertRefused(upgrade("/app/%zz"), 404);
        assertRefused(upgrade("/app/%ff"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\tb", "a\r\nX: y", "a\u0000", "a\u007f", "\u00fc", "\u20ac", "a#b"})
    void aQueryThatNoBrowserSendsIsABadRequest(String query) throws Exception {
        deploy("/{any}");
        assertRefused(upgrade("/app/x?" + query), 400);
    }

    @Test
    void aContainerThatStopsSaysSo() throws Exception {
        deploy("/echo");
        container.shutdown();
        assertRefused(upgrade("/app/echo"), 503);
        assertRefused(upgrade("/app/nothing"), 404);
    }

    @Test
    void aServletRequestCannotBeUpgradedHere() {
        assertThatThrownBy(() -> container.upgradeHttpToWebSocket("", "", null, Map.of()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("servlet");
    }

    @Test
    void handshakeIsUnderWayUntilItIsRefusedOrAbandoned() throws Exception {
        List<Boolean> underWay = new ArrayList<>();
        deploy("/asked", new ServerEndpointConfig.Configurator() {
            @Override
            public void modifyHandshake(
                    ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
                underWay.add(container.isShakingHands());
            }
        });
        Upgrade first = upgrade("/app/asked");
        Upgrade second = upgrade("/app/asked");
        assertThat(underWay).containsExactly(true, true);
        assertThat(container.isShakingHands()).isTrue();
        ((Upgrade.Accepted) first).opening().abandon();
        assertThat(container.isShakingHands()).isTrue();
        ((Upgrade.Accepted) second).opening().abandon();
        assertThat(container.isShakingHands()).isFalse();

        assertRefused(upgrade("/app/nothing"), 404);
        assertRefused(upgrade("/app/asked", Handshakes.headers().add("Origin", "https://evil.example")), 403);
        assertThat(container.isShakingHands()).isFalse();
        container.shutdown();
        assertRefused(upgrade("/app/asked"), 503);
        assertThat(container.isShakingHands()).isFalse();
    }
}
