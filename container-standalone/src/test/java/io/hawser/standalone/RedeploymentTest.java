package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.war.TestWar;
import io.hawser.war.WarEndpoints;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class RedeploymentTest {

    private static final int TIMES = 200;

    @TempDir
    private Path directory;

    private static void talk(URI uri, String expected) throws Exception {
        CollectingClient client = new CollectingClient();
        Session session = ContainerProvider.getWebSocketContainer()
                .connectToServer(client, ClientEndpointConfig.Builder.create().build(), uri);
        session.getBasicRemote().sendText("hello");
        assertThat(client.next()).isEqualTo(expected);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("hawser-server"))
                .map(name -> name.replaceFirst("worker-\\d+", "worker"))
                .sorted()
                .toList();
    }

    private static List<String> openFiles() throws IOException {
        Path files = Path.of("/proc/self/fd");
        List<String> open = new ArrayList<>();
        if (Files.isDirectory(files)) {
            try (Stream<Path> all = Files.list(files)) {
                for (Path file : all.toList()) {
                    if (Files.isSymbolicLink(file)) {
                        open.add(Files.readSymbolicLink(file).toString());
                    }
                }
            }
        }
        return open.stream().filter(name -> name.contains("hawser-war-")).toList();
    }

    private static List<Integer> alive(List<WeakReference<ClassLoader>> loaders) {
        System.gc();
        return IntStream.range(0, loaders.size())
                .filter(i -> loaders.get(i).get() != null)
                .boxed()
                .toList();
    }

    @Test
    void anApplicationThatIsRedeployedAgainAndAgainLeavesNothingBehind() throws Exception {
        Path war = new TestWar()
                .classes(WarEndpoints.class, WarEndpoints.Caller.class, WarEndpoints.Client.class)
                .lib(
                        "lib.jar",
                        new TestWar()
                                .classes(WarEndpoints.Counter.class, WarEndpoints.Context.class)
                                .classes(WarEndpoints.Context.Configurator.class))
                .file("index.html", "the page")
                .writeTo(directory.resolve("app.war"));
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        try (HawserServer server =
                HawserServer.builder().addEndpoint(Endpoints.Echo.class).start()) {
            talk(server.uri().resolve("echo"), "hello");
            List<String> threads = threads();
            for (int i = 0; i < TIMES; i++) {
                try (WebApplication application = server.deploy(war, "/app")) {
                    loaders.add(new WeakReference<>(application.classLoader()));
                    talk(application.uri().resolve("count"), "hello 1");
                    talk(application.uri().resolve("caller"), "hello 2 true");
                    // Code that opens a URL of the class path may leave the JAR file open in a cache of the JDK.
                    application
                            .classLoader()
                            .getResource("io/hawser/war/WarEndpoints$Counter.class")
                            .openStream()
                            .close();
                }
            }
            try (WebApplication last = server.deploy(war, "/app")) {
                loaders.add(new WeakReference<>(last.classLoader()));
                Awaitility.await()
                        .untilAsserted(() -> assertThat(alive(loaders)).containsExactly(TIMES));
            }
            assertThat(openFiles()).isEmpty();
            // An idle worker ends after ten seconds.
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(threads()).hasSizeLessThanOrEqualTo(threads.size()));
        }
        Awaitility.await().untilAsserted(() -> assertThat(alive(loaders)).isEmpty());
    }
}
