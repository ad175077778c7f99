package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements of HTTP on a server beyond the path. */
@Timeout(60)
class HttpRequestsTest {

    private static final String PAGE = "<p>page</p>";

    @TempDir
    Path directory;

    private Path site;

    @BeforeEach
    void prepare() throws IOException {
        site = Files.createDirectory(directory.resolve("site"));
        Files.writeString(site.resolve("index.html"), PAGE);
        Files.createDirectory(site.resolve("docs"));
        Files.writeString(site.resolve("docs/index.html"), PAGE);
        Files.createDirectory(site.resolve(".git"));
        Files.writeString(site.resolve(".git/config"), "secret");
        Files.createSymbolicLink(site.resolve("config.txt"), site.resolve(".git/config"));
        Files.createSymbolicLink(site.resolve("repository"), site.resolve(".git"));
    }

    private HawserServer start(String host, Settings settings) throws Exception {
        return HawserServer.builder()
                .host(host)
                .addEndpoint(Endpoints.Echo.class)
                .staticFiles(site)
                .settings(defaults -> defaults.with(settings))
                .start();
    }

    private HawserServer start() throws Exception {
        return start("localhost", Settings.defaults());
    }

    private static String exchange(HawserServer server, String request) throws IOException {
        try (RawPeer peer = RawPeer.connect(server.port())) {
            return new String(peer.send(request).rest(), StandardCharsets.UTF_8);
        }
    }

    private static String get(HawserServer server, String path, String fields) throws IOException {
        return exchange(server, "GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + fields + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: localhost\r\nHost: localhost\r\n",
                "Host: a@b\r\n",
                "Host: \r\n",
                "Host: a b\r\n",
                "Host: localhost/\r\n"
            })
    void aRequestWithoutAHostIsABadOneAndFollowingOnesAreNotRead(String fields) throws Exception {
        try (HawserServer server = start()) {
            assertThat(exchange(
                            server, "GET / HTTP/1.1\r\n" + fields + "\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ")
                    .containsOnlyOnce("HTTP/1.1 ")
                    .doesNotContain(PAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2.0", "HTTP/3.0", "HTTP/0.9", "HTTP/9.9"})
    void anotherMajorVersionIsNotSpoken(String version) throws Exception {
        try (HawserServer server = start()) {
            assertThat(exchange(server, "GET / " + version + "\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 505 ")
                    .doesNotContain(PAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTP/1.1", "HTTPS/1.1", "HTTP/1.1.1", "HTTP/1", "HTTP/one"})
    void whatIsNoVersionIsABadRequest(String version) throws Exception {
        try (HawserServer server = start()) {
            assertThat(exchange(server, "GET / " + version + "\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ")
                    .doesNotContain(PAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs%2findex.html",
                "/docs%2Findex.html",
                "/docs/%2findex.html",
                "/config.txt",
                "/repository/config",
                "/.git/config"
            })
    void encodedSlashesSeparateNothingAndWhatIsHiddenStaysSo(String path) throws Exception {
        try (HawserServer server = start()) {
            assertThat(get(server, path, "Host: localhost\r\n"))
                    .startsWith("HTTP/1.1 404 ")
                    .doesNotContain(PAGE, "secret");
        }
    }

    @Test
    void anUpgradeToSomethingElseIsIgnored() throws Exception {
        try (HawserServer server = start()) {
            assertThat(get(
                            server,
                            "/",
                            "Host: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                    + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith(PAGE);
            try (RawPeer peer = RawPeer.connect(server.port())) {
                String handshake = RawPeer.handshake("/echo").replace("Upgrade: websocket", "Upgrade: h2c, websocket");
                assertThat(peer.send(handshake).head()).startsWith("HTTP/1.1 101 ");
            }
            assertThat(get(server, "/echo", "Host: localhost\r\nUpgrade: h2c\r\n"))
                    .startsWith("HTTP/1.1 426 ");
        }
    }

    private static String handshake(HawserServer server, String host) throws IOException {
        String request =
                RawPeer.handshake("/echo").replace("Host: localhost", "Host: " + host + "\r\nOrigin: http://" + host);
        try (RawPeer peer = RawPeer.connect(server.port())) {
            return peer.send(request).head();
        }
    }

    /** A page whose host name resolves to this machine has the same origin as the server there (DNS rebinding). */
    @Test
    void onALoopbackAddressNoOtherNameCounts() throws Exception {
        try (HawserServer server = start();
                Logged logged = new Logged("io.hawser")) {
            for (String host :
                    new String[] {"evil.example", "evil.example:" + server.port(), "localhost.evil.example"}) {
                assertThat(handshake(server, host)).startsWith("HTTP/1.1 421 ");
                assertThat(get(server, "/", "Host: " + host + "\r\n"))
                        .startsWith("HTTP/1.1 421 ")
                        .contains("the setting allowedHosts")
                        .doesNotContain(PAGE);
            }
            assertThat(exchange(server, "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 421 ");
            assertThat(logged.linesWith("allowedHosts")).hasSize(7);
            for (String host : new String[] {"localhost", "LocalHost:80", "a.localhost", "127.0.0.1", "[::1]:1"}) {
                assertThat(handshake(server, host)).startsWith("HTTP/1.1 101 ");
                assertThat(get(server, "/", "Host: " + host + "\r\n")).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void furtherNamesAreASetting() throws Exception {
        try (HawserServer server = start("localhost", Settings.defaults().allowedHosts("a.example", "*.b.example"))) {
            assertThat(handshake(server, "a.example")).startsWith("HTTP/1.1 101 ");
            assertThat(handshake(server, "c.b.example:80")).startsWith("HTTP/1.1 101 ");
            assertThat(get(server, "/", "Host: a.example\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(handshake(server, "localhost")).startsWith("HTTP/1.1 101 ");
            assertThat(handshake(server, "evil.example")).startsWith("HTTP/1.1 421 ");
        }
    }

    @Test
    void onAllAddressesEveryNameCountsUnlessTheSettingSaysOtherwise() throws Exception {
        try (HawserServer server = start("0.0.0.0", Settings.defaults())) {
            assertThat(handshake(server, "www.example.com")).startsWith("HTTP/1.1 101 ");
            assertThat(get(server, "/", "Host: www.example.com\r\n")).startsWith("HTTP/1.1 200 ");
        }
        try (HawserServer server = start("0.0.0.0", Settings.defaults().allowedHosts("www.example.com"))) {
            assertThat(handshake(server, "www.example.com")).startsWith("HTTP/1.1 101 ");
            assertThat(handshake(server, "evil.example")).startsWith("HTTP/1.1 421 ");
        }
    }
}
