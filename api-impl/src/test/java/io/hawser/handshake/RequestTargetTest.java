package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?",
                "//a/-._~!$&'()*+,;=:@/Zz09",
                "/a?b=c&d?e=/f;@:[]-._~!$'()*+,",
                "/caf%C3%A9/%2F%5c?x=%20%7B%41"
            })
    void whatAUriAllowsStaysAsItIs(String target) {
        assertThat(RequestTarget.encoded(target)).isEqualTo(target);
        assertThat(URI.create("ws://h" + RequestTarget.encoded(target))).hasToString("ws://h" + target);
    }

    @ParameterizedTest
    @CsvSource({
        "/?f={a|b}^c\\d`, /?f=%7Ba%7Cb%7D%5Ec%5Cd%60",
        "/{a|b}^c\\d`[e], /%7Ba%7Cb%7D%5Ec%5Cd%60%5Be%5D",
        "/?rate=100%, /?rate=100%25",
        "/100%, /100%25",
        "/?a=%4, /?a=%254",
        "/?a=%zz%4g%g4%%41, /?a=%25zz%254g%25g4%25%41",
        "/?\"<>, /?%22%3C%3E",
        "/\u00fc?\u20ac, /%C3%BC?%E2%82%AC",
        "/a?b#c, /a?b%23c",
        "/[a]?[b], /%5Ba%5D?[b]",
        "a b, a%20b"
    })
    void whatAUriDoesNotAllowIsEncoded(String target, String encoded) {
        assertThat(RequestTarget.encoded(target)).isEqualTo(encoded);
    }

    @Test
    void visibleAsciiIsReadButForAFragment() {
        for (char c = 0; c < 0x300; c++) {
            assertThat(RequestTarget.isReadable("/a" + c + "b"))
                    .as("U+%04X", (int) c)
                    .isEqualTo(c >= '!' && c <= '~' && c != '#');
        }
    }

    @Test
    void anyVisibleTargetBecomesAUriWithTheSameMeaning() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder sent = new StringBuilder("/");
            for (int i = random.nextInt(12); i > 0; i--) {
                // Percent signs and question marks are frequent, since they are the difficult cases.
                int kind = random.nextInt(8);
                sent.append(kind == 0 ? '%' : kind == 1 ? '?' : (char) ('!' + random.nextInt('~' - '!' + 1)));
            }
            String target = sent.toString();
            URI uri = URI.create("ws://host" + RequestTarget.encoded(target));
            String path = target.contains("?") ? target.substring(0, target.indexOf('?')) : target;

            assertThat(uri.getHost()).as("%s, seed %s", target, seed).isEqualTo("host");
            assertThat(uri.getRawPath()).as("%s, seed %s", target, seed).isEqualTo(RequestTarget.encoded(path));
            assertThat(uri.getRawFragment()).as("%s, seed %s", target, seed).isNull();
            assertThat(RequestTarget.query(uri.getRawPath() + "?" + uri.getRawQuery()))
                    .as("%s, seed %s", target, seed)
                    .isEqualTo(String.valueOf(RequestTarget.query(RequestTarget.encoded(target))));
            // A valid URI is not encoded again.
            assertThat(RequestTarget.encoded(RequestTarget.encoded(target)))
                    .as("%s, seed %s", target, seed)
                    .isEqualTo(RequestTarget.encoded(target));
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"/a, none", "/a?, ''", "/a?b, b", "/a?b?c={d}%, b?c={d}%"})
    void theQueryIsWhatWasSentBehindTheFirstQuestionMark(String target, String query) {
        assertThat(RequestTarget.query(target)).isEqualTo(query);
    }

    @ParameterizedTest
    @CsvSource({"a+b%26c%3Dd, a b&c=d", "caf%C3%A9, caf\u00e9", "%2541, %41", "100%, 100%", "%4&%zz%%41%7B, %4&%zz%A{"})
    void aParameterIsDecodedOnceAndAStrayPercentSignStandsForItself(String sent, String text) {
        assertThat(RequestTarget.decodedParameter(sent)).isEqualTo(text);
    }
}
