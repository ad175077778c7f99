package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hawser.cases.Cases;
import io.hawser.cases.Texts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CloseStatusTest {

    @Test
    void anEmptyPayloadIsACloseWithoutCode() throws ProtocolException {
        assertThat(CloseStatus.parse(ByteBuffer.allocate(0)))
                .isSameAs(CloseStatus.NO_STATUS)
                .isEqualTo(new CloseStatus(1005, ""));
    }

    @Test
    void payloadOfOneByteFails() {
        assertFails(ByteBuffer.allocate(1), 1002, "half a close code");
    }

    @Test
    void everyLegalCodeIsReadAndWritten() throws ProtocolException {
        for (int code = 0; code <= 0xFFFF; code++) {
            if (mayBeSent(code)) {
                CloseStatus status = new CloseStatus(code, "bye");
                assertThat(status.isSendable()).isTrue();
                assertThat(status.encode()).isEqualTo(payload(code, utf8("bye")));
                assertThat(CloseStatus.parse(payload(code, utf8("bye")))).isEqualTo(status);
            }
        }
    }

    /** Codes below 1000, 1004 to 1006, 1015, codes that are not registered, and codes from 5000 on. */
    @Test
    void everyCodeThatMustNotBeOnTheWireFails() {
        for (int code = 0; code <= 0xFFFF; code++) {
            if (!mayBeSent(code)) {
                assertFails(payload(code, new byte[0]), 1002, "illegal close code " + code);
            }
        }
    }

    @Test
    void reasonThatIsNotUtf8Fails() {
        assertFails(payload(1000, Wire.bytes(0xC0, 0x80)), 1007, "not UTF-8");
    }

    @Test
    void reasonThatEndsInsideACodePointFails() {
        assertFails(payload(1000, Wire.bytes('a', 0xE2, 0x82)), 1007, "not UTF-8");
    }

    @Test
    void parsingLeavesThePayloadAsItIs() throws ProtocolException {
        for (Memory memory : Memory.values()) {
            ByteBuffer payload = memory.of(payload(1000, utf8("bye")).array());
            ByteBuffer before = payload.duplicate();

            assertThat(CloseStatus.parse(payload)).isEqualTo(new CloseStatus(1000, "bye"));
            assertThat(payload).isEqualTo(before);
            assertThat(payload.position()).isEqualTo(before.position());
        }
    }

    /** A close without a code is an empty frame. 1005 is never sent. */
    @Test
    void closeWithoutCodeIsEmpty() {
        assertThat(CloseStatus.NO_STATUS.isSendable()).isFalse();
        assertThat(CloseStatus.NO_STATUS.encode().remaining()).isZero();
    }

    @Test
    void codesThatAreOnlyReportedCannotBeEncoded() {
        for (CloseStatus status : new CloseStatus[] {CloseStatus.ABNORMAL, new CloseStatus(1015, "")}) {
            assertThat(status.isSendable()).isFalse();
            assertThatIllegalStateException()
                    .isThrownBy(status::encode)
                    .withMessageContaining(Integer.toString(status.code()));
        }
    }

    @Test
    void illegalCodesAreRefused() {
        for (int code : new int[] {-1, 0, 999, 1004, 1016, 2999, 5000, 66536}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CloseStatus(code, ""))
                    .withMessageContaining(Integer.toString(code));
            assertThatIllegalArgumentException().isThrownBy(() -> CloseStatus.of(code, ""));
        }
    }

    @Test
    void reasonOf123BytesFits() {
        assertThat(new CloseStatus(1000, "x".repeat(123)).encode().remaining()).isEqualTo(125);
    }

    /** The limit counts bytes, not chars. */
    @Test
    void reasonOf124BytesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CloseStatus(1000, "é".repeat(62)))
                .withMessageContaining("124")
                .withMessageContaining("123");
    }

    @Test
    void reasonWithALoneSurrogateIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CloseStatus(1000, "a\uD83D"));
    }

    /** A reason that is too long is cut, but never inside a code point. */
    @Test
    void ofCutsALongReasonBetweenCodePoints() {
        assertThat(CloseStatus.of(1000, "x".repeat(124)).reason()).isEqualTo("x".repeat(123));
        assertThat(CloseStatus.of(1000, "é".repeat(62)).reason()).isEqualTo("é".repeat(61));
        assertThat(CloseStatus.of(1000, "€".repeat(42)).reason()).isEqualTo("€".repeat(41));
        assertThat(CloseStatus.of(1000, "😀".repeat(31)).reason()).isEqualTo("😀".repeat(30));
    }

    @Test
    void ofReplacesALoneSurrogate() {
        assertThat(CloseStatus.of(1000, "a\uD83Db").reason()).isEqualTo("a?b");
    }

    @Test
    void ofTakesNullForNoReason() {
        assertThat(CloseStatus.of(1000, null)).isEqualTo(new CloseStatus(1000, ""));
    }

    @Test
    void whatOfMakesComesBackFromTheWire() {
        Cases.each(Texts.any(), CloseStatusTest::whatOfMakesComesBackFromTheWire);
    }

    private static void whatOfMakesComesBackFromTheWire(String reason) throws ProtocolException {
        CloseStatus status = CloseStatus.of(4000, reason);

        assertThat(CloseStatus.parse(status.encode())).isEqualTo(status);
        assertThat(new String(utf8(reason), StandardCharsets.UTF_8)).startsWith(status.reason());
    }

    private static boolean mayBeSent(int code) {
        return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999;
    }

    private static ByteBuffer payload(int code, byte[] reason) {
        return ByteBuffer.wrap(Wire.concat(Wire.bytes(code >> 8, code), reason));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertFails(ByteBuffer payload, int closeCode, String message) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> CloseStatus.parse(payload))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(closeCode));
    }

    @Test
    void peopleReadCodeAndReason() {
        assertThat(new CloseStatus(1011, "sorry")).hasToString("1011 (sorry)");
        assertThat(CloseStatus.NO_STATUS).hasToString("1005");
    }
}
