package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.HawserSession;
import io.hawser.Setting;
import io.hawser.protocol.Role;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pings of the keepalive, with a clock that the test advances. */
class KeepAliveTest {

    private static End end(Role role) {
        return role == Role.SERVER ? End.server() : End.client();
    }

    private static long pings(End end) {
        return end.peer.seen().stream().filter(line -> line.startsWith("PING")).count();
    }

    @ParameterizedTest
    @EnumSource
    void aPeerIsPingedAtTheIntervalByDefaultEvery25Seconds(Role role) {
        try (End end = end(role).open()) {
            end.peer.answersPings();
            end.passMillis(24_900);
            assertThat(pings(end)).isZero();
            end.passMillis(100);
            assertThat(pings(end)).isEqualTo(1);
            end.passMillis(250_000);
            assertThat(pings(end)).isEqualTo(11);
            assertThat(end.endpoint.heard())
                    .as("the application hears of no pong")
                    .containsExactly("open");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatIsSilentAfterAPingIsLost(Role role) {
        try (End end = end(role)
                .with(Setting.PING_INTERVAL, 1000)
                .with(Setting.PING_TIMEOUT, 3000)
                .open()) {
            end.passMillis(3900);
            assertThat(end.session().isOpen()).isTrue();
            end.passMillis(100);
            assertThat(end.endpoint.heard())
                    .containsExactly(
                            "open",
                            "error SessionException: the peer has sent nothing within the setting pingTimeout"
                                    + " (3000 ms) after a ping",
                            "close 1006 ");
            assertThat(end.peer.seen()).endsWith("RESET");
        }
    }

    @Test
    void anyInputCountsInPlaceOfAPong() {
        try (End end = End.server()
                .with(Setting.PING_INTERVAL, 1000)
                .with(Setting.PING_TIMEOUT, 1000)
                .open()) {
            for (int i = 0; i < 100; i++) {
                end.passMillis(800);
                end.peer.text("hello");
                end.receive();
            }
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void zeroTurnsThePingsOrTheTimeoutOff() {
        try (End end = End.server().with(Setting.PING_INTERVAL, 0).open()) {
            end.passMillis(1_000_000);
            assertThat(end.peer.seen()).isEmpty();
        }
        try (End end = End.server().with(Setting.PING_TIMEOUT, 0).open()) {
            end.passMillis(1_000_000);
            assertThat(pings(end)).isEqualTo(40);
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void theLongestIntervalNeverPings() {
        try (End end = End.server()
                .with(Setting.PING_INTERVAL, Long.MAX_VALUE / 1_000_000)
                .open()) {
            end.passMillis(100_000);
            assertThat(end.peer.seen()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePingsOfTheEngineDoNotKeepAnIdleSessionOpen(Role role) {
        try (End end = end(role)
                .with(Setting.PING_INTERVAL, 300)
                .with(Setting.IDLE_TIMEOUT, 1000)
                .open()) {
            end.peer.answersPings();
            end.passMillis(1100);
            assertThat(pings(end)).isPositive();
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1006 idle for 1000 ms");
        }
    }

    @Test
    void pingsAndPongsOfTheApplicationKeepItOpen() throws Exception {
        try (End end = End.server()
                .with(Setting.PING_INTERVAL, 300)
                .with(Setting.IDLE_TIMEOUT, 1000)
                .open()) {
            end.peer.answersPings();
            for (int i = 0; i < 5; i++) {
                end.passMillis(800);
                end.session().getBasicRemote().sendPong(ByteBuffer.allocate(1));
                end.passMillis(800);
                end.session().getBasicRemote().sendPing(ByteBuffer.allocate(1));
                end.passMillis(800);
                HawserSession.of(end.session()).ping();
            }
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void aMessageThatCameTogetherWithAPongCounts() {
        try (End end = End.server()
                .with(Setting.PING_INTERVAL, 300)
                .with(Setting.IDLE_TIMEOUT, 1000)
                .open()) {
            end.peer.answersPingsWith(peer -> peer.text("hello"));
            end.passMillis(5000);
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void theyMeasureTheLatency() {
        try (End end = End.server().with(Setting.PING_INTERVAL, 1000).open()) {
            end.passMillis(1000);
            assertThat(HawserSession.of(end.session()).latency()).isEmpty();
            end.transport.passMillis(7);
            end.peer.pong(end.peer.lastPing());
            end.receive();
            assertThat(HawserSession.of(end.session()).latency()).contains(Duration.ofMillis(7));
        }
    }

    @Test
    void aMethodThatTakesLongerThanThePingTimeoutIsNotTakenForALostPeer() {
        try (End end = End.server()
                .with(Setting.PING_INTERVAL, 1000)
                .with(Setting.PING_TIMEOUT, 1000)
                .open()) {
            end.endpoint.onText = (session, message) -> {
                // Meanwhile pongs arrive and wait behind this event.
                for (int i = 0; i < 65; i++) {
                    end.tick();
                    end.transport.write();
                }
                return null;
            };
            end.peer.answersPings();
            end.peer.text("work");
            end.receive();
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void aPeerThatReadsALargeFrameSlowlyIsNotLostWhileThePingWaitsForItsEnd() {
        try (End end = End.server()
                .with(Setting.PING_INTERVAL, 1000)
                .with(Setting.PING_TIMEOUT, 1000)
                .open()) {
            end.transport.lendAtMost(1000);
            end.transport.stall();
            end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(9_500));
            for (int i = 0; i < 10; i++) {
                end.transport.stall();
                end.transport.readMore(1);
                end.passMillis(700);
            }
            assertThat(end.session().isOpen()).isTrue();
            assertThat(end.peer.seen()).hasSize(1);
            end.passMillis(1000);
            assertThat(end.endpoint.heard()).last().isEqualTo("close 1006 ");
        }
    }

    @Test
    void nothingIsPingedOnceASessionIsClosing() throws Exception {
        try (End end = End.server()
                .with(Setting.PING_INTERVAL, 1000)
                .with(Setting.PING_TIMEOUT, 1000)
                .open()) {
            end.passMillis(1000);
            end.session().close();
            end.passMillis(5000);
            assertThat(pings(end)).isEqualTo(1);
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1000 ");
            assertThat(end.peer.seen()).last().isEqualTo("CLOSE 1000 ");
        }
    }

    @Test
    void aPeerThatAnswersNothingForDaysCostsNoMemory() {
        try (End end = End.server()
                .with(Setting.PING_INTERVAL, 100)
                .with(Setting.PING_TIMEOUT, 0)
                .open()) {
            end.passMillis(10_000);
            assertThat(end.connection().pings().unanswered()).isLessThan(50);
        }
    }
}
