package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log lines of a connection at each level. */
class FrameLogTest {

    private static List<String> lines(Log log, String level) {
        return log.lines().stream()
                .filter(line -> line.startsWith(level + " "))
                .map(line -> line.replaceFirst(level + " memory-\\d+ ", ""))
                .toList();
    }

    @Test
    void everyFrameIsOneLineAtTrace() throws Exception {
        try (Log log = new Log("io.hawser.session", "FINER");
                End end = End.server().open()) {
            end.endpoint.onText = (session, message) -> "answer to \"" + message + '"';
            end.peer.text("hello\n").ping("p");
            end.receive();
            end.session().getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[] {1, -1}));
            end.session().getBasicRemote().sendText("one", false);
            end.session().getBasicRemote().sendText("", true);
            end.peer.close(4000, "so\tlong");
            end.receive();
            assertThat(lines(log, "FINER"))
                    .containsExactly(
                            "< TEXT, 6 bytes: \"hello\\u000a\"",
                            "< PING, 1 bytes: 70",
                            "> TEXT, 18 bytes: \"answer to \\\"hello\\u000a\\\"\"",
                            "> PONG, 1 bytes: 70",
                            "> BINARY, 2 bytes: 01 ff",
                            "> TEXT, more to come, 3 bytes: \"one\"",
                            "> CONTINUATION, 0 bytes",
                            "< CLOSE, 9 bytes: 4000 (so\\u0009long)",
                            "> CLOSE, 2 bytes: 4000");
            assertThat(lines(log, "FINE"))
                    .containsExactly(
                            "/path is open, as server of ws://localhost/path?...",
                            "/path is closed: 4000 (so\\u0009long)");
        }
    }

    @Test
    void longPayloadIsElided() throws Exception {
        try (Log log = new Log("io.hawser.session", "FINER");
                End end = End.client().open()) {
            end.peer.text("x".repeat(100_000)).put(writer -> writer.binary(ByteBuffer.allocate(100_000)));
            end.receive();
            end.session().getAsyncRemote().sendText("\u20ac".repeat(1000));
            end.pump();
            assertThat(lines(log, "FINER"))
                    .containsExactly(
                            "< TEXT, 100000 bytes: \"" + "x".repeat(72) + "...\"",
                            "< BINARY, 100000 bytes: " + "00 ".repeat(25) + "...",
                            "> TEXT, 3000 bytes: \"" + "\\u20ac".repeat(12) + "...\"");
        }
    }

    @Test
    void whatAnExtensionHasChangedIsShownAsBytes() throws Exception {
        End end = End.server();
        end.extensions.add(new Rsv1());
        try (Log log = new Log("io.hawser.session", "FINER");
                end) {
            end.open();
            end.session().getBasicRemote().sendText("one ", false);
            end.session().getBasicRemote().sendPong(ByteBuffer.allocate(0));
            end.session().getBasicRemote().sendText("two", true);
            end.pump();
            assertThat(lines(log, "FINER"))
                    .containsExactly(
                            "> TEXT, more to come, rsv 4, 4 bytes: 6f 6e 65 20",
                            "> PONG, 0 bytes",
                            "> CONTINUATION, 3 bytes: 74 77 6f");
        }
    }

    @Test
    void aBrokenCloseFrameIsShownAsBytes() throws Exception {
        try (Log log = new Log("io.hawser.session", "FINER");
                End end = End.client().open()) {
            end.peer.raw(0x88, 0x01, 0x03);
            end.receive();
            assertThat(lines(log, "FINER").get(0)).isEqualTo("< CLOSE, 1 bytes: 03");
            assertThat(lines(log, "INFO"))
                    .singleElement()
                    .asString()
                    .contains("1002")
                    .contains("half a close code");
        }
    }

    @Test
    void withoutTraceNothingIsPutInTheWayOfTheFrames() throws Exception {
        try (Log log = new Log("io.hawser.session", "FINE");
                End end = End.server().open()) {
            end.peer.text("hello");
            end.receive();
            assertThat(log.lines()).hasSize(1);
            assertThat(log.lines().get(0)).startsWith("FINE memory-").contains(" /path is open");
        }
    }

    @Test
    void anErrorIsLoggedWithTheConnection() throws Exception {
        End end = End.server();
        end.endpoint.handlesErrors = false;
        try (Log log = new Log("io.hawser.session", "FINE");
                end) {
            end.open();
            end.endpoint.onText = (session, message) -> {
                throw new IllegalStateException("expected");
            };
            end.peer.text("hello");
            end.receive();
            assertThat(lines(log, "WARNING")).singleElement().asString().startsWith("/path: onMessage of ");
            end.transport.broke(new IOException("reset"));
            end.pump();
            assertThat(lines(log, "FINE")).contains("/path is lost: reset");
        }
    }
}
