package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request targets with characters that a URI does not allow: characters that browsers send, and others. */
@Timeout(60)
class OddTargetsTest {

    @TempDir
    private Path site;

    private HawserServer server;

    /** Sends the URI of the request. */
    @ServerEndpoint("/target/{name}")
    public static class Target {
        @OnOpen
        public void open(Session session, @PathParam("name") String name) throws IOException {
            // Splits the query like an application.
            URI uri = URI.create(session.getRequestURI().toString());
            session.getBasicRemote()
                    .sendText(uri.getRawPath() + "\n" + uri.getRawQuery() + "\n" + session.getQueryString() + "\n"
                            + new TreeMap<>(session.getRequestParameterMap()) + "\n" + name);
        }
    }

    @BeforeEach
    void start() throws Exception {
        Files.writeString(site.resolve("page.html"), "the page");
        Files.writeString(site.resolve("{a}[b]^`|.txt"), "the odd file");
        server = HawserServer.builder()
                .addEndpoint(Target.class)
                .staticFiles(site)
                .start();
    }

    @AfterEach
    void end() {
        server.close();
    }

    private String[] told(String target) throws IOException {
        try (RawPeer peer = RawPeer.connect(server.port())) {
            peer.send(RawPeer.handshake(target));
            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
            return peer.text().split("\n", -1);
        }
    }

    private String answerTo(String request) throws IOException {
        try (RawPeer peer = RawPeer.connect(server.port())) {
            return new String(
                    peer.send(request.getBytes(StandardCharsets.ISO_8859_1)).rest(), StandardCharsets.UTF_8);
        }
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    @Test
    void aQueryIsAsItWasSentAndEncodedInTheUri() throws Exception {
        assertThat(told("/target/x?filter={\"a\":[1|2]}&p=^\\`&rate=100%&e=%7B%20"))
                .containsExactly(
                        "/target/x",
                        "filter=%7B%22a%22:[1%7C2]%7D&p=%5E%5C%60&rate=100%25&e=%7B%20",
                        "filter={\"a\":[1|2]}&p=^\\`&rate=100%&e=%7B%20",
                        "{e=[{ ], filter=[{\"a\":[1|2]}], p=[^\\`], rate=[100%]}",
                        "x");
        assertThat(told("/target/x?%")).containsExactly("/target/x", "%25", "%", "{%=[]}", "x");
        assertThat(told("/target/x")).containsExactly("/target/x", "null", "null", "{}", "x");
        assertThat(told("http://localhost/target/x?{%")).containsExactly("/target/x", "%7B%25", "{%", "{{%=[]}", "x");
    }

    @Test
    void aPathIsEncodedInTheUriAndDecodedInItsParameters() throws Exception {
        assertThat(told("/target/{a|b}^`[c]\\%2fd?e"))
                .containsExactly("/target/%7Ba%7Cb%7D%5E%60%5Bc%5D%5C%2fd", "e", "e", "{e=[]}", "{a|b}^`[c]\\/d");
    }

    /** Characters that could end the request line, or that other servers interpret in another way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a\tb",
                "a\u000bb",
                "a\u000cb",
                "a\rb",
                "a\nb",
                "a\r\nX: y",
                "a\u0000b",
                "a\u0001",
                "a\u001f",
                "a\u007f",
                "\u00fc",
                "\u00c3\u00bc",
                "\u0085",
                "\u00a0",
                "a#b"
            })
    void whatNoBrowserSendsIsRefusedWhereverItStands(String odd) throws Exception {
        for (String target : new String[] {"/target/x?q=" + odd, "/target/" + odd}) {
            assertThat(answerTo(RawPeer.handshake(target)))
                    .as(target)
                    .startsWith("HTTP/1.1 4")
                    .containsOnlyOnce("HTTP/1.1 ");
        }
        assertThat(answerTo(get("/page.html?q=" + odd)))
                .as(odd)
                .startsWith("HTTP/1.1 4")
                .containsOnlyOnce("HTTP/1.1 ")
                .doesNotContain("the page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q={a|b}^\\`[]", "100%", "%zz", "\"<>"})
    void aFileIsFoundWhateverTheQuery(String query) throws Exception {
        assertThat(answerTo(get("/page.html?" + query)))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("the page");
    }

    @ParameterizedTest
    @CsvSource({
        "/{a}[b]^`|.txt, 200",
        "/%7Ba%7D%5Bb%5D%5E%60%7C.txt, 200",
        "/100%, 400",
        "/%zz, 400",
        "/%, 400",
        "/%c3%28, 400",
        "/page.html%00, 404",
        "/page.html\\, 404",
        "/..\\page.html, 404",
        "/%2e%2e%5cpage.html, 404"
    })
    void aFileIsFoundByItsDecodedName(String path, int status) throws Exception {
        assertThat(answerTo(get(path))).startsWith("HTTP/1.1 " + status + " ").containsOnlyOnce("HTTP/1.1 ");
    }
}
