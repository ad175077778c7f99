package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.protocol.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pings and pongs: in order, between frames, bounded, and never after a Close frame. */
class ControlFramesTest {

    @ParameterizedTest
    @EnumSource
    void everyPingIsAnsweredInOrder(Role role) {
        try (End end = (role == Role.SERVER ? End.server() : End.client()).open()) {
            List<String> pongs =
                    IntStream.range(0, 10).mapToObj(i -> "PONG " + i).toList();
            pongs.forEach(pong -> end.peer.ping(pong.substring(5)));
            end.receive();
            assertThat(end.peer.seen()).isEqualTo(pongs);
            assertThat(end.endpoint.heard()).containsExactly("open");
        }
    }

    @Test
    void aPongPassesWaitingMessagesButNotTheFrameThatWasBegun() {
        try (End end = End.server().open()) {
            end.transport.lendAtMost(100);
            end.transport.stall();
            end.transport.readMore(1);
            end.session().getAsyncRemote().sendText("x".repeat(1000));
            end.session().getAsyncRemote().sendText("y".repeat(1000));
            end.pump();
            assertThat(end.transport.pieces()).hasSize(1);
            end.peer.ping("p");
            end.receive();
            end.transport.resume();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT of 1000 bytes", "PONG p", "TEXT of 1000 bytes");
        }
    }

    @Test
    void aPongFindsAGapBetweenLargeMessages() throws IOException {
        try (End end = End.server().open()) {
            end.transport.stall();
            end.transport.readMore(1);
            for (int i = 0; i < 10; i++) {
                end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(100_000));
            }
            end.pump();
            end.peer.ping("p");
            end.receive();
            end.transport.resume();
            end.pump();
            assertThat(end.peer.seen()).hasSize(11).startsWith("BINARY of 100000 bytes", "PONG p");
        }
    }

    @Test
    void aPongIsSentBetweenTheFragmentsOfAMessage() throws IOException {
        try (End end = End.client().open()) {
            end.session().getBasicRemote().sendText("one ", false);
            end.peer.ping("p");
            end.receive();
            end.session().getBasicRemote().sendText("message", true);
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT+ one ", "PONG p", "CONTINUATION message");
        }
    }

    @Test
    void aPingFloodIsAnsweredWholeUpToABoundAndThenByTheNewest() {
        try (End end = End.server().open()) {
            end.transport.stall();
            int pings = 10_000;
            for (int i = 0; i < pings; i++) {
                end.peer.ping("%0100d".formatted(i));
            }
            end.receive();
            end.transport.resume();
            end.pump();
            int written = end.transport.pieces().stream().mapToInt(size -> size).sum();
            assertThat(written).isLessThan(2 * 16 * 1024);
            assertThat(end.peer.seen()).isNotEmpty().last().isEqualTo("PONG " + "%0100d".formatted(pings - 1));
            assertThat(end.peer.seen()).allMatch(line -> line.startsWith("PONG "));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 100, 118, 125})
    void aFloodWhoseFirstPieceIsWrittenAlreadyNeverBreaksAPong(int size) {
        for (int first = 1; first <= 9; first++) {
            try (End end = End.server().open()) {
                // The pieces are so small that a pong extends over two pieces.
                end.transport.lendAtMost(64);
                end.transport.stall();
                end.transport.readMore(1);
                for (int i = 0; i < first; i++) {
                    end.peer.ping("a".repeat(size));
                }
                end.receive();
                for (int i = 0; i < 2 * 16 * 1024 / size; i++) {
                    end.peer.ping("b".repeat(size));
                }
                end.receive();
                end.transport.resume();
                end.pump();
                assertThat(end.peer.seen())
                        .allMatch(line ->
                                line.equals("PONG " + "a".repeat(size)) || line.equals("PONG " + "b".repeat(size)));
            }
        }
    }

    @Test
    void nothingIsWrittenAfterACloseFrameNotEvenAPongThatCouldNotPassBefore() throws IOException {
        try (End end = End.server().open()) {
            end.transport.lendAtMost(100);
            end.transport.stall();
            end.transport.readMore(1);
            end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(150));
            end.pump();
            end.peer.ping("before");
            end.receive();
            end.session().close();
            end.peer.ping("after");
            end.receive();
            end.transport.resume();
            end.pump();
            assertThat(end.peer.seen())
                    .hasSize(3)
                    .startsWith("BINARY of 150 bytes")
                    .endsWith("PONG before", "CLOSE 1000 ");
        }
    }

    @Test
    void aPingAfterTheCloseIsIgnored() throws IOException {
        try (End end = End.client().open()) {
            end.session().close();
            end.peer.ping("while closing").close(1000, "").ping("after the close");
            end.receive();
            assertThat(end.peer.seen()).containsExactly("CLOSE 1000 ");
        }
    }

    @Test
    void unsolicitedPongsAreAllowed() {
        try (End end = End.server()) {
            end.endpoint.receivesMessages = false;
            end.open();
            end.peer.put(writer -> writer.pong(ByteBuffer.allocate(3)));
            end.receive();
            assertThat(end.session().isOpen()).isTrue();
            assertThat(end.peer.seen()).isEmpty();
        }
    }
}
