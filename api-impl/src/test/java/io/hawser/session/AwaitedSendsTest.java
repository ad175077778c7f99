package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.HawserSession;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Waiting that can never succeed fails with a message that says so. An exception of a callback is logged with the name
 * of the callback.
 */
@Timeout(60)
class AwaitedSendsTest {

    private static List<Future<Void>> sends(RemoteEndpoint.Async async) {
        return List.of(async.sendText("text"), async.sendBinary(ByteBuffer.allocate(1)), async.sendObject(1));
    }

    private static void assertCannotBeAwaited(List<Future<Void>> sends) {
        assertThat(sends).allSatisfy(send -> {
            assertThatThrownBy(send::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("part of a message");
            assertThatThrownBy(() -> send.get(30, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
            assertThat(send).isNotDone();
        });
    }

    @Test
    void aThreadCannotAwaitASendBehindItsOwnPartialMessage() throws Exception {
        try (End end = End.server().open()) {
            RemoteEndpoint.Basic basic = end.session().getBasicRemote();
            basic.sendText("one ", false);
            List<Future<Void>> sends = sends(end.session().getAsyncRemote());
            List<SendResult> results = new ArrayList<>();
            end.session().getAsyncRemote().sendText("handled", results::add);
            assertCannotBeAwaited(sends);
            basic.sendText("message", true);
            end.pump();
            assertThat(sends)
                    .as("not lost, and now they can be")
                    .allSatisfy(send -> assertThat(send.get()).isNull());
            assertThat(results).singleElement().matches(SendResult::isOK);
            assertThat(end.peer.seen())
                    .containsExactly(
                            "TEXT+ one ", "CONTINUATION message", "TEXT text", "BINARY \0", "TEXT 1", "TEXT handled");
        }
    }

    @Test
    void norBehindItsOwnStreamOrWriter() throws Exception {
        try (End end = End.server().open()) {
            OutputStream stream = end.session().getBasicRemote().getSendStream();
            stream.write(1);
            stream.flush();
            List<Future<Void>> sends = sends(end.session().getAsyncRemote());
            assertCannotBeAwaited(sends);
            stream.close();
            end.pump();
            assertThat(sends).allMatch(Future::isDone);
        }
        try (End end = End.server().open()) {
            Writer writer = end.session().getBasicRemote().getSendWriter();
            writer.write("1");
            writer.flush();
            List<Future<Void>> sends = sends(end.session().getAsyncRemote());
            assertCannotBeAwaited(sends);
            writer.close();
            end.pump();
            assertThat(sends).allMatch(Future::isDone);
        }
    }

    @Test
    void anotherThreadMayAwaitIt() throws Exception {
        try (End end = End.server().open()) {
            end.start();
            RemoteEndpoint.Basic basic = end.session().getBasicRemote();
            basic.sendText("one ", false);
            Future<Void> send = end.session().getAsyncRemote().sendText("two");
            FutureTask<Void> other = new FutureTask<>(send::get);
            Thread thread = new Thread(other, "other");
            thread.start();
            await().until(() -> end.transport.waiting() == 1);
            basic.sendText("message", true);
            assertThat(other.get()).isNull();
            assertThat(end.peer.seen()).containsExactly("TEXT+ one ", "CONTINUATION message", "TEXT two");
        }
    }

    @Test
    void theThreadThatHasSentTheLastPartUntilNowIsTheOneThatCannotWait() throws Exception {
        try (End end = End.server().open()) {
            end.start();
            RemoteEndpoint.Basic basic = end.session().getBasicRemote();
            basic.sendText("one ", false);
            Future<Void> send = end.session().getAsyncRemote().sendText("two");
            FutureTask<Void> other = new FutureTask<>(() -> {
                basic.sendText("part ", false);
                assertThatThrownBy(send::get).isInstanceOf(IllegalStateException.class);
                basic.sendText("message", true);
                return null;
            });
            Thread thread = new Thread(other, "other");
            thread.start();
            other.get();
            assertThat(send.get()).isNull();
        }
    }

    @Test
    void aMessageThatIsLostBehindAPartialMessageFailsWithItsOwnReason() throws Exception {
        try (End end = End.server().open()) {
            end.session().getBasicRemote().sendText("one ", false);
            Future<Void> send = end.session().getAsyncRemote().sendText("two");
            end.session().close();
            assertThatThrownBy(send::get).hasMessageContaining("partial message");
        }
    }

    @Test
    void aSendHandlerThatThrowsIsLoggedWithItsSessionAndItsEndpoint() throws Exception {
        try (End end = End.server().open();
                Log log = new Log("io.hawser.session")) {
            for (Throwable thrown : List.of(new IllegalStateException("no"), new NoClassDefFoundError("gone"))) {
                end.session()
                        .getAsyncRemote()
                        .sendText("one", result -> AwaitedSendsTest.<RuntimeException>sneak(thrown));
            }
            end.session().getAsyncRemote().sendText("two", result -> end.registry.add("heard"));
            end.pump();
            assertThat(end.registry).as("others are told").contains("heard");
            end.registry.remove("heard");
            assertThat(log.lines())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("WARNING")
                            .contains(
                                    end.session().getId() + " /path",
                                    "SendHandler",
                                    getClass().getName())
                            .contains(RecordingEndpoint.class.getName()));
            assertThat(end.endpoint.heard()).containsExactly("open");
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void anActionOnThePingsFutureMayThrow() throws Exception {
        try (End end = End.server().open();
                Log log = new Log("io.hawser.session")) {
            end.peer.answersPings();
            CompletableFuture<Duration> answer = HawserSession.of(end.session()).ping();
            CompletableFuture<Void> attached = answer.thenAccept(time -> {
                throw new IllegalStateException("no");
            });
            end.pump();
            end.peer.text("next");
            end.receive();
            assertThat(answer).isCompleted();
            assertThat(attached).isCompletedExceptionally();
            assertThatThrownBy(attached::get).hasRootCauseMessage("no");
            assertThat(end.endpoint.heard()).containsExactly("open", "text next");
            assertThat(log.lines()).isEmpty();
        }
    }
}
