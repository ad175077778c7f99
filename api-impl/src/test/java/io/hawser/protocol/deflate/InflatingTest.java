package io.hawser.protocol.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.RecordedFrames;
import io.hawser.protocol.RecordedFrames.Frame;
import io.hawser.protocol.RecordedMessages;
import io.hawser.protocol.Role;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InflatingTest {

    private static final DeflateParameters TAKEOVER = new DeflateParameters(false, false, 15, 15);
    private static final DeflateParameters ALONE = new DeflateParameters(true, true, 15, 15);

    private final CountingZlib zlib = new CountingZlib();
    private final RecordedFrames messages = new RecordedFrames();
    private PerMessageDeflate extension = extension(TAKEOVER);
    private FrameSink sink = extension.incoming(messages);

    private PerMessageDeflate extension(DeflateParameters parameters) {
        return new PerMessageDeflate(Role.SERVER, parameters, 6, 0, zlib);
    }

    private void use(DeflateParameters parameters, FrameSink next) {
        extension = extension(parameters);
        sink = extension.incoming(next);
    }

    private void frame(Opcode opcode, boolean fin, int rsv, String hex) throws ProtocolException {
        byte[] payload = HexFormat.ofDelimiter(" ").parseHex(hex);
        sink.begin(opcode, fin, rsv, payload.length);
        if (payload.length > 0) {
            sink.payload(ByteBuffer.wrap(payload), false);
        }
        sink.end();
    }

    private void message(String hex) throws ProtocolException {
        frame(Opcode.TEXT, true, 4, hex);
    }

    private static Frame text(String text) {
        return Frame.of(Opcode.TEXT, true, 0, text.getBytes());
    }

    /** The examples of RFC 7692, section 7.2.3, including those with a final block. */
    @ParameterizedTest
    @CsvSource({
        "f2 48 cd c9 c9 07 00, one block",
        "00 05 00 fa ff 48 65 6c 6c 6f 00, no compression",
        "f3 48 cd c9 c9 07 00 00, a last block and an empty one",
        "f3 48 cd c9 c9 07 00, a last block and nothing",
        "f2 48 05 00 00 00 ff ff ca c9 c9 07 00, two blocks",
        "f3 48 05 00 cb c9 c9 07 00 00, two last blocks"
    })
    void examplesOfTheRfcAreInflated(String hex, String what) throws ProtocolException {
        message(hex);
        byte[] payload = HexFormat.ofDelimiter(" ").parseHex(hex);
        sink.begin(Opcode.TEXT, true, 4, payload.length);
        for (byte one : payload) {
            sink.payload(ByteBuffer.wrap(new byte[] {one}), false);
        }
        sink.end();
        assertThat(messages.frames).as(what).containsExactly(text("Hello"), text("Hello"));
    }

    @Test
    void theSecondMessageMayReferToTheFirst() throws ProtocolException {
        message("f2 48 cd c9 c9 07 00");
        assertThat(zlib.decompressors).as("held between messages").isZero();
        message("f2 00 11 00 00");
        assertThat(messages.frames).containsExactly(text("Hello"), text("Hello"));
    }

    @Test
    void theNextMessageMayReferToOneThatEndedWithALastBlock() throws ProtocolException {
        message("f3 48 cd c9 c9 07 00 00");
        message("f2 00 11 00 00");
        assertThat(messages.frames).containsExactly(text("Hello"), text("Hello"));
    }

    @Test
    void withoutTakeoverAReferenceToAnEarlierMessageFails() throws ProtocolException {
        use(ALONE, messages);
        message("f2 48 cd c9 c9 07 00");
        assertBroken(() -> message("f2 00 11 00 00"), "too far back");
    }

    @Test
    void nothingMayComeBehindTheLastBlock() throws ProtocolException {
        sink.begin(Opcode.TEXT, true, 4, 7);
        sink.payload(ByteBuffer.wrap(HexFormat.of().parseHex("f348cdc9c90700")), false);
        sink.payload(ByteBuffer.allocate(0), false);
        sink.end();
        assertThat(messages.frames).containsExactly(text("Hello"));
    }

    /** Correctly compressed, compressed as some peers do it, and not compressed. */
    @Test
    void anEmptyMessageIsEmpty() throws ProtocolException {
        message("00");
        message("");
        message("02 00");
        frame(Opcode.TEXT, true, 0, "");
        assertThat(messages.frames).containsExactly(text(""), text(""), text(""), text(""));
    }

    @Test
    void fragmentsMayInflateToNothing() throws ProtocolException {
        frame(Opcode.TEXT, false, 4, "");
        frame(Opcode.CONTINUATION, false, 0, "f2 48 cd");
        frame(Opcode.CONTINUATION, false, 0, "");
        frame(Opcode.CONTINUATION, false, 0, "c9 c9 07 00 00 00 ff ff");
        frame(Opcode.CONTINUATION, true, 0, "00");
        assertThat(messages.frames).extracting(Frame::fin).containsExactly(false, false, false, false, true);
        StringBuilder together = new StringBuilder();
        messages.frames.forEach(
                frame -> together.append(new String(frame.payload().array())));
        assertThat(together).hasToString("Hello");
        assertThat(messages.frames.get(4).payload().remaining()).isZero();
    }

    @Test
    void aMessageThatIsNotCompressedIsLeftAloneToItsEnd() throws ProtocolException {
        frame(Opcode.TEXT, false, 0, "f2 48");
        frame(Opcode.PING, true, 0, "01");
        frame(Opcode.CONTINUATION, true, 0, "cd");
        assertThat(messages.frames)
                .containsExactly(
                        Frame.of(Opcode.TEXT, false, 0, new byte[] {(byte) 0xF2, 0x48}),
                        Frame.of(Opcode.PING, true, 0, new byte[] {1}),
                        Frame.of(Opcode.CONTINUATION, true, 0, new byte[] {(byte) 0xCD}));
        assertThat(zlib.everLent).isZero();
    }

    @Test
    void controlFramesInBetweenChangeNothing() throws ProtocolException {
        frame(Opcode.TEXT, false, 4, "f2 48 cd");
        frame(Opcode.PING, true, 0, "f2");
        frame(Opcode.CONTINUATION, true, 0, "c9 c9 07 00");
        assertThat(messages.frames.get(1)).isEqualTo(Frame.of(Opcode.PING, true, 0, new byte[] {(byte) 0xF2}));
        assertThat(messages.frames).hasSize(3);
    }

    /** Only the first frame of a message may have the bit (RFC 7692, section 6). */
    @ParameterizedTest
    @ValueSource(strings = {"CONTINUATION", "PING", "CLOSE"})
    void theBitOnAnyOtherFrameIsAProtocolError(Opcode opcode) throws ProtocolException {
        frame(Opcode.TEXT, false, 4, "f2");
        assertThatThrownBy(() -> frame(opcode, true, 4, "48"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(opcode.name())
                .hasMessageContaining("RSV1")
                .extracting(e -> ((ProtocolException) e).status().code())
                .isEqualTo(CloseStatus.PROTOCOL_ERROR);
    }

    @Test
    void bitsOfOtherExtensionsGoOn() throws ProtocolException {
        frame(Opcode.TEXT, false, 7, "f2 48 cd c9 c9 07 00 00 00 ff ff");
        frame(Opcode.CONTINUATION, true, 1, "00");
        assertThat(messages.frames).extracting(Frame::rsv).containsExactly(3, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "07, invalid block type",
        "ff ff ff ff, invalid",
        "00 05 00 00 00 48, invalid stored block lengths",
        "f2 48 cd c9, invalid",
        "f2 48 cd c9 c9, invalid",
        "00 20 00 df ff 48, inside of a block",
        "f2 48 cd c9 c9 07 00 00 00 ff ff, invalid stored block lengths",
        "f3 48 cd c9 c9 07 00 ff ff ff, invalid"
    })
    void brokenOrTruncatedDataFailsTheConnection(String hex, String reason) {
        assertBroken(() -> message(hex), reason);
        extension.close();
        assertThat(zlib.decompressors).isZero();
    }

    private static void assertBroken(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String reason) {
        assertThatThrownBy(call)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("cannot be inflated")
                .hasMessageContaining(reason)
                .extracting(e -> ((ProtocolException) e).status().code())
                .isEqualTo(CloseStatus.INVALID_PAYLOAD);
    }

    private static byte[] bomb(int size) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(new byte[size]);
        byte[] room = new byte[size / 100 + 100];
        int length = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return java.util.Arrays.copyOf(room, length - 4);
    }

    /** The limit applies while a message is inflated. */
    @Test
    void aBombIsDefusedAtTheLimit() throws ProtocolException {
        long[] passed = {0};
        MessageReader limited = new MessageReader(new RecordedMessages(), 1000, 100_000);
        use(TAKEOVER, new FrameSink() {
            @Override
            public void begin(Opcode opcode, boolean fin, int rsv, long length) throws ProtocolException {
                limited.begin(opcode, fin, rsv, length);
            }

            @Override
            public void payload(ByteBuffer bytes, boolean ascii) throws ProtocolException {
                passed[0] += bytes.remaining();
                limited.payload(bytes, ascii);
            }

            @Override
            public void end() throws ProtocolException {
                limited.end();
            }
        });
        byte[] bomb = bomb(10_000_000);
        sink.begin(Opcode.BINARY, true, 4, bomb.length);
        assertThatThrownBy(() -> sink.payload(ByteBuffer.wrap(bomb), false))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("maxBinaryMessageSize")
                .extracting(e -> ((ProtocolException) e).status().code())
                .isEqualTo(CloseStatus.TOO_BIG);
        assertThat(passed[0]).isLessThan(100_000 + 2 * Decompressor.OUTPUT_BYTES);
        extension.close();
        assertThat(zlib.decompressors).isZero();
    }

    @Test
    void aSmallMessageGoesOnInOnePieceOfKnownLength() throws ProtocolException {
        byte[] bomb = bomb(Decompressor.OUTPUT_BYTES - 1);
        sink.begin(Opcode.BINARY, true, 4, bomb.length);
        for (byte one : bomb) {
            sink.payload(ByteBuffer.wrap(new byte[] {one}), false);
        }
        sink.end();
        assertThat(messages.buffers).hasSize(1);
        assertThat(messages.lengths).containsExactly((long) Decompressor.OUTPUT_BYTES - 1);
    }

    @Test
    void nothingIsHeldWhenTheMessageIsDelivered() throws ProtocolException {
        boolean[] seen = {false};
        use(TAKEOVER, new RecordedFrames() {
            @Override
            public void end() throws ProtocolException {
                super.end();
                seen[0] = true;
                assertThat(zlib.decompressors).isZero();
            }
        });
        message("f2 48 cd c9 c9 07 00");
        assertThat(seen[0]).isTrue();
    }

    @Test
    void closeInsideAMessageReleasesItsMemory() throws ProtocolException {
        frame(Opcode.TEXT, false, 4, "f2 48");
        assertThat(zlib.decompressors).isOne();
        extension.close();
        extension.close();
        assertThat(zlib.decompressors).isZero();
    }

    @Test
    void theBufferIsLeftAsItWas() throws ProtocolException {
        ByteBuffer payload = ByteBuffer.wrap(HexFormat.of().parseHex("f248cdc9c90700"));
        sink.begin(Opcode.TEXT, true, 4, 7);
        sink.payload(payload, false);
        assertThat(payload.position()).isZero();
        assertThat(payload.limit()).isEqualTo(7);
        sink.end();
    }
}
