package io.hawser.tck.peer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Python's {@code websockets} and Node's {@code ws}, as clients of our server and as servers of our client. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForeignPeerTest {

    private static final String REASON = "the tide turns \u2693 \ud83c\udf0a";

    static Stream<Arguments> pairs() {
        return Stream.of(Library.values())
                .flatMap(library -> Stream.of(Pair.Roles.values()).map(roles -> Arguments.of(library, roles)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void textOfEveryPlaneOfUnicodeArrivesBothWays(Library library, Pair.Roles roles) throws Exception {
        String everything = Payload.everyCharacter();
        try (Pair pair = Pair.connect(library, roles)) {
            for (String text : List.of("", "tide", "\u00e4 \u20ac \ud83c\udf0a \udbff\udffd", "\u0000")) {
                pair.foreign().sendText(text);
                assertThat(pair.ours().next()).isEqualTo(Heard.text(text));
                pair.ours().session().getBasicRemote().sendText(text);
                assertThat(pair.foreign().next()).isEqualTo(Heard.text(text));
            }
            pair.foreign().sendEveryCharacter();
            assertThat(pair.ours().next()).isEqualTo(Heard.text(everything));
            pair.ours().session().getBasicRemote().sendText(everything);
            assertThat(pair.foreign().next()).isEqualTo(Heard.text(everything));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void binaryMessagesOfEachLengthFormAndOf16MebibytesArriveBothWays(Library library, Pair.Roles roles)
            throws Exception {
        try (Pair pair = Pair.connect(library, roles)) {
            for (int size : new int[] {0, 1, 125, 126, 65_535, 65_536, 1 << 20, Payload.LARGEST}) {
                byte[] data = Payload.pattern(size);
                pair.foreign().sendBinary(size);
                assertThat(pair.ours().next()).isEqualTo(Heard.binary(data));
                pair.ours().session().getBasicRemote().sendBinary(ByteBuffer.wrap(data));
                assertThat(pair.foreign().next()).isEqualTo(Heard.binary(data));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void fragmentsWithPingsBetweenThemBecomeOneMessage(Library library, Pair.Roles roles) throws Exception {
        List<String> parts = List.of("one, ", "two \ud83c\udf0a, ", "", "three");
        String whole = String.join("", parts);
        try (Pair pair = Pair.connect(library, roles)) {
            pair.foreign().sendFragments(parts);
            assertThat(pair.ours().next()).isEqualTo(Heard.text(whole));

            RemoteEndpoint.Basic remote = pair.ours().session().getBasicRemote();
            remote.sendText(parts.get(0), false);
            for (String part : parts.subList(1, parts.size())) {
                remote.sendPing(bytes("between"));
                assertThat(pair.ours().next()).isEqualTo(Heard.pong("between"));
                remote.sendText(part, part.equals("three"));
            }
            assertThat(pair.foreign().next()).isEqualTo(Heard.text(whole));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void pingsAreAnsweredBothWays(Library library, Pair.Roles roles) throws Exception {
        try (Pair pair = Pair.connect(library, roles)) {
            for (String data : List.of("", "tide", "x".repeat(125))) {
                pair.foreign().ping(data);
                assertThat(pair.foreign().next()).isEqualTo(Heard.pong(data));
                pair.ours().session().getBasicRemote().sendPing(bytes(data));
                assertThat(pair.ours().next()).isEqualTo(Heard.pong(data));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void closeByTheForeignPeerShowsItsCodeAndReasonOnBothSides(Library library, Pair.Roles roles) throws Exception {
        for (int code : new int[] {1000, 1001, 1003, 1011, 3000, 4999}) {
            try (Pair pair = Pair.connect(library, roles)) {
                pair.foreign().close(code, REASON);
                assertThat(pair.ours().next()).isEqualTo(Heard.closed(code, REASON));
                // What answers a Close frame repeats its code alone (RFC 6455, section 5.5.1).
                assertThat(pair.foreign().next()).isEqualTo(Heard.closed(code, ""));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void closeByUsShowsOurCodeAndReasonOnBothSides(Library library, Pair.Roles roles) throws Exception {
        for (int code : new int[] {1000, 1001, 1008, 3000, 4999}) {
            try (Pair pair = Pair.connect(library, roles)) {
                pair.ours().session().close(new CloseReason(CloseCodes.getCloseCode(code), REASON));
                assertThat(pair.foreign().next()).isEqualTo(Heard.closed(code, REASON));
                assertThat(pair.ours().next()).isEqualTo(Heard.closed(code, REASON));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void messageBeyondTheLimitClosesBothSidesWith1009(Library library, Pair.Roles roles) throws Exception {
        try (Pair pair = Pair.connect(library, roles)) {
            pair.foreign().sendBinary(Payload.LARGEST + 1);
            assertThat(pair.ours().next().getString("event")).isEqualTo("error");
            assertThat(pair.ours().next().getInt("code")).isEqualTo(1009);
            assertThat(pair.foreign().next().getInt("code")).isEqualTo(1009);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
