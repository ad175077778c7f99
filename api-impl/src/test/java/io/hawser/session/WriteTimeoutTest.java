package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.Setting;
import io.hawser.protocol.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Output that the peer does not take, with a clock that the test advances. */
class WriteTimeoutTest {

    private static End end(Role role) {
        return role == Role.SERVER ? End.server() : End.client();
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatTakesNothingIsGivenUpThoughItSends(Role role) {
        try (End end = end(role).open()) {
            end.transport.stall();
            end.session().getAsyncRemote().sendText("waits");
            for (int i = 0; i < 59; i++) {
                end.passMillis(900);
                end.peer.ping("alive");
                end.receive();
            }
            assertThat(end.session().isOpen()).isTrue();
            end.passMillis(8_000);
            assertThat(end.endpoint.heard())
                    .containsExactly(
                            "open",
                            "error SessionException: the peer does not read: no output was written within the setting"
                                    + " writeTimeout (60000 ms)",
                            "close 1006 ");
            assertThat(end.peer.seen()).endsWith("RESET");
        }
    }

    @Test
    void aPeerThatReadsSlowlyStays() throws IOException {
        try (End end = End.server().with(Setting.WRITE_TIMEOUT, 1000).open()) {
            end.transport.stall();
            for (int i = 0; i < 20; i++) {
                end.session().getAsyncRemote().sendBinary(ByteBuffer.allocate(60_000));
            }
            for (int i = 0; i < 10; i++) {
                end.passMillis(500);
                end.transport.readMore(60_000);
                end.pump();
            }
            assertThat(end.session().isOpen()).isTrue();
            end.passMillis(1_500);
            assertThat(end.endpoint.heard()).last().isEqualTo("close 1006 ");
        }
    }

    @Test
    void whatTheTransportHasTakenCountsToo() {
        try (End end = End.server().with(Setting.WRITE_TIMEOUT, 1000).open()) {
            end.transport.held.output = 100;
            for (int i = 0; i < 5; i++) {
                end.transport.held.progress++;
                end.passMillis(500);
            }
            assertThat(end.session().isOpen()).isTrue();
            end.passMillis(1000);
            assertThat(end.endpoint.heard()).last().isEqualTo("close 1006 ");
            end.transport.held.output = 0;
        }
    }

    @Test
    void whatTheApplicationHoldsBackIsNotThePeersFault() throws IOException {
        try (End end = End.server().with(Setting.WRITE_TIMEOUT, 1000).open()) {
            end.session().getBasicRemote().setBatchingAllowed(true);
            end.session().getBasicRemote().sendText("in the batch");
            end.passMillis(5000);
            end.session().getBasicRemote().setBatchingAllowed(false);
            end.session().getBasicRemote().sendText("part", false);
            end.session().getAsyncRemote().sendText("behind");
            end.passMillis(5000);
            assertThat(end.session().isOpen()).isTrue();
            assertThat(end.peer.seen()).containsExactly("TEXT in the batch", "TEXT+ part");
        }
    }

    @Test
    void zeroIsForEver() {
        try (End end = End.server()
                .with(Setting.WRITE_TIMEOUT, 0)
                .with(Setting.PING_INTERVAL, 0)
                .open()) {
            end.transport.stall();
            end.session().getAsyncRemote().sendText("waits");
            end.passMillis(300_000);
            assertThat(end.session().isOpen()).isTrue();
        }
    }
}
