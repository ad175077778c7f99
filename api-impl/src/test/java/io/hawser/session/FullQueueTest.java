package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.HawserSession;
import io.hawser.QueueFullException;
import io.hawser.Setting;
import io.hawser.protocol.Utf8;
import io.hawser.session.output.OutgoingMessage;
import io.hawser.session.output.PendingSend;
import io.hawser.session.output.SendCompletion;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that do not fit into a full queue, and their log lines. */
class FullQueueTest {

    private static final int BLOCK = 64 * 1024;

    /** {@return the ways to send that do not wait} */
    static Stream<Named<Consumer<RemoteEndpoint.Async>>> sends() {
        return Stream.of(
                Named.of("a future", async -> async.sendBinary(ByteBuffer.allocate(BLOCK))),
                Named.of("text", async -> async.sendText("x".repeat(BLOCK))),
                Named.of("an object", async -> async.sendObject("x".repeat(BLOCK))));
    }

    private static long refused(Stream<String> lines) {
        return lines.filter(line -> line.contains("maxQueuedBytes")).count();
    }

    @ParameterizedTest
    @MethodSource("sends")
    void aDroppedMessageIsLoggedOnceForASessionWithTheSetting(Consumer<RemoteEndpoint.Async> send) throws Exception {
        try (Log log = new Log("io.hawser.session");
                End end = End.server().with(Setting.MAX_QUEUED_BYTES, 1 << 20).open();
                End other = End.server().with(Setting.MAX_QUEUED_BYTES, 1 << 20).open()) {
            end.transport.stall();
            other.transport.stall();
            for (int i = 0; i < 50; i++) {
                send.accept(end.session().getAsyncRemote());
                send.accept(other.session().getAsyncRemote());
            }
            end.pump();
            other.pump();
            assertThat(log.lines())
                    .filteredOn(line -> line.contains(end.session().getId() + " /path"))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING")
                    .contains("maxQueuedBytes (1048576)", "bytes wait to be sent", "closeOnFullQueue", "memory");
            assertThat(refused(log.lines().stream())).as("one for each session").isEqualTo(2);
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void aRefusalWithAnExceptionOrAHandlerIsNotLogged() throws Exception {
        List<Throwable> heard = new ArrayList<>();
        try (Log log = new Log("io.hawser.session");
                End end = End.server().with(Setting.MAX_QUEUED_BYTES, 1000).open()) {
            end.transport.stall();
            RemoteEndpoint.Async async = end.session().getAsyncRemote();
            async.sendBinary(ByteBuffer.allocate(5000));
            async.sendText("refused", result -> heard.add(result.getException()));
            assertThatThrownBy(() -> async.sendPing(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> end.session().getBasicRemote().sendPong(ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class);
            end.pump();
            assertThat(heard).singleElement().isInstanceOf(IOException.class);
            assertThat(log.lines()).isEmpty();
            async.sendText("dropped");
            assertThat(refused(log.lines().stream()))
                    .as("the first that nobody hears of")
                    .isEqualTo(1);
        }
    }

    @Test
    void batchesUncompressedMessagesAndThoseBehindAPartialOneCountToo() throws Exception {
        try (Log log = new Log("io.hawser.session");
                End end = End.server().with(Setting.MAX_QUEUED_BYTES, 1000).open()) {
            end.transport.stall();
            end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(5000));
            HawserSession.of(end.session()).getUncompressedAsyncRemote().sendText("refused");
            assertThat(refused(log.lines().stream())).as("uncompressed").isEqualTo(1);
        }
        try (Log log = new Log("io.hawser.session");
                End end = End.server().with(Setting.MAX_QUEUED_BYTES, 1000).open()) {
            end.transport.stall();
            end.session().getAsyncRemote().setBatchingAllowed(true);
            for (int i = 0; i < 3; i++) {
                end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(600));
            }
            assertThat(refused(log.lines().stream())).as("batching").isEqualTo(1);
        }
        try (Log log = new Log("io.hawser.session");
                End end = End.server().with(Setting.MAX_QUEUED_BYTES, 1000).open()) {
            end.session().getBasicRemote().sendText("open", false);
            end.pump();
            for (int i = 0; i < 3; i++) {
                end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(600));
            }
            assertThat(refused(log.lines().stream()))
                    .as("behind a partial message")
                    .isEqualTo(1);
        }
    }

    @Test
    void aSendThatHasRoomIsNotLogged() throws Exception {
        try (Log log = new Log("io.hawser.session");
                End end = End.server().with(Setting.MAX_QUEUED_BYTES, 1000).open()) {
            for (int i = 0; i < 100; i++) {
                end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(900));
                end.pump();
            }
            assertThat(log.lines()).isEmpty();
            assertThat(end.peer.seen()).hasSize(100);
        }
    }

    @Test
    void aSessionIsClosedInPlaceOfLosingAMessageWhereTheSettingSaysSo() throws Exception {
        try (Log log = new Log("io.hawser.session");
                End end = End.server()
                        .with(Setting.MAX_QUEUED_BYTES, 1000)
                        .with(Setting.CLOSE_ON_FULL_QUEUE, 1)
                        .open()) {
            end.transport.stall();
            List<Future<Void>> sends = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                sends.add(end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(400)));
            }
            end.pump();
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1013 the peer does not read fast enough");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("INFO")
                    .contains(
                            "closeOnFullQueue",
                            "maxQueuedBytes (1000)",
                            end.session().getId());
            assertThat(sends.get(2)).failsWithin(Duration.ZERO);
            end.transport.resume();
            end.pump();
            assertThat(end.peer.seen())
                    .as("all that was accepted, and no gap")
                    .containsExactly(
                            "BINARY of 400 bytes",
                            "BINARY of 400 bytes",
                            "CLOSE 1013 the peer does not read fast enough");
        }
    }

    /** Other threads may send before the refused sender has begun to close the session. */
    @Test
    void nothingIsAcceptedBehindAGap() throws Exception {
        try (End end = End.server()
                .with(Setting.MAX_QUEUED_BYTES, 1000)
                .with(Setting.CLOSE_ON_FULL_QUEUE, 1)
                .open()) {
            end.transport.stall();
            end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(900));
            PendingSend refused = new PendingSend(end.transport, 0, SendCompletion.NOBODY);
            OutgoingMessage message = new OutgoingMessage.Text(Utf8.encode("too much"));
            end.connection().outbound().send(400, message, false, refused);
            assertThat(refused.failure()).isInstanceOf(QueueFullException.class);
            Future<Void> behind = end.session().getAsyncRemote().sendText("behind");
            assertThat(behind).failsWithin(Duration.ZERO);
            assertThatThrownBy(() -> end.session().getBasicRemote().sendText("behind"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("maxQueuedBytes");
        }
    }

    @Test
    void everyRefusedSendClosesTheSessionWithTheSetting() throws Exception {
        List<Consumer<RemoteEndpoint.Async>> ways = List.of(
                async -> async.sendText("refused", result -> {}),
                async -> assertThatThrownBy(() -> async.sendPing(ByteBuffer.allocate(1)))
                        .isInstanceOf(IOException.class));
        for (Consumer<RemoteEndpoint.Async> way : ways) {
            try (End end = End.server()
                    .with(Setting.MAX_QUEUED_BYTES, 1000)
                    .with(Setting.CLOSE_ON_FULL_QUEUE, 1)
                    .open()) {
                end.transport.stall();
                end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(5000));
                way.accept(end.session().getAsyncRemote());
                end.pump();
                assertThat(end.endpoint.heard()).last().asString().startsWith("close 1013");
            }
        }
    }

    @Test
    void aPeerThatReadsNothingAtAllIsCutOffAfterTheClosesTimeout() throws Exception {
        try (End end = End.server()
                .with(Setting.MAX_QUEUED_BYTES, 1000)
                .with(Setting.CLOSE_ON_FULL_QUEUE, 1)
                .with(Setting.CLOSE_TIMEOUT, 500)
                .open()) {
            end.transport.stall();
            end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(5000));
            end.session().getAsyncRemote().sendText("too much");
            end.passMillis(700);
            assertThat(end.peer.seen()).containsExactly("RESET");
            assertThat(end.registry).contains("ended");
        }
    }
}
