package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Setting;
import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of sending that can be tested with one thread. */
class SendingTest {

    @Test
    void completionIsCalledWhenTheMessageIsWrittenNotAtTheHandOff() throws Exception {
        try (End end = End.server().open()) {
            List<SendResult> results = new ArrayList<>();
            end.transport.holdReports();
            Future<Void> future = end.session().getAsyncRemote().sendText("one");
            end.session().getAsyncRemote().sendText("two", results::add);
            end.pump();
            assertThat(end.peer.seen()).as("handed over").containsExactly("TEXT one", "TEXT two");
            assertThat(future).isNotDone();
            assertThat(results).isEmpty();
            assertThatThrownBy(() -> future.get(0, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(end.transport.waiting()).as("says that it waits").isEqualTo(1);
            end.transport.report();
            end.pump();
            assertThat(future.isDone()).isTrue();
            assertThat(future.get()).isNull();
            assertThat(future.get(0, TimeUnit.SECONDS)).isNull();
            assertThat(results)
                    .singleElement()
                    .satisfies(result -> assertThat(result.isOK()).isTrue());
        }
    }

    @Test
    void aSendThatWasAcceptedCannotBeCancelled() {
        try (End end = End.server().open()) {
            Future<Void> future = end.session().getAsyncRemote().sendText("one");
            assertThat(future.cancel(true)).isFalse();
            assertThat(future.isCancelled()).isFalse();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT one");
        }
    }

    @Test
    void aHandlerThatSendsTheNextMessageDoesNotRecurse() {
        try (End end = End.server().open()) {
            RemoteEndpoint.Async async = end.session().getAsyncRemote();
            int[] left = {5000};
            async.sendText("first", new SendHandler() {
                @Override
                public void onResult(SendResult result) {
                    assertThat(result.isOK()).isTrue();
                    if (left[0]-- > 0) {
                        async.sendText("next", this);
                    }
                }
            });
            end.pump();
            assertThat(end.peer.seen()).hasSize(5001);
        }
    }

    @Test
    void aFullQueueFailsTheSendAloneAndNamesTheSetting() throws Exception {
        try (End end = End.server().with(Setting.MAX_QUEUED_BYTES, 1000).open()) {
            end.transport.stall();
            RemoteEndpoint.Async async = end.session().getAsyncRemote();
            Future<Void> large = async.sendBinary(ByteBuffer.allocate(5000));
            Future<Void> refused = async.sendText("no room");
            assertThatThrownBy(refused::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("maxQueuedBytes")
                    .hasMessageContaining("1000");
            assertThatThrownBy(() -> async.sendPing(ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("maxQueuedBytes");
            end.transport.resume();
            end.pump();
            Future<Void> next = async.sendText("room again");
            end.pump();
            assertThat(large)
                    .as("one message may be larger than the whole queue")
                    .isDone();
            assertThat(next).isDone();
            assertThat(end.peer.seen()).containsExactly("BINARY of 5000 bytes", "TEXT room again");
        }
    }

    @Test
    void asyncSendsWaitForTheEndOfAPartialMessage() throws Exception {
        try (End end = End.server().open()) {
            RemoteEndpoint.Basic basic = end.session().getBasicRemote();
            RemoteEndpoint.Async async = end.session().getAsyncRemote();
            basic.sendText("one ", false);
            Future<Void> first = async.sendText("between");
            Future<Void> second = async.sendText("again");
            basic.sendPing(ByteBuffer.wrap(new byte[] {'p'}));
            end.pump();
            assertThat(first).isNotDone();
            assertThat(end.peer.seen()).containsExactly("TEXT+ one ", "PING p");
            basic.sendText("message", true);
            end.pump();
            assertThat(first).isDone();
            assertThat(second).isDone();
            assertThat(end.peer.seen())
                    .containsExactly("TEXT+ one ", "PING p", "CONTINUATION message", "TEXT between", "TEXT again");
        }
    }

    @Test
    void sendsThatWaitCountForTheQueuesLimit() throws Exception {
        try (End end = End.server().with(Setting.MAX_QUEUED_BYTES, 100).open()) {
            end.session().getBasicRemote().sendText("part", false);
            end.pump();
            Future<Void> waits = end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(90));
            assertThatThrownBy(end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(11))::get)
                    .hasMessageContaining("maxQueuedBytes");
            assertThat(waits).isNotDone();
        }
    }

    @Test
    void aThreadWithAnOpenPartialMessageCannotStartAnother() throws Exception {
        try (End end = End.server().open()) {
            RemoteEndpoint.Basic basic = end.session().getBasicRemote();
            basic.sendText("one ", false);
            assertThatThrownBy(() -> basic.sendText("two"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("part");
            assertThatThrownBy(() -> basic.sendBinary(ByteBuffer.allocate(1)))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> basic.sendBinary(ByteBuffer.allocate(1), true))
                    .as("of another kind")
                    .isInstanceOf(IllegalStateException.class);
            try (var stream = basic.getSendStream()) {
                assertThatThrownBy(() -> {
                            stream.write(1);
                            stream.flush();
                        })
                        .as("of another owner")
                        .isInstanceOf(IllegalStateException.class);
            }
            basic.sendText("message", true);
            basic.sendText("two");
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT+ one ", "CONTINUATION message", "TEXT two");
        }
    }

    @Test
    void aCloseInAPartialMessageLosesWhatWaitsBehindItAndSaysSo() throws Exception {
        try (End end = End.server().open()) {
            RemoteEndpoint.Basic basic = end.session().getBasicRemote();
            basic.sendText("one ", false);
            Future<Void> waits = end.session().getAsyncRemote().sendText("waits");
            end.session().close();
            end.pump();
            assertThatThrownBy(waits::get).hasMessageContaining("partial message");
            assertThatThrownBy(() -> basic.sendText("message", true)).isInstanceOf(IOException.class);
            assertThat(end.peer.seen()).containsExactly("TEXT+ one ", "CLOSE 1000 ");
        }
    }

    @Test
    void thePeersCloseInAPartialMessageIsAnsweredBehindIt() throws Exception {
        try (End end = End.server().open()) {
            end.session().getBasicRemote().sendText("one ", false);
            Future<Void> waits = end.session().getAsyncRemote().sendText("waits");
            end.peer.put(writer -> writer.textPart("also open", false)).close(1000, "");
            end.receive();
            assertThatThrownBy(waits::get).hasMessageContaining("the peer has closed");
            assertThat(end.peer.seen()).containsExactly("TEXT+ one ", "CLOSE 1000 ", "END");
        }
    }

    @Test
    void theApplicationsCloseFollowsAllAcceptedMessages() throws IOException {
        try (End end = End.server().open()) {
            end.transport.stall();
            List<Future<Void>> accepted = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                accepted.add(end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(1000)));
            }
            end.session().close();
            end.pump();
            assertThat(end.peer.seen()).isEmpty();
            end.transport.resume();
            end.pump();
            assertThat(accepted).allMatch(Future::isDone);
            assertThat(end.peer.seen()).hasSize(101).last().isEqualTo("CLOSE 1000 ");
        }
    }

    @Test
    void aCloseThatFailsTheConnectionPassesWhatWaits() throws Exception {
        try (End end = End.server().open()) {
            end.transport.lendAtMost(100);
            end.transport.stall();
            end.transport.readMore(1);
            Future<Void> begun = end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(1000));
            Future<Void> waits = end.session().getAsyncRemote().sendText("x".repeat(100_000));
            end.pump();
            end.peer.raw(0xFF, 0xFF);
            end.receive();
            assertThatThrownBy(waits::get).hasCauseInstanceOf(ProtocolException.class);
            assertThat(begun).as("a frame that was begun is ended").isNotDone();
            end.transport.resume();
            end.pump();
            assertThat(begun.get()).isNull();
            assertThat(end.peer.seen())
                    .hasSize(3)
                    .startsWith("BINARY of 1000 bytes")
                    .endsWith("END");
            assertThat(end.peer.seen().get(1)).startsWith("CLOSE 1002");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailingCloseFollowsTheAnswersToEarlierFrames(boolean atOnce) {
        try (End end = End.server().open()) {
            end.endpoint.onText = (session, text) -> {
                session.getAsyncRemote().sendText(text);
                return null;
            };
            end.peer.text("well");
            if (!atOnce) {
                end.peer.send();
            }
            end.peer.raw(0xFF, 0xFF);
            end.receive();
            assertThat(end.peer.seen()).hasSize(3).startsWith("TEXT well").endsWith("END");
            assertThat(end.peer.seen().get(1)).startsWith("CLOSE 1002");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatIsLostWithTheConnectionFailsItsSend(Role role) {
        try (End end = (role == Role.SERVER ? End.server() : End.client()).open()) {
            List<Throwable> results = new ArrayList<>();
            end.transport.holdReports();
            end.session().getAsyncRemote().sendText("taken", result -> results.add(result.getException()));
            end.pump();
            end.transport.stall();
            end.session().getAsyncRemote().sendText("waits", result -> results.add(result.getException()));
            end.transport.broke(new IOException("reset"));
            end.pump();
            assertThat(results)
                    .hasSize(2)
                    .allMatch(failure -> failure.getMessage().equals("reset"));
        }
    }

    @Test
    void theFutureOfALostMessageIsDoneBeforeTheEventThatSaysSo() throws Exception {
        try (End end = End.server().open()) {
            end.transport.stall();
            end.endpoint.onText = (session, message) -> {
                Future<Void> future = session.getAsyncRemote().sendText("answer");
                end.transport.broke(new IOException("reset"));
                // The call is on the I/O context. The event that reports the failure waits behind this one.
                end.transport.write();
                assertThatThrownBy(future::get).hasMessageContaining("reset");
                return null;
            };
            end.peer.text("question");
            end.receive();
            assertThat(end.endpoint.heard())
                    .containsExactly("open", "text question", "error SessionException: reset", "close 1006 ");
        }
    }

    @Test
    void basicAndFutureGetFlushWhatWasHeldBack() throws Exception {
        try (End end = End.server().open()) {
            end.session().getAsyncRemote().sendText("held");
            assertThat(end.transport.flushes()).isZero();
            end.session().getBasicRemote().sendText("flushes");
            assertThat(end.transport.flushes()).isEqualTo(1);
            end.session().getAsyncRemote().sendText("held");
            end.session().getAsyncRemote().flushBatch();
            assertThat(end.transport.flushes()).isEqualTo(2);
        }
    }

    @Test
    void whereNoMemoryCanBeLentHalfAFrameIsNeverFollowedByAnything() {
        try (End end = End.server().open()) {
            end.transport.lendAtMost(100);
            end.session().getAsyncRemote().sendText("good");
            end.transport.exhaust();
            assertThat(end.session().getAsyncRemote().sendText("x".repeat(1000)))
                    .as("one of many receivers does not break the loop that sends to them")
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(() -> end.session().getBasicRemote().sendText("after"))
                    .isInstanceOf(IOException.class);
            end.pump();
            assertThat(end.peer.seen()).containsExactly("RESET");
            assertThat(end.endpoint.heard()).last().isEqualTo("close 1006 ");
        }
    }

    @Test
    void anExtensionThatCannotSendFailsTheConnection() throws Exception {
        End end = End.server();
        end.extensions.add(new Refusing());
        try (end) {
            end.open();
            end.session().getBasicRemote().sendText("good");
            assertThatThrownBy(() -> end.session().getBasicRemote().sendText("bad"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("extension");
            assertThatThrownBy(() -> end.session().getBasicRemote().sendText("good"))
                    .isInstanceOf(IOException.class);
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT good", "CLOSE 1011 refused", "END");
        }
    }

    @Test
    void aFailureOfAnExtensionForAWaitingMessageFailsItsSend() throws Exception {
        End end = End.server();
        end.extensions.add(new Refusing());
        try (end) {
            end.open();
            end.session().getBasicRemote().sendText("part", false);
            Future<Void> bad = end.session().getAsyncRemote().sendText("bad");
            Future<Void> good = end.session().getAsyncRemote().sendText("good");
            assertThatThrownBy(() -> end.session().getBasicRemote().sendText("end", true))
                    .isInstanceOf(IOException.class);
            end.pump();
            assertThat(bad).isDone();
            assertThat(good).isDone();
            assertThat(end.peer.seen()).endsWith("CLOSE 1011 refused", "END");
        }
    }

    /** Refuses text messages of three bytes, such as {@code bad}, and passes all others. */
    private static final class Refusing implements FrameExtension {

        @Override
        public int rsv() {
            return 0;
        }

        @Override
        public FrameSink incoming(FrameSink next) {
            return next;
        }

        @Override
        public FrameSink outgoing(FrameSink next) {
            return new PassingSink(next) {
                @Override
                public void begin(Opcode opcode, boolean fin, int rsv, long length) throws ProtocolException {
                    if (opcode == Opcode.TEXT && length == 3) {
                        throw new ProtocolException(1011, "refused");
                    }
                    super.begin(opcode, fin, rsv, length);
                }
            };
        }

        @Override
        public void close() {}
    }
}
