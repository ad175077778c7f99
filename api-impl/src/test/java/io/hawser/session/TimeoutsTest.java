package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.HawserSession;
import io.hawser.Setting;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The timeouts of a session, with a clock that the test advances. */
class TimeoutsTest {

    @Test
    void aSilentSessionIsClosedWith1001AndReportedAs1006() {
        try (End end = End.server().with(Setting.IDLE_TIMEOUT, 1000).open()) {
            end.passMillis(900);
            assertThat(end.peer.seen()).isEmpty();
            end.passMillis(100);
            assertThat(end.peer.seen()).containsExactly("CLOSE 1001 idle for 1000 ms");
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1006 idle for 1000 ms");
        }
    }

    @Test
    void inputAndOutputKeepASessionOpen() throws IOException {
        try (End end = End.server().with(Setting.IDLE_TIMEOUT, 1000).open()) {
            for (int i = 0; i < 3; i++) {
                end.passMillis(900);
                end.peer.ping("p");
                end.receive();
                end.passMillis(900);
                end.session().getBasicRemote().sendText("sent");
                end.passMillis(900);
                end.session().getAsyncRemote().sendText("sent");
                end.passMillis(900);
                end.session().getBasicRemote().sendText("part", true);
            }
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void aSessionWithoutAnIdleTimeoutLivesForEver() {
        try (End end = End.server().with(Setting.PING_INTERVAL, 0).open()) {
            assertThat(end.session().getMaxIdleTimeout()).isZero();
            end.passMillis(1_000_000);
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void theIdleTimeoutCanBeChangedAndCountsFromThen() {
        try (End end = End.server().open()) {
            end.passMillis(5000);
            end.session().setMaxIdleTimeout(1000);
            assertThat(end.session().getMaxIdleTimeout()).isEqualTo(1000);
            end.passMillis(900);
            assertThat(end.session().isOpen()).isTrue();
            end.session().setMaxIdleTimeout(-1);
            assertThat(end.session().getMaxIdleTimeout()).isZero();
            end.passMillis(5000);
            end.session().setMaxIdleTimeout(Long.MAX_VALUE);
            assertThat(end.session().getMaxIdleTimeout()).isEqualTo(Long.MAX_VALUE);
            end.passMillis(5000);
            assertThat(end.session().isOpen()).isTrue();
            end.session().setMaxIdleTimeout(100);
            end.passMillis(100);
            assertThat(end.session().isOpen()).isFalse();
        }
    }

    @Test
    void aMessageThatComesWhileTheIdleCloseIsUnderWayStopsIt() {
        try (End end = End.server().with(Setting.IDLE_TIMEOUT, 100).open()) {
            end.tick();
            // The message is already an event when the tick finds no input.
            end.peer.text("hello").send();
            end.tick();
            end.pump();
            assertThat(end.endpoint.heard()).containsExactly("open", "text hello");
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void aHandlerThatTakesLongIsNotTakenForSilence() {
        try (End end = End.server().with(Setting.IDLE_TIMEOUT, 1000).open()) {
            end.endpoint.onText = (session, message) -> {
                for (int i = 0; i < 30; i++) {
                    end.tick();
                }
                return null;
            };
            end.peer.text("hello");
            end.receive();
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void aPeerThatDoesNotAnswerTheCloseIsCutOffAfterTheCloseTimeout() throws IOException {
        try (End end = End.server().with(Setting.CLOSE_TIMEOUT, 1000).open()) {
            end.session().close();
            end.passMillis(900);
            assertThat(end.endpoint.heard())
                    .as("not after a silent peer's timeout")
                    .hasSize(2);
            assertThat(end.transport.isEnded()).isFalse();
            end.passMillis(100);
            assertThat(end.peer.seen()).containsExactly("CLOSE 1000 ", "RESET");
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1000 ");
        }
    }

    @Test
    void aPeerThatDoesNotReadCannotHoldTheCloseForEver() throws Exception {
        try (End end = End.server().with(Setting.CLOSE_TIMEOUT, 1000).open()) {
            end.transport.stall();
            Future<Void> accepted = end.session().getAsyncRemote().sendText("never read");
            end.session().close();
            end.passMillis(1000);
            assertThat(end.peer.seen()).containsExactly("RESET");
            assertThatThrownBy(accepted::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("closeTimeout");
        }
    }

    @Test
    void aSendOfWhichNothingWasWrittenInTimeFailsOnceAndAlone() {
        try (End end = End.server().with(Setting.ASYNC_SEND_TIMEOUT, 1000).open()) {
            List<Throwable> results = new ArrayList<>();
            RemoteEndpoint.Async async = end.session().getAsyncRemote();
            end.transport.stall();
            assertThat(async.getSendTimeout()).isEqualTo(1000);
            async.setSendTimeout(0);
            async.sendText("before");
            async.setSendTimeout(1000);
            async.sendText("slow", result -> results.add(result.getException()));
            async.sendBinary(ByteBuffer.allocate(200_000), result -> results.add(result.getException()));
            async.setSendTimeout(0);
            async.sendText("after");
            end.passMillis(900);
            assertThat(results).isEmpty();
            end.passMillis(100);
            assertThat(results)
                    .hasSize(2)
                    .allSatisfy(failure -> assertThat(failure)
                            .isInstanceOf(SocketTimeoutException.class)
                            .hasMessageContaining("1000 ms"));
            assertThat(HawserSession.of(end.session()).queuedBytes()).isLessThan(100);
            end.transport.resume();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT before", "TEXT after");
            assertThat(results).hasSize(2);
            assertThat(end.endpoint.heard()).containsExactly("open");
        }
    }

    @Test
    void theOnlyMessageCanBeWithdrawnAndOthersFollow() {
        try (End end = End.client().with(Setting.ASYNC_SEND_TIMEOUT, 100).open()) {
            end.transport.stall();
            Future<Void> slow = end.session().getAsyncRemote().sendText("slow");
            end.passMillis(100);
            assertThat(slow).isDone();
            assertThat(HawserSession.of(end.session()).queuedBytes()).isZero();
            end.transport.resume();
            end.session().getAsyncRemote().sendText("quick");
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT quick");
        }
    }

    @Test
    void aSendThatWaitsForTheEndOfAPartialMessageTimesOutAlone() throws Exception {
        try (End end = End.server().with(Setting.ASYNC_SEND_TIMEOUT, 500).open()) {
            end.session().getBasicRemote().sendText("one ", false);
            Future<Void> waits = end.session().getAsyncRemote().sendText("waits");
            end.session().getAsyncRemote().setSendTimeout(0);
            end.session().getAsyncRemote().sendText("patient");
            end.passMillis(500);
            assertThatThrownBy(waits::get).hasCauseInstanceOf(SocketTimeoutException.class);
            end.session().getBasicRemote().sendText("message", true);
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT+ one ", "CONTINUATION message", "TEXT patient");
        }
    }

    @Test
    void whereAnExtensionRemembersTheMessageATimeoutEndsTheSession() {
        End end = End.server().with(Setting.ASYNC_SEND_TIMEOUT, 500);
        end.extensions.add(new Rsv1());
        try (end) {
            end.open();
            end.transport.stall();
            Future<Void> slow = end.session().getAsyncRemote().sendText("slow");
            end.passMillis(500);
            assertThatThrownBy(slow::get).hasCauseInstanceOf(SocketTimeoutException.class);
            assertThat(end.endpoint.heard()).hasSize(3).last().isEqualTo("close 1006 ");
        }
    }

    @Test
    void manySmallMessagesWithATimeoutTakeLittleMemory() {
        try (End end = End.server().with(Setting.ASYNC_SEND_TIMEOUT, 500).open()) {
            end.transport.stall();
            for (int i = 0; i < 1000; i++) {
                end.session().getAsyncRemote().sendText("small");
            }
            assertThat(end.transport.lentBytes()).isEqualTo(64_000);
            end.transport.resume();
            end.pump();
            assertThat(end.peer.seen()).hasSize(1000);
        }
    }

    @Test
    void aSendThatTheTransportHoldsTooLongFailsWithItsTimeoutToo() {
        try (End end = End.server().open()) {
            List<Throwable> results = new ArrayList<>();
            end.session().getAsyncRemote().setSendTimeout(500);
            end.transport.holdReports();
            end.session().getAsyncRemote().sendText("slow", result -> results.add(result.getException()));
            end.passMillis(500);
            assertThat(results).singleElement().isInstanceOf(SocketTimeoutException.class);
            assertThat(end.endpoint.heard()).last().isEqualTo("close 1006 ");
        }
    }

    @Test
    void afterAMessageWasCutByItsTimeoutNothingMoreIsWritten() {
        try (End end = End.server().open()) {
            end.session().getAsyncRemote().setSendTimeout(500);
            end.transport.lendAtMost(1000);
            end.transport.stall();
            end.transport.readMore(1);
            Future<Void> cut = end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(5000));
            end.pump();
            assertThat(end.transport.pieces()).hasSize(1);
            end.session().getAsyncRemote().setSendTimeout(0);
            Future<Void> next = end.session().getAsyncRemote().sendText("next");
            end.peer.ping("p");
            end.receive();
            end.passMillis(500);
            end.transport.resume();
            end.pump();
            assertThat(end.transport.pieces()).hasSize(1);
            assertThat(end.peer.seen()).containsExactly("RESET");
            assertThat(cut).isDone();
            assertThat(next).isDone();
        }
    }

    @Test
    void theLongestTimeoutNeverExpires() {
        try (End end = End.server().open()) {
            end.session().getAsyncRemote().setSendTimeout(Long.MAX_VALUE);
            end.transport.stall();
            Future<Void> pending = end.session().getAsyncRemote().sendText("patient");
            end.passMillis(10_000);
            assertThat(pending).isNotDone();
            end.transport.resume();
            end.pump();
            assertThat(pending).isDone();
        }
    }

    @Test
    void aSendThatWasWrittenInTimeIsForgotten() {
        try (End end = End.server().open()) {
            end.session().getAsyncRemote().setSendTimeout(500);
            assertThat(end.session().getAsyncRemote().sendText("quick")).isNotDone();
            end.passMillis(5000);
            assertThat(end.session().isOpen()).isTrue();
            assertThat(end.session().getAsyncRemote().getSendTimeout()).isEqualTo(500);
            end.session().getAsyncRemote().setSendTimeout(-7);
            assertThat(end.session().getAsyncRemote().getSendTimeout()).isZero();
        }
    }

    @Test
    void aTransportWhoseLingerIsOverGivesTheRestBack() throws Exception {
        try (End end = End.server().open()) {
            end.transport.stall();
            Future<Void> lost = end.session().getAsyncRemote().sendText("never read");
            end.peer.close(1000, "");
            end.receive();
            assertThat(lost).isNotDone();
            end.transport.expireLinger();
            end.pump();
            assertThatThrownBy(lost::get).hasMessageContaining("linger");
            end.transport.assertClean();
        }
    }
}
