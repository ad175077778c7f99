package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.Setting;
import io.hawser.endpoint.MessageReceiver;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages that do not become complete, with a clock that the test advances. */
@Timeout(60)
class MessageTimeoutTest {

    private static final String LATE =
            "CLOSE 1008 a message was not complete within the setting messageTimeout (1000 ms)";

    private static End server() {
        return End.server().with(Setting.MESSAGE_TIMEOUT, 1000);
    }

    private static void part(End end, String part, boolean last) {
        end.peer.put(writer -> writer.textPart(part, last)).send();
        end.pump();
    }

    @Test
    void aMessageThatIsGatheredIsFailed() {
        try (End end = server().open()) {
            part(end, "a", false);
            end.passMillis(900);
            end.peer.ping("alive");
            part(end, "b", false);
            assertThat(end.peer.seen()).containsExactly("PONG alive");
            end.passMillis(200);
            assertThat(end.peer.seen()).containsExactly("PONG alive", LATE, "END");
            assertThat(end.endpoint.heard()).last().asString().startsWith("close 1008 ");
        }
    }

    @Test
    void aMessageInOneFrameThatTricklesIsFailed() {
        try (End end = server().open()) {
            // A masked text frame of five bytes, of which one has arrived.
            end.peer.raw(0x81, 0x85, 0, 0, 0, 0, 'a').send();
            end.passMillis(1100);
            assertThat(end.peer.seen()).containsExactly(LATE, "END");
        }
    }

    @Test
    void eachMessageHasItsOwnTimeAndTheTimeBetweenThemIsFree() {
        try (End end = server().open()) {
            for (int i = 0; i < 3; i++) {
                part(end, "a", false);
                end.passMillis(700);
                end.peer.put(writer -> writer.textPart("b", true)).put(writer -> writer.textPart("c", false));
                end.receive();
                end.passMillis(700);
                part(end, "d", true);
                end.passMillis(2000);
            }
            assertThat(end.session().isOpen()).isTrue();
            assertThat(end.endpoint.heard()).hasSize(7).contains("text ab", "text cd");
        }
    }

    @Test
    void withoutTheSettingItMayTakeForEver() {
        try (End end = End.server()
                .with(Setting.MESSAGE_TIMEOUT, 0)
                .with(Setting.PING_INTERVAL, 0)
                .open()) {
            part(end, "a", false);
            end.passMillis(400_000);
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void partsAreNoMessageYet() {
        try (End end = server()) {
            end.endpoint.declared = List.of(new MessageReceiver.TextParts((session, part) -> {
                end.endpoint.heard().add(part.content() + " " + part.last());
                return null;
            }));
            end.open();
            part(end, "a", false);
            end.passMillis(1100);
            assertThat(end.peer.seen()).containsExactly(LATE, "END");
            assertThat(end.endpoint.heard()).contains("a false");
        }
    }

    /** Waits, then reads a message to its end or records the failure. */
    private static End reading(CountDownLatch mayRead) {
        End end = server();
        end.endpoint.declared = List.of(new MessageReceiver.TextStream((session, reader) -> {
            try {
                mayRead.await();
                StringWriter all = new StringWriter();
                reader.transferTo(all);
                end.endpoint.heard().add("read " + all.toString().length());
            } catch (IOException e) {
                end.endpoint.heard().add("read failed: " + e.getMessage());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return null;
        }));
        return end.open();
    }

    @Test
    void aMessageThatIsReadAsAStreamIsBrokenOff() {
        try (End end = reading(new CountDownLatch(0))) {
            end.start();
            end.peer.put(writer -> writer.textPart("a", false)).send();
            await().until(() -> {
                end.tick();
                return end.peer.seen().contains(LATE);
            });
            await().until(() -> end.endpoint.heard().stream().anyMatch(line -> line.startsWith("close 1008")));
            assertThat(end.endpoint.heard())
                    .contains("read failed: the connection is lost: " + LATE.substring("CLOSE 1008 ".length()));
        }
    }

    @Test
    void theTimeInWhichTheEndpointDoesNotReadIsNotThePeers() throws Exception {
        CountDownLatch mayRead = new CountDownLatch(1);
        try (End end = reading(mayRead)) {
            end.start();
            end.peer.put(writer -> {
                for (int i = 0; i < 20; i++) {
                    writer.textPart("0123456789", false);
                }
            });
            end.peer.send();
            await().until(() -> !end.transport.isDemanded());
            for (int i = 0; i < 100; i++) {
                end.tick();
            }
            mayRead.countDown();
            await().until(end.transport::isDemanded);
            assertThat(end.peer.seen()).isEmpty();
            end.peer.put(writer -> writer.textPart("", true)).send();
            await().until(() -> end.endpoint.heard().contains("read 200"));
        }
    }

    @Test
    void whereStreamsHaveNoPlaceInputIsPausedUntilATickFindsOne() throws Exception {
        try (End end = reading(new CountDownLatch(0))) {
            end.transport.placeless(true);
            end.start();
            end.peer.put(writer -> writer.textPart("a", false)).send();
            await().until(() -> !end.transport.isDemanded());
            for (int i = 0; i < 100; i++) {
                end.tick();
            }
            assertThat(end.peer.seen()).isEmpty();
            end.transport.placeless(false);
            end.tick();
            await().until(end.transport::isDemanded);
            end.peer.put(writer -> writer.textPart("b", true)).send();
            await().until(() -> end.endpoint.heard().contains("read 2"));
        }
    }

    @Test
    void aStreamWithoutAPlaceIsReadWhenAllOfItIsThere() {
        try (End end = reading(new CountDownLatch(0))) {
            end.transport.placeless(true);
            end.start();
            end.peer
                    .put(writer -> writer.textPart("a", false))
                    .put(writer -> writer.textPart("b", true))
                    .send();
            await().until(() -> end.endpoint.heard().contains("read 2"));
            end.transport.placeless(false);
            end.tick();
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void moreThanThereIsRoomForIsRefusedAtOnceWhereThereIsNoPlace() {
        try (End end = reading(new CountDownLatch(0))) {
            end.transport.placeless(true);
            end.peer.put(writer -> {
                for (int i = 0; i < 300; i++) {
                    writer.textPart("0123456789", false);
                }
            });
            end.receive();
            assertThat(end.peer.seen())
                    .first()
                    .asString()
                    .startsWith("CLOSE 1009")
                    .contains("maxThreads");
        }
    }
}
