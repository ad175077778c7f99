package io.hawser.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.HawserSession;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The methods of a session that the Jakarta API does not have. */
class HawserSessionTest {

    private static HawserSession hawser(End end) {
        return HawserSession.of(end.session());
    }

    @Test
    void aSessionOfAnotherImplementationIsRefusedByTheNameOfItsClass() {
        Session other = (Session) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> null);
        assertThatThrownBy(() -> HawserSession.of(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(other.getClass().getName());
        assertThatThrownBy(() -> HawserSession.of(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("null");
    }

    @Test
    void itKnowsTheHandshakeAndTheTransportAlsoAfterItsEnd() throws IOException {
        try (End end = End.server().open()) {
            HawserSession session = hawser(end);
            end.session().close();
            end.peer.close(1000, "");
            end.receive();
            assertThat(session.requestHeaders().get("accept-LANGUAGE")).containsExactly("de");
            assertThat(session.responseHeaders().get("server")).containsExactly("Hawser");
            assertThatThrownBy(() -> session.requestHeaders().put("x", List.of()))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() ->
                            session.requestHeaders().get("Accept-Language").add("en"))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThat(session.localAddress()).isSameAs(end.transport.facts().local());
            assertThat(session.remoteAddress()).isSameAs(end.transport.facts().remote());
            assertThat(session.tlsSession()).isEmpty();
        }
    }

    @Test
    void queuedBytesAreThoseThatTheTransportHasNotTaken() throws IOException {
        try (End end = End.server().open()) {
            assertThat(hawser(end).queuedBytes()).isZero();
            end.transport.stall();
            end.session().getAsyncRemote().sendText("x".repeat(100));
            assertThat(hawser(end).queuedBytes()).isEqualTo(102);
            end.transport.resume();
            end.pump();
            assertThat(hawser(end).queuedBytes()).isZero();
        }
    }

    @Test
    void aPingHasTheLatencyAsItsResultAndTheApplicationGetsNoPong() {
        try (End end = End.server().open()) {
            CompletableFuture<Duration> answer = hawser(end).ping();
            end.pump();
            end.transport.passMillis(12);
            assertThat(answer).isNotDone();
            end.peer.pong(end.peer.lastPing());
            end.receive();
            assertThat(answer).isCompletedWithValue(Duration.ofMillis(12));
            assertThat(hawser(end).latency()).contains(Duration.ofMillis(12));
            assertThat(end.endpoint.heard()).containsExactly("open");
        }
    }

    @Test
    void thePongOfALaterPingAnswersTheEarlierOnesToo() {
        try (End end = End.client().open()) {
            CompletableFuture<Duration> first = hawser(end).ping();
            end.transport.passMillis(5);
            CompletableFuture<Duration> second = hawser(end).ping();
            end.pump();
            byte[] secondPing = end.peer.lastPing();
            CompletableFuture<Duration> third = hawser(end).ping();
            end.pump();
            end.transport.passMillis(10);
            end.peer.pong(secondPing);
            end.receive();
            assertThat(first).isCompletedWithValue(Duration.ofMillis(15));
            assertThat(second).isCompletedWithValue(Duration.ofMillis(10));
            assertThat(third).isNotDone();
            assertThat(hawser(end).latency()).contains(Duration.ofMillis(10));
        }
    }

    @Test
    void pingsOfTheApplicationWithOneAndTheSamePayloadConfuseNothing() throws IOException {
        try (End end = End.server().open()) {
            ByteBuffer payload = ByteBuffer.wrap("x".getBytes(UTF_8));
            end.session().getBasicRemote().sendPing(payload);
            end.pump();
            CompletableFuture<Duration> own = hawser(end).ping();
            end.pump();
            byte[] ownPayload = end.peer.lastPing();
            end.session().getBasicRemote().sendPing(payload);
            end.pump();
            end.peer.pong("x".getBytes(UTF_8));
            end.receive();
            assertThat(own).as("which x was that?").isNotDone();
            end.peer.pong(ownPayload).pong("x".getBytes(UTF_8));
            end.receive();
            assertThat(own).isCompleted();
            assertThat(end.endpoint.heard()).containsExactly("open", "pong x", "pong x");
        }
    }

    @Test
    void pongsThatAnswerNoneOfThemGoToTheApplication() {
        try (End end = End.server().open()) {
            CompletableFuture<Duration> answer = hawser(end).ping();
            end.pump();
            end.peer.pong("unasked".getBytes(UTF_8));
            end.receive();
            assertThat(answer).isNotDone();
            assertThat(end.endpoint.heard()).containsExactly("open", "pong unasked");
        }
    }

    @Test
    void aPingIsSentBeforeWaitingMessages() {
        try (End end = End.server().open()) {
            end.transport.stall();
            end.session().getAsyncRemote().sendText("waits");
            hawser(end).ping();
            end.transport.resume();
            end.pump();
            assertThat(end.peer.seen()).hasSize(2).last().isEqualTo("TEXT waits");
        }
    }

    @Test
    void aPingFailsWithTheConnection() throws IOException {
        try (End end = End.server().open()) {
            CompletableFuture<Duration> answer = hawser(end).ping();
            end.pump();
            end.transport.broke(new IOException("reset"));
            end.pump();
            assertThatThrownBy(answer::get).hasCauseInstanceOf(IOException.class);
            assertThatThrownBy(hawser(end).ping()::get).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void aPingThatThePeerDoesNotReadFailsWithTheReasonOfTheEnd() throws IOException {
        try (End end = End.server().open()) {
            end.transport.stall();
            CompletableFuture<Duration> answer = hawser(end).ping();
            end.transport.broke(new IOException("reset"));
            end.pump();
            assertThatThrownBy(answer::get).hasMessageContaining("reset");
        }
    }

    @Test
    void pingsThatThePeerDoesNotReadAreBounded() {
        try (End end = End.server().open()) {
            end.transport.stall();
            CompletableFuture<Duration> last = hawser(end).ping();
            for (int i = 0; i < 5000 && !last.isCompletedExceptionally(); i++) {
                last = hawser(end).ping();
            }
            assertThatThrownBy(last::get).hasMessageContaining("does not read");
        }
    }

    @Test
    void aPingThatIsLostInAFloodOfPongsFails() {
        try (End end = End.server().open()) {
            end.transport.stall();
            CompletableFuture<Duration> answer = hawser(end).ping();
            for (int i = 0; i < 200; i++) {
                end.peer.ping("%0100d".formatted(i));
            }
            end.receive();
            assertThatThrownBy(answer::get).hasMessageContaining("flood");
        }
    }

    @Test
    void whatIsAttachedToAnAnswerMayWaitForEventsOfTheSession() {
        try (End end = End.server().open()) {
            CompletableFuture<String> then = hawser(end).ping().thenApply(latency -> {
                end.peer.text("event").send();
                end.transport.runEvents();
                return String.join(" ", end.endpoint.heard());
            });
            end.pump();
            end.peer.pong(end.peer.lastPing());
            end.receive();
            assertThat(then).isCompletedWithValue("open text event");
        }
    }
}
