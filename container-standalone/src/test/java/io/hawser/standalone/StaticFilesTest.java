package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class StaticFilesTest {

    @TempDir
    Path parent;

    private Path site;
    private HawserServer server;

    @BeforeEach
    void start() throws Exception {
        site = Files.createDirectory(parent.resolve("site"));
        Files.createDirectory(site.resolve("docs"));
        Files.writeString(site.resolve("index.html"), "<p>home</p>");
        Files.writeString(site.resolve("docs/index.html"), "<p>docs</p>");
        Files.writeString(site.resolve("a b+c.txt"), "spaces");
        Files.writeString(site.resolve("größe.txt"), "umlauts");
        Files.writeString(site.resolve(".secret"), "hidden");
        Files.writeString(parent.resolve("outside.txt"), "outside");
        Files.createSymbolicLink(site.resolve("link.txt"), parent.resolve("outside.txt"));
        Files.createSymbolicLink(site.resolve("inner.txt"), site.resolve("a b+c.txt"));
        server = HawserServer.builder()
                .addEndpoint(Endpoints.Echo.class)
                .staticFiles(site)
                .start();
    }

    @AfterEach
    void end() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, home",
        "/?query=1, home",
        "/index.html, home",
        "/docs/, docs",
        "/docs/index.html, docs",
        "/a%20b+c.txt, spaces",
        "/gr%C3%B6%C3%9Fe.txt, umlauts",
        "/inner.txt, spaces"
    })
    void filesAreFound(String path, String content) throws Exception {
        assertThat(get(path)).startsWith("HTTP/1.1 200 ").contains(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing.txt",
                "/docs",
                "/../outside.txt",
                "/docs/../../outside.txt",
                "/%2e%2e/outside.txt",
                "/..%2foutside.txt",
                "/%2e%2e%2foutside.txt",
                "/..%5coutside.txt",
                "/docs/..%2f..%2foutside.txt",
                "//etc/passwd",
                "/%2fetc/passwd",
                "/link.txt",
                "/.secret",
                "/%2esecret",
                "/index.html%00.txt",
                "/index.html/",
                "/index.html::$DATA",
                "/./index.html"
            })
    void nothingElseIs(String path) throws Exception {
        assertThat(get(path))
                .startsWith("HTTP/1.1 404 ")
                .doesNotContain("outside\n")
                .doesNotContain("hidden")
                .doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%4", "/%zz", "/%ff%fe"})
    void aPathThatIsBadlyEncodedIsABadRequest(String path) throws Exception {
        assertThat(get(path)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aFileThatIsKnownIsNotSentAgain() throws Exception {
        String first = get("/");
        String tag = field(first, "ETag");
        String modified = field(first, "Last-Modified");

        assertThat(get("/", "If-None-Match: " + tag))
                .startsWith("HTTP/1.1 304 ")
                .doesNotContain("home");
        assertThat(get("/", "If-None-Match: \"other\", W/" + tag)).startsWith("HTTP/1.1 304 ");
        assertThat(get("/", "If-None-Match: *")).startsWith("HTTP/1.1 304 ");
        assertThat(get("/", "If-Modified-Since: " + modified)).startsWith("HTTP/1.1 304 ");
        assertThat(get("/", "If-None-Match: \"other\"")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/", "If-Modified-Since: Mon, 01 Jan 1990 00:00:00 GMT")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/", "If-Modified-Since: yesterday")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/", "If-None-Match: \"other\"\r\nIf-Modified-Since: " + modified))
                .as("the tag counts where there is one")
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void browsersAreToldWhatAFileIsAndToAskAgain() throws Exception {
        String answer = get("/").toLowerCase(Locale.ROOT);
        assertThat(answer)
                .contains("content-type: text/html; charset=utf-8\r\n")
                .contains("x-content-type-options: nosniff\r\n")
                .contains("cache-control: no-cache\r\n")
                .contains("content-length: 11\r\n");
    }

    @Test
    void headTellsTheSizeAndSendsNoBody() throws Exception {
        assertThat(exchange("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("content-length: 11\r\n")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void otherMethodsAreNotAllowed(String method) throws Exception {
        assertThat(exchange(method + " / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi"))
                .startsWith("HTTP/1.1 405 ")
                .containsIgnoringCase("allow: GET, HEAD\r\n")
                .containsIgnoringCase("connection: close\r\n")
                .containsOnlyOnce("HTTP/1.1");
    }

    @Test
    void anHttp10ClientGetsItsFileAndTheEnd() throws Exception {
        assertThat(exchange("GET / HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("<p>home</p>");
    }

    @Test
    void aLargeFileArrivesWhole() throws Exception {
        byte[] content = new byte[20 << 20];
        new Random(1).nextBytes(content);
        Files.write(site.resolve("large.bin"), content);
        try (RawPeer peer = RawPeer.connect(server.port())) {
            peer.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(peer.head())
                    .contains("application/octet-stream")
                    .containsIgnoringCase("content-length: " + content.length + "\r\n");

            assertThat(peer.rest()).isEqualTo(content);
        }
    }

    @Test
    void anEmptyFileIsSent() throws Exception {
        Files.createFile(site.resolve("empty.css"));
        assertThat(get("/empty.css")).startsWith("HTTP/1.1 200 ").containsIgnoringCase("content-length: 0\r\n");
    }

    @Test
    void aBrowserThatGoesAwayInTheMiddleHarmsNobody() throws Exception {
        Files.write(site.resolve("large.bin"), new byte[20 << 20]);
        for (int i = 0; i < 5; i++) {
            RawPeer peer = RawPeer.connect(server.port());
            peer.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n").head();
            peer.reset();
        }
        assertThat(get("/")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void anEndpointBesideTheFilesIsStillOne() throws Exception {
        try (RawPeer peer = RawPeer.connect(server.port())) {
            assertThat(peer.send(RawPeer.handshake("/echo")).head()).startsWith("HTTP/1.1 101 ");
        }
        assertThat(get("/echo")).startsWith("HTTP/1.1 426 ");
    }

    @Test
    void filesAreBelowTheContextPath() throws Exception {
        try (HawserServer other = HawserServer.builder()
                .contextPath("/app")
                .staticFiles(site)
                .addEndpoint(Endpoints.Echo.class)
                .start()) {
            assertThat(get(other, "/app/", "")).startsWith("HTTP/1.1 200 ");
            assertThat(get(other, "/", "")).startsWith("HTTP/1.1 404 ");
            assertThat(get(other, "/application/", "")).startsWith("HTTP/1.1 404 ");
            try (RawPeer peer = RawPeer.connect(other.port())) {
                assertThat(peer.send(RawPeer.handshake("/app/echo")).head()).startsWith("HTTP/1.1 101 ");
            }
        }
    }

    @Test
    void resourcesOfTheClassPathAreServedAndTheirFoldersAreNot() throws Exception {
        try (HawserServer other = HawserServer.builder()
                .staticFiles(StaticFilesTest.class, "site")
                .start()) {
            assertThat(get(other, "/page.html", "")).startsWith("HTTP/1.1 200 ").contains("A page");
            assertThat(get(other, "/../StaticFilesTest.class", "")).startsWith("HTTP/1.1 404 ");
            assertThat(get(other, "/folder", "")).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void resourcesOfAnArchiveAreServedAndItsFoldersAreNot() throws Exception {
        // A class of a library, in a jar.
        try (HawserServer other =
                HawserServer.builder().staticFiles(Test.class, "/META-INF").start()) {
            assertThat(get(other, "/MANIFEST.MF", ""))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Manifest-Version");
            assertThat(get(other, "/versions", "")).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void aFolderThatIsNotThereIsToldWhenTheServerIsBuilt() {
        assertThatThrownBy(() -> HawserServer.builder().staticFiles(parent.resolve("missing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("staticFiles")
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> HawserServer.builder().staticFiles(StaticFilesTest.class, "missing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing");
    }

    private String get(String path) throws IOException {
        return get(server, path, "");
    }

    private String get(String path, String header) throws IOException {
        return get(server, path, header + "\r\n");
    }

    private static String get(HawserServer server, String path, String header) throws IOException {
        return exchange(
                server, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n");
    }

    private String exchange(String request) throws IOException {
        return exchange(server, request);
    }

    private static String exchange(HawserServer server, String request) throws IOException {
        try (RawPeer peer = RawPeer.connect(server.port())) {
            return new String(peer.send(request).rest(), StandardCharsets.UTF_8);
        }
    }

    private static String field(String answer, String name) {
        Matcher matcher = Pattern.compile("(?im)^" + name + ": (.*)$").matcher(answer);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
