package io.hawser.tck.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.examples.chat.ChatServer;
import io.hawser.standalone.HawserServer;
import io.hawser.tck.Child;
import io.hawser.tck.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code curl} is told by a server that also serves a page. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CurlTest {

    private static final List<String> HANDSHAKE = List.of(
            "-H", "Connection: Upgrade",
            "-H", "Upgrade: websocket",
            "-H", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    private static final List<String> VERSION = List.of("-H", "Sec-WebSocket-Version: 13");

    private String curl;
    private HawserServer server;

    @BeforeEach
    void start() throws Exception {
        curl = Tool.CURL.program();
        server = ChatServer.start(0);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void unknownPathIs404() throws Exception {
        assertThat(answer("nowhere", List.of(HANDSHAKE, VERSION)))
                .startsWith("HTTP/1.1 404 Not Found")
                .contains("there is no WebSocket endpoint at /nowhere");
    }

    @Test
    void keyThatIsNot16BytesIs400() throws Exception {
        List<String> key = List.of("-H", "Sec-WebSocket-Key: c2hvcnQ=");
        assertThat(answer("chat/harbour", List.of(HANDSHAKE.subList(0, 4), key, VERSION)))
                .startsWith("HTTP/1.1 400 Bad Request")
                .contains("Sec-WebSocket-Key");
    }

    @Test
    void postIs405AndNamesGet() throws Exception {
        assertThat(answer("chat/harbour", List.of(HANDSHAKE, VERSION, List.of("-X", "POST"))))
                .startsWith("HTTP/1.1 405 Method Not Allowed")
                .containsIgnoringCase("\nallow: GET\n");
    }

    @Test
    void otherVersionIs426AndNamesThirteen() throws Exception {
        assertThat(answer("chat/harbour", List.of(HANDSHAKE, List.of("-H", "Sec-WebSocket-Version: 8"))))
                .startsWith("HTTP/1.1 426 Upgrade Required")
                .containsIgnoringCase("\nupgrade: websocket\n")
                .containsIgnoringCase("\nsec-websocket-version: 13\n");
    }

    @Test
    void ordinaryRequestForAnEndpointIs426() throws Exception {
        assertThat(answer("chat/harbour", List.of()))
                .startsWith("HTTP/1.1 426 Upgrade Required")
                .containsIgnoringCase("\nupgrade: websocket\n");
    }

    @Test
    void pageIsServedBesideTheEndpoint() throws Exception {
        assertThat(answer("", List.of()))
                .startsWith("HTTP/1.1 200 OK")
                .containsIgnoringCase("\ncontent-type: text/html")
                .contains("<title>Hawser Chat</title>");
    }

    @Test
    void fileThatIsNotThereIs404() throws Exception {
        assertThat(answer("missing.html", List.of())).startsWith("HTTP/1.1 404 Not Found");
    }

    @Test
    void pathThatLeavesTheFolderIsRefused() throws Exception {
        for (String path : List.of("../ChatServer.class", "%2e%2e/ChatServer.class", "..%2fChatServer.class")) {
            assertThat(answer(path, List.of(List.of("--path-as-is")))).containsPattern("\\AHTTP/1\\.1 40[04] ");
        }
    }

    private String answer(String path, List<List<String>> options) throws IOException, InterruptedException {
        Stream<String> always =
                Stream.of(curl, "-q", "--silent", "--show-error", "--include", "--noproxy", "*", "--max-time", "60");
        Stream<String> command = Stream.of(
                        always, options.stream().flatMap(List::stream), Stream.of(server.httpUri() + path))
                .flatMap(part -> part);
        return Child.run(Path.of("").toAbsolutePath(), command.toList());
    }
}
