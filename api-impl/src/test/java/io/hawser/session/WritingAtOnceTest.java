package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.HawserSession;
import io.hawser.Setting;
import io.hawser.protocol.Role;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A transport that pulls and reports output on the thread that requests a write. It checks each time that this thread
 * does not hold a lock of the connection. If it does, the test fails at its end.
 */
class WritingAtOnceTest {

    private static End atOnce(End end) {
        end.transport.writeAtOnce();
        return end.open();
    }

    private static End atOnce(Role role) {
        return atOnce(role == Role.SERVER ? End.server() : End.client());
    }

    @ParameterizedTest
    @EnumSource
    void allKindsOfSendsAreOnTheirWayWhenTheyReturn(Role role) throws Exception {
        try (End end = atOnce(role)) {
            RemoteEndpoint.Basic basic = end.session().getBasicRemote();
            basic.sendText("basic");
            Future<Void> async = end.session().getAsyncRemote().sendText("async");
            assertThat(async).isDone();
            basic.sendText("part", false);
            Future<Void> behind = end.session().getAsyncRemote().sendText("behind");
            assertThat(behind).isNotDone();
            basic.sendText("end", true);
            assertThat(behind).isDone();
            try (OutputStream stream = basic.getSendStream()) {
                stream.write(new byte[20_000]);
            }
            basic.sendPing(ByteBuffer.allocate(0));
            HawserSession.of(end.session()).ping();
            basic.setBatchingAllowed(true);
            basic.sendText("batch");
            basic.flushBatch();
            assertThat(end.peer.seen())
                    .startsWith("TEXT basic", "TEXT async", "TEXT+ part", "CONTINUATION end", "TEXT behind")
                    .endsWith("TEXT batch");
        }
    }

    @Test
    void completionHandlersDoNotRunOnTheThreadThatWrites() {
        try (End end = atOnce(Role.SERVER)) {
            List<SendResult> results = new ArrayList<>();
            end.session().getAsyncRemote().sendText("one", results::add);
            assertThat(end.peer.seen()).containsExactly("TEXT one");
            assertThat(results).isEmpty();
            end.pump();
            assertThat(results).hasSize(1);
        }
    }

    @Test
    void aSendThatWouldWaitFindsThatNothingIsLeftToWaitFor() throws IOException {
        try (End end = atOnce(Role.SERVER)) {
            end.transport.stall();
            end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(100_000));
            end.transport.onBeforeBlocking(() -> {
                end.transport.resume();
                return null;
            });
            end.session().getBasicRemote().sendText("behind");
            assertThat(end.transport.waiting()).isEqualTo(1);
            assertThat(end.peer.seen()).containsExactly("BINARY of 100000 bytes", "TEXT behind");
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersAndPongsLeaveInTheMiddleOfTheRead(Role role) {
        try (End end = atOnce(role)) {
            end.endpoint.onText = (session, message) -> message + "!";
            end.peer.text("a").ping("b").text("c");
            end.receive();
            assertThat(end.peer.seen()).containsExactly("TEXT a!", "PONG b", "TEXT c!");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCloseOfTheApplicationLeavesBehindWhatWasSent(Role role) throws IOException {
        try (End end = atOnce(role)) {
            end.session().getAsyncRemote().sendText("last");
            end.session().close();
            assertThat(end.peer.seen()).containsExactly("TEXT last", "CLOSE 1000 ");
            end.peer.close(1000, "");
            end.receive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePeersCloseIsAnswered(Role role) {
        try (End end = atOnce(role)) {
            end.endpoint.onClose = (session, reason) -> {
                assertThat(end.peer.seen()).first().isEqualTo("CLOSE 1001 ");
                return null;
            };
            end.peer.close(1001, "leaving");
            end.receive();
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1001 leaving");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProtocolErrorIsReportedBeforeTheTransportEnds(Role role) {
        try (End end = atOnce(role)) {
            end.peer.raw(0xFF, 0xFF);
            end.receive();
            assertThat(end.peer.seen()).hasSize(2).last().isEqualTo("END");
            assertThat(end.endpoint.heard()).last().asString().startsWith("close 1002");
        }
    }

    @Test
    void whatWasAcceptedLeavesAfterTheEndOfThePeersOutput() {
        try (End end = atOnce(Role.SERVER)) {
            end.transport.stall();
            Future<Void> sent = end.session().getAsyncRemote().sendText("last");
            end.transport.arriveEnd();
            end.pump();
            assertThat(sent).isNotDone();
            end.transport.resume();
            assertThat(sent).isDone();
            assertThat(end.peer.seen()).containsExactly("TEXT last", "END");
        }
    }

    @Test
    void aFrameThatCannotBeWrittenEndsTheConnection() {
        try (End end = atOnce(Role.SERVER)) {
            end.transport.exhaust();
            assertThatThrownBy(() -> end.session().getBasicRemote().sendText("one"))
                    .isInstanceOf(IOException.class)
                    .hasRootCauseInstanceOf(OutOfMemoryError.class);
            end.pump();
            assertThat(end.peer.seen()).containsExactly("RESET");
            assertThat(end.endpoint.heard()).last().isEqualTo("close 1006 ");
        }
    }

    @Test
    void aCloseFrameThatCannotBeWrittenEndsTheConnectionToo() throws IOException {
        try (End end = atOnce(Role.SERVER)) {
            end.transport.exhaust();
            end.session().close();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("RESET");
        }
    }

    @Test
    void timeoutsEndAConnectionWhosePeerDoesNotRead() {
        try (End end = atOnce(End.server().with(Setting.ASYNC_SEND_TIMEOUT, 500))) {
            end.transport.stall();
            Future<Void> alone = end.session().getAsyncRemote().sendText("withdrawn");
            end.passMillis(600);
            assertThat(alone).isDone();
            end.connection().abort(new IOException("enough"));
            end.pump();
            assertThat(end.peer.seen()).containsExactly("RESET");
        }
    }

    @Test
    void keepAliveAndIdleTimeoutWriteFromTheTick() {
        try (End end = atOnce(End.server().with(Setting.PING_INTERVAL, 1000).with(Setting.IDLE_TIMEOUT, 3000))) {
            end.peer.answersPings();
            end.passMillis(4000);
            assertThat(end.peer.seen().get(0)).startsWith("PING");
            assertThat(end.peer.seen()).last().asString().startsWith("CLOSE 1001 idle");
        }
    }
}
