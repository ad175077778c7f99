package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Utf8ValidatorTest {

    @Test
    void everyCodePointIsAccepted() {
        Utf8Validator validator = new Utf8Validator();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
                assertThat(validator.accepts(bytes, 0, bytes.length)).isTrue();
                assertThat(validator.pending()).isZero();
            }
        }
    }

    @Test
    void onlyTheRangeGivenIsLookedAt() {
        assertThat(new Utf8Validator().accepts(Wire.bytes(0xFF, 'a', 0xFF), 1, 2))
                .isTrue();
    }

    @Test
    void pendingCountsTheBytesOfAnIncompleteCodePoint() {
        byte[] bytes = "a😀b".getBytes(StandardCharsets.UTF_8);
        int[] pending = {0, 1, 2, 3, 0, 0};
        Utf8Validator validator = new Utf8Validator();
        for (int i = 0; i < bytes.length; i++) {
            assertThat(validator.accepts(bytes, i, i + 1)).isTrue();
            assertThat(validator.pending()).isEqualTo(pending[i]);
        }
    }

    /** The fault is found at the first byte that no well-formed text can have there. */
    @Test
    void theFirstWrongByteIsSeenAtOnce() {
        assertFailsAt(0, 0x80); // a continuation byte alone
        assertFailsAt(0, 0xBF);
        assertFailsAt(0, 0xC0); // overlong
        assertFailsAt(0, 0xC1);
        assertFailsAt(1, 0xE0, 0x9F); // overlong
        assertFailsAt(1, 0xF0, 0x8F); // overlong
        assertFailsAt(1, 0xED, 0xA0); // surrogate
        assertFailsAt(1, 0xED, 0xBF);
        assertFailsAt(1, 0xF4, 0x90); // above U+10FFFF
        assertFailsAt(0, 0xF5);
        assertFailsAt(0, 0xFF);
        assertFailsAt(1, 0xC2, 'a');
        assertFailsAt(1, 0xC2, 0xC2);
        assertFailsAt(2, 0xE2, 0x82, 'a');
        assertFailsAt(2, 0xE2, 0x82, 0xC0);
        assertFailsAt(3, 0xF0, 0x9F, 0x98, 0x7F);
        assertFailsAt(8, 'l', 'o', 'n', 'g', 't', 'e', 'x', 't', 0xFF);
        assertFailsAt(9, 'l', 'o', 'n', 'g', ' ', 't', 'e', 'x', 't', 0x80);
    }

    /** Bytes at the edges of every range: alone, in all pairs, and between ASCII and complete characters. */
    @Test
    void itAgreesWithTheStrictDecoderOfTheJdk() {
        Inputs<byte[]> edges = Inputs.of(
                        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
                        0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF)
                .as(Wire::bytes);
        Inputs<byte[]> ascii = Inputs.between(1, 20).as(Wire::ascii);
        Inputs<byte[]> characters = Inputs.of(
                        "é", "\u0800", "€", "\uD7FF", "\uE000", "\uD800\uDC00", "😀", "\uDBFF\uDFFF")
                .as(text -> text.getBytes(StandardCharsets.UTF_8));
        Inputs<byte[]> mixed =
                edges.or(ascii).or(characters).lists(0, 12).as(list -> Wire.concat(list.toArray(byte[][]::new)));

        Cases.each(3000, mixed, Utf8ValidatorTest::itAgreesWithTheStrictDecoder);
        Cases.each(0, edges.with(edges, Wire::concat), Utf8ValidatorTest::itAgreesWithTheStrictDecoder);
    }

    private static void itAgreesWithTheStrictDecoder(byte[] bytes) {
        // If the beginning of a code point can be completed, one of these completes it.
        boolean mayGoOn = Stream.of(
                        Wire.bytes(),
                        Wire.bytes(0x80),
                        Wire.bytes(0x80, 0x80),
                        Wire.bytes(0x80, 0x80, 0x80),
                        Wire.bytes(0xA0, 0x80),
                        Wire.bytes(0x90, 0x80, 0x80))
                .anyMatch(rest -> isDecoded(Wire.concat(bytes, rest)));
        Utf8Validator whole = new Utf8Validator();
        Utf8Validator byteByByte = new Utf8Validator();
        boolean accepted = true;
        for (int i = 0; i < bytes.length && accepted; i++) {
            accepted = byteByByte.accepts(bytes, i, i + 1);
        }

        assertThat(accepted).isEqualTo(mayGoOn);
        assertThat(whole.accepts(bytes, 0, bytes.length)).isEqualTo(mayGoOn);
        if (mayGoOn) {
            assertThat(whole.pending() == 0).isEqualTo(isDecoded(bytes));
            assertThat(byteByByte.pending()).isEqualTo(whole.pending());
        }
    }

    private static boolean isDecoded(byte[] bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void assertFailsAt(int index, int... values) {
        byte[] bytes = Wire.bytes(values);
        Utf8Validator inPieces = new Utf8Validator();
        for (int i = 0; i < index; i++) {
            assertThat(inPieces.accepts(bytes, i, i + 1)).isTrue();
        }
        assertThat(inPieces.accepts(bytes, index, index + 1)).isFalse();
        assertThat(new Utf8Validator().accepts(bytes, 0, index)).isTrue();
        assertThat(new Utf8Validator().accepts(bytes, 0, bytes.length)).isFalse();
    }
}
