package io.hawser.tck.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Python's {@code websockets} and Node's {@code ws}, as clients of Hawser's servers and as servers of its client. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForeignPeerTest {

    private static final String REASON = "the tide turns \u2693 \ud83c\udf0a";

    @ParameterizedTest
    @ArgumentsSource(EachPlace.class)
    void textOfEveryPlaneOfUnicodeArrivesBothWays(Library library, Place place) throws Exception {
        String everything = Payload.everyCharacter();
        try (Pair pair = Pair.connect(library, place)) {
            for (String text : List.of("", "tide", "\u00e4 \u20ac \ud83c\udf0a \udbff\udffd", "\u0000")) {
                pair.foreign().sendText(text);
                assertThat(pair.ours().next()).isEqualTo(Heard.text(text));
                pair.ours().sendText(text);
                assertThat(pair.foreign().next()).isEqualTo(Heard.text(text));
            }
            pair.foreign().sendEveryCharacter();
            assertThat(pair.ours().next()).isEqualTo(Heard.text(everything));
            pair.ours().sendEveryCharacter();
            assertThat(pair.foreign().next()).isEqualTo(Heard.text(everything));
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachPlace.class)
    void binaryMessagesOfEachLengthFormAndOf16MebibytesArriveBothWays(Library library, Place place) throws Exception {
        try (Pair pair = Pair.connect(library, place)) {
            for (int size : new int[] {0, 1, 125, 126, 65_535, 65_536, 1 << 20, Payload.LARGEST}) {
                byte[] data = Payload.pattern(size);
                pair.foreign().sendBinary(size);
                assertThat(pair.ours().next()).isEqualTo(Heard.binary(data));
                pair.ours().sendBinary(size);
                assertThat(pair.foreign().next()).isEqualTo(Heard.binary(data));
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachPlace.class)
    void fragmentsWithPingsBetweenThemBecomeOneMessage(Library library, Place place) throws Exception {
        List<String> parts = List.of("one, ", "two \ud83c\udf0a, ", "", "three");
        String whole = String.join("", parts);
        try (Pair pair = Pair.connect(library, place)) {
            pair.foreign().sendFragments(parts);
            assertThat(pair.ours().next()).isEqualTo(Heard.text(whole));

            pair.ours().sendFragments(parts);
            assertThat(pair.foreign().next()).isEqualTo(Heard.text(whole));
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachPlace.class)
    void pingsAreAnsweredBothWays(Library library, Place place) throws Exception {
        try (Pair pair = Pair.connect(library, place)) {
            for (String data : List.of("", "tide", "x".repeat(125))) {
                pair.foreign().ping(data);
                assertThat(pair.foreign().next()).isEqualTo(Heard.pong(data));
                pair.ours().ping(data);
                assertThat(pair.ours().next()).isEqualTo(Heard.pong(data));
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachPlace.class)
    void closeByTheForeignPeerShowsItsCodeAndReasonOnBothSides(Library library, Place place) throws Exception {
        for (int code : new int[] {1000, 1001, 1003, 1011, 3000, 4999}) {
            try (Pair pair = Pair.connect(library, place)) {
                pair.foreign().close(code, REASON);
                assertThat(pair.ours().next()).isEqualTo(Heard.closed(code, REASON));
                // The answer to a Close frame repeats only its code (RFC 6455, section 5.5.1).
                assertThat(pair.foreign().next()).isEqualTo(Heard.closed(code, ""));
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachPlace.class)
    void closeByUsShowsOurCodeAndReasonOnBothSides(Library library, Place place) throws Exception {
        for (int code : new int[] {1000, 1001, 1008, 3000, 4999}) {
            try (Pair pair = Pair.connect(library, place)) {
                pair.ours().close(code, REASON);
                assertThat(pair.foreign().next()).isEqualTo(Heard.closed(code, REASON));
                assertThat(pair.ours().next()).isEqualTo(Heard.closed(code, REASON));
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachPlace.class)
    void messageBeyondTheLimitClosesBothSidesWith1009(Library library, Place place) throws Exception {
        try (Pair pair = Pair.connect(library, place)) {
            pair.foreign().sendBinary(Payload.LARGEST + 1);
            assertThat(pair.ours().next().getString("event")).isEqualTo("error");
            assertThat(pair.ours().next().getInt("code")).isEqualTo(1009);
            assertThat(pair.foreign().next().getInt("code")).isEqualTo(1009);
        }
    }
}
