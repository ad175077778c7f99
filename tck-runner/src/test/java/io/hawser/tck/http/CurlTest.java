package io.hawser.tck.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.Child;
import io.hawser.tck.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;

/** The answers that {@code curl} gets from servers that also serve a page. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CurlTest {

    private static final List<String> HANDSHAKE = List.of(
            "-H", "Connection: Upgrade",
            "-H", "Upgrade: websocket",
            "-H", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    private static final List<String> VERSION = List.of("-H", "Sec-WebSocket-Version: 13");

    @OnEachSite
    void unknownPathIs404(Site site) throws Exception {
        assertThat(answer(site, "nowhere", List.of(HANDSHAKE, VERSION)))
                .startsWith(site.statusLine(404, "Not Found"))
                .contains(site.isServletContainer() ? "" : "there is no WebSocket endpoint at /nowhere");
    }

    @OnEachSite
    void keyThatIsNot16BytesIs400(Site site) throws Exception {
        List<String> key = List.of("-H", "Sec-WebSocket-Key: c2hvcnQ=");
        assertThat(answer(site, "chat/harbour", List.of(HANDSHAKE.subList(0, 4), key, VERSION)))
                .startsWith(site.statusLine(400, "Bad Request"))
                .contains("Sec-WebSocket-Key");
    }

    @OnEachSite
    void postIs405AndNamesGet(Site site) throws Exception {
        assertThat(answer(site, "chat/harbour", List.of(HANDSHAKE, VERSION, List.of("-X", "POST"))))
                .startsWith(site.statusLine(405, "Method Not Allowed"))
                .containsIgnoringCase("\nallow: GET\n");
    }

    @OnEachSite
    void otherVersionIs426AndNamesThirteen(Site site) throws Exception {
        assertThat(answer(site, "chat/harbour", List.of(HANDSHAKE, List.of("-H", "Sec-WebSocket-Version: 8"))))
                .startsWith(site.statusLine(426, "Upgrade Required"))
                .containsIgnoringCase("\nupgrade: websocket\n")
                .containsIgnoringCase("\nsec-websocket-version: 13\n");
    }

    /** In a servlet container the application answers, which has nothing at that path. */
    @OnEachSite
    void ordinaryRequestForAnEndpointIs426WhereNobodyElseMayWantIt(Site site) throws Exception {
        String answer = answer(site, "chat/harbour", List.of());
        if (site.isServletContainer()) {
            assertThat(answer).startsWith(site.statusLine(404, "Not Found"));
        } else {
            assertThat(answer)
                    .startsWith(site.statusLine(426, "Upgrade Required"))
                    .containsIgnoringCase("\nupgrade: websocket\n");
        }
    }

    @OnEachSite
    void pageIsServedBesideTheEndpoint(Site site) throws Exception {
        assertThat(answer(site, "", List.of()))
                .startsWith(site.statusLine(200, "OK"))
                .containsIgnoringCase("\ncontent-type: text/html")
                .contains("<title>Hawser Chat</title>");
    }

    /** The field is an offer (RFC 9110, section 7.8). */
    @OnEachSite
    void pageIsServedToWhoOffersAnotherProtocol(Site site) throws Exception {
        String answer = answer(site, "", List.of(List.of("--http2")));
        assertThat(answer).contains("<title>Hawser Chat</title>");
        if (!site.isServletContainer()) {
            assertThat(answer).startsWith(site.statusLine(200, "OK"));
        }
    }

    @OnEachSite
    void fileThatIsNotThereIs404(Site site) throws Exception {
        assertThat(answer(site, "missing.html", List.of())).startsWith(site.statusLine(404, "Not Found"));
    }

    @OnEachSite
    void pathThatLeavesTheFolderIsRefused(Site site) throws Exception {
        for (String path : List.of("../ChatServer.class", "%2e%2e/ChatServer.class", "..%2fChatServer.class")) {
            assertThat(answer(site, path, List.of(List.of("--path-as-is")))).containsPattern("\\AHTTP/1\\.1 40[04] ");
        }
    }

    private static String answer(Site site, String path, List<List<String>> options)
            throws IOException, InterruptedException {
        Stream<String> always = Stream.of(
                Tool.CURL.program(),
                "-q",
                "--silent",
                "--show-error",
                "--include",
                "--noproxy",
                "*",
                "--max-time",
                "60");
        Stream<String> command = Stream.of(always, options.stream().flatMap(List::stream), Stream.of(site.uri() + path))
                .flatMap(part -> part);
        return Child.run(Path.of("").toAbsolutePath(), command.toList());
    }
}
