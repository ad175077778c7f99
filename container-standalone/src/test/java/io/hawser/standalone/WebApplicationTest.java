package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.container.HawserServerContainer;
import io.hawser.war.TestWar;
import io.hawser.war.WarEndpoints;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WebApplicationTest {

    @TempDir
    private Path directory;

    private HawserServer server;

    @BeforeEach
    void start() throws Exception {
        server = HawserServer.builder()
                .addEndpoint(Endpoints.Echo.class)
                .settings(settings -> settings.shutdownTimeout(Duration.ofMillis(300)))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Session connect(CollectingClient client, URI uri) throws Exception {
        return ContainerProvider.getWebSocketContainer()
                .connectToServer(client, ClientEndpointConfig.Builder.create().build(), uri);
    }

    private static String answer(WebApplication application, String path, String message) throws Exception {
        CollectingClient client = new CollectingClient();
        Session session = connect(client, application.uri().resolve(path));
        session.getBasicRemote().sendText(message);
        Object answer = client.next();
        session.close();
        return (String) answer;
    }

    private String get(String path) throws IOException {
        try (RawPeer peer = RawPeer.connect(server.port())) {
            return new String(peer.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .rest());
        }
    }

    private TestWar counter() {
        return new TestWar().classes(WarEndpoints.class, WarEndpoints.Counter.class);
    }

    private WebApplication deploy(TestWar war, String contextPath) throws Exception {
        return server.deploy(war.writeTo(directory.resolve("test.war")), contextPath);
    }

    @Test
    void aWarIsDeployedWithAClassLoaderAndAContainerOfItsOwn() throws Exception {
        WebApplication application = deploy(counter(), "/app");
        assertThat(application.contextPath()).isEqualTo("/app");
        assertThat(application.uri()).isEqualTo(URI.create("ws://localhost:" + server.port() + "/app/"));
        assertThat(application.endpoints()).isEqualTo(Map.of("/count", WarEndpoints.Counter.class.getName()));
        assertThat(application.container()).isNotSameAs(server.container());
        assertThat(application.classLoader()).isNotSameAs(getClass().getClassLoader());
        assertThat(server.applications()).containsExactly(application);
        assertThat(answer(application, "count", "a")).isEqualTo("a 1");
        assertThat(answer(application, "count", "b")).isEqualTo("b 2");
    }

    @Test
    void theSameWarAtTwoPathsIsTwoApplications() throws Exception {
        WebApplication one = deploy(counter(), "/app");
        WebApplication two = deploy(counter(), "/app/two");
        assertThat(answer(one, "count", "a")).isEqualTo("a 1");
        assertThat(answer(two, "count", "b")).isEqualTo("b 1");
        one.close();
        assertThat(answer(two, "count", "b")).isEqualTo("b 2");
    }

    @Test
    void anExplodedDirectoryIsDeployedWithItsJarsAndItsFiles() throws Exception {
        Path exploded = new TestWar()
                .lib("endpoints.jar", counter())
                .file("index.html", "the page")
                .file("META-INF/secret.txt", "secret")
                .file("WEB-INF/web.xml", "<secret/>")
                .explodeTo(directory.resolve("exploded"));
        try (WebApplication application = server.deploy(exploded, "/app")) {
            assertThat(answer(application, "count", "a")).isEqualTo("a 1");
            assertThat(get("/app/")).startsWith("HTTP/1.1 200").endsWith("the page");
            for (String hidden : List.of(
                    "/app/WEB-INF/web.xml",
                    "/app/META-INF/secret.txt",
                    "/app/web-inf/web.xml",
                    "/app/WEB-INF/lib/endpoints.jar",
                    "/app/x/../WEB-INF/web.xml",
                    "/app/%57EB-INF/web.xml")) {
                assertThat(get(hidden)).as(hidden).startsWith("HTTP/1.1 404");
            }
        }
        assertThat(exploded).as("what is not ours stays").isNotEmptyDirectory();
        assertThat(get("/app/")).startsWith("HTTP/1.1 404");
    }

    @Test
    void requestsGoToTheLongestContextPath() throws Exception {
        deploy(new TestWar().file("index.html", "short").file("app/x.html", "hidden by the longer path"), "/a");
        deploy(new TestWar().file("index.html", "long"), "/a/app");
        assertThat(get("/a/")).endsWith("short");
        assertThat(get("/a/app/")).endsWith("long");
        assertThat(get("/a/app/x.html")).startsWith("HTTP/1.1 404");
        assertThat(get("/a/appendix")).startsWith("HTTP/1.1 404");
    }

    @Test
    void allCallbacksRunWithTheContextClassLoaderOfTheApplication() throws Exception {
        WebApplication application = deploy(
                new TestWar()
                        .classes(
                                WarEndpoints.class,
                                WarEndpoints.Context.class,
                                WarEndpoints.Context.Configurator.class),
                "/app");
        CollectingClient client = new CollectingClient();
        Session session = connect(client, application.uri().resolve("context"));
        session.getBasicRemote().sendText("async");
        assertThat(client.next()).isEqualTo("first");
        assertThat(client.next()).isEqualTo("sent");
        session.close();
        client.closeCode();
        // The close frame that the client has is sent before the server calls onClose.
        Awaitility.await()
                .untilAsserted(() -> assertThat(answer(application, "context", "?"))
                        .isEqualTo(
                                "wrong [], right [SendHandler, checkOrigin, configurator, constructor, onClose, onMessage,"
                                        + " onOpen]"));
    }

    @Test
    void aProviderInTheWarComesBeforeThatOfTheServer() throws Exception {
        WebApplication application = deploy(
                new TestWar()
                        .classes(WarEndpoints.class, WarEndpoints.ProviderAsker.class)
                        .lib(
                                "provider.jar",
                                new TestWar()
                                        .classes(WarEndpoints.Provider.class)
                                        .file(
                                                "META-INF/services/jakarta.websocket.ContainerProvider",
                                                WarEndpoints.Provider.class.getName())),
                "/app");
        assertThat(application
                        .classLoader()
                        .getResources("META-INF/services/jakarta.websocket.ContainerProvider")
                        .nextElement()
                        .toString())
                .contains("provider.jar");
    }

    @Test
    void undeployingClosesWith1001AndAnswers404() throws Exception {
        WebApplication application = deploy(counter(), "/app");
        CollectingClient client = new CollectingClient();
        connect(client, application.uri().resolve("count"));
        URI uri = application.uri();
        application.close();
        application.close();
        assertThat(client.closeCode()).isEqualTo(1001);
        assertThatThrownBy(() -> connect(new CollectingClient(), uri.resolve("count")))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("404");
        assertThat(server.applications()).isEmpty();
        assertThat(application.endpoints()).isEmpty();
        assertThat(application.uri()).isEqualTo(uri);
        assertThatThrownBy(application::container)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the application at /app is closed");
        assertThatThrownBy(application::classLoader).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void undeployingCutsWhatDoesNotEnd() throws Exception {
        WebApplication application = deploy(counter().classes(WarEndpoints.Stuck.class), "/app");
        try (Logged log = new Logged();
                RawPeer mute = RawPeer.connect(server.port());
                RawPeer stuck = RawPeer.connect(server.port())) {
            mute.send(RawPeer.handshake("/app/count")).head();
            stuck.send(RawPeer.handshake("/app/stuck").getBytes(), RawPeer.frame("x"));
            stuck.head();
            assertThat(stuck.bytes(4)).isEqualTo(new byte[] {(byte) 0x81, 2, 'i', 'n'});
            application.close();
            assertThat(mute.bytes(4)).startsWith((byte) 0x88).endsWith((byte) (1001 >> 8), (byte) 1001);
            assertThat(log.linesWith("still blocked")).hasSize(1);
        }
    }

    @Test
    void aContextPathIsTakenOnce() throws Exception {
        WebApplication application = deploy(counter(), "/app");
        assertThatThrownBy(() -> deploy(counter(), "/app"))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("/app");
        assertThatThrownBy(() -> deploy(counter(), "/"))
                .as("the server's own application has an endpoint")
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("own");
        application.close();
        assertThat(answer(deploy(counter(), "/app"), "count", "again")).isEqualTo("again 1");
    }

    @Test
    void aWarMayHaveTheRootWhereTheServerHasNothingItself() throws Exception {
        Path war = counter().file("index.html", "root").writeTo(directory.resolve("root.war"));
        try (HawserServer rooted = HawserServer.builder().deploy(war, "/").start()) {
            assertThat(rooted.applications()).hasSize(1);
            assertThat(answer(rooted.applications().get(0), "count", "a")).isEqualTo("a 1");
        }
    }

    @Test
    void oneBadEndpointKeepsTheWholeApplicationOutAndNoOther() throws Exception {
        WebApplication other = deploy(counter(), "/other");
        try (Logged log = new Logged("io.hawser")) {
            assertThatThrownBy(() -> deploy(counter().classes(WarEndpoints.Bad.class), "/app"))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(WarEndpoints.Bad.class.getName());
            assertThat(log.linesWith(WarEndpoints.Bad.class.getName())).hasSize(1);
        }
        assertThatThrownBy(() -> connect(new CollectingClient(), server.uri().resolve("/app/count")))
                .isInstanceOf(DeploymentException.class);
        assertThat(answer(other, "count", "a")).isEqualTo("a 1");
        assertThat(server.applications()).containsExactly(other);
        assertThat(answer(deploy(counter(), "/app"), "count", "mended")).isEqualTo("mended 1");
    }

    @Test
    void aServerWithABadApplicationDoesNotStart() throws Exception {
        Path war = counter().classes(WarEndpoints.Bad.class).writeTo(directory.resolve("bad.war"));
        assertThatThrownBy(() -> HawserServer.builder()
                        .addEndpoint(Endpoints.Echo.class)
                        .deploy(war, "/app")
                        .start())
                .isInstanceOf(DeploymentException.class);
        assertThat(temporaryDirectories()).isEmpty();
    }

    private static List<Path> temporaryDirectories() throws IOException {
        String prefix = "hawser-war-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    @Test
    void afterTheDeploymentABadEndpointHarmsNobody() throws Exception {
        WebApplication application = deploy(counter(), "/app");
        assertThatThrownBy(() -> application.container().addEndpoint(WarEndpoints.Bad.class))
                .isInstanceOf(DeploymentException.class);
        application.container().addEndpoint(Endpoints.Echo.class);
        assertThat(answer(application, "echo", "still there")).isEqualTo("still there");
        assertThat(answer(application, "count", "a")).isEqualTo("a 1");
    }

    @Test
    void aServerThatStopsClosesItsApplications() throws Exception {
        WebApplication application = deploy(counter(), "/app");
        CollectingClient client = new CollectingClient();
        connect(client, application.uri().resolve("count"));
        server.close();
        assertThat(client.closeCode()).isEqualTo(1001);
        assertThat(temporaryDirectories()).isEmpty();
        assertThatThrownBy(application::container).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> deploy(counter(), "/app"))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("The server is closed.");
    }

    @Test
    void classesThatAreLoadedAreDeployedAsIfTheyWereInAWar() throws Exception {
        getClass().getModule().addOpens(WarEndpoints.class.getPackageName(), HawserServerContainer.class.getModule());
        WebApplication annotated =
                server.deploy(List.of(Endpoints.Echo.class, WarEndpoints.AbstractOne.class), "/annotated");
        assertThat(annotated.endpoints()).containsOnlyKeys("/echo");
        assertThat(answer(annotated, "echo", "loaded")).isEqualTo("loaded");
        assertThat(annotated.classLoader()).isSameAs(Thread.currentThread().getContextClassLoader());
        WebApplication configured = server.deploy(
                List.of(
                        Endpoints.Echo.class,
                        WarEndpoints.Counter.class,
                        WarEndpoints.Programmatic.class,
                        WarEndpoints.Config.class),
                "/configured");
        assertThat(configured.endpoints()).containsOnlyKeys("/count", "/programmatic/Programmatic");
    }

    @Test
    void whatABuilderDeploysIsWhatAServerDeploys() throws Exception {
        Path war = counter().writeTo(directory.resolve("app.war"));
        try (HawserServer built = HawserServer.builder()
                .deploy(war, "/app")
                .deploy(List.of(Endpoints.Echo.class), "/loaded")
                .start()) {
            built.deploy(war, "/app2");
            built.deploy(List.of(Endpoints.Echo.class), "/loaded2");
            Map<String, Map<String, String>> endpoints = built.applications().stream()
                    .collect(Collectors.toMap(WebApplication::contextPath, WebApplication::endpoints));
            assertThat(endpoints).containsOnlyKeys("/app", "/loaded", "/app2", "/loaded2");
            assertThat(endpoints.get("/app")).isNotEmpty().isEqualTo(endpoints.get("/app2"));
            assertThat(endpoints.get("/loaded")).isNotEmpty().isEqualTo(endpoints.get("/loaded2"));
        }
        assertThatThrownBy(() -> HawserServer.builder()
                        .deploy(List.of(WarEndpoints.Bad.class), "/bad")
                        .start())
                .isInstanceOf(DeploymentException.class);
        assertThatThrownBy(() -> HawserServer.builder().deploy(List.of(Endpoints.Echo.class), "bad/"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileThatIsNoWarIsTold() throws Exception {
        Path text = Files.writeString(directory.resolve("text.war"), "no zip");
        assertThatThrownBy(() -> server.deploy(text, "/app"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("text.war");
        assertThatThrownBy(() -> server.deploy(directory.resolve("none.war"), "/app"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.war");
        assertThatThrownBy(() -> deploy(new TestWar().file("../evil.txt", "x"), "/app"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("../evil.txt");
        assertThatThrownBy(() -> server.deploy(text, "app/")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.deploy((Path) null, "/app")).hasMessage("war");
        assertThat(temporaryDirectories()).isEmpty();
    }
}
