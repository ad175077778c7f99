package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import io.hawser.protocol.RecordedFrames.Frame;
import io.hawser.protocol.RecordedMessages.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageWriterTest {

    private final RecordedFrames frames = new RecordedFrames();
    private final MessageWriter writer = new MessageWriter(frames);

    @Test
    void wholeMessagesAreSingleFrames() throws ProtocolException {
        writer.text("Grüße");
        writer.text(utf8("encoded"));
        writer.text("");
        writer.binary(ByteBuffer.wrap(Wire.sample(300)));
        writer.binary(ByteBuffer.allocate(0));

        assertThat(frames.frames)
                .containsExactly(
                        Frame.of(Opcode.TEXT, true, 0, utf8("Grüße")),
                        Frame.of(Opcode.TEXT, true, 0, utf8("encoded")),
                        Frame.of(Opcode.TEXT, true, 0, new byte[0]),
                        Frame.of(Opcode.BINARY, true, 0, Wire.sample(300)),
                        Frame.of(Opcode.BINARY, true, 0, new byte[0]));
        assertThat(writer.inMessage()).isFalse();
    }

    @Test
    void partsAreFragments() throws ProtocolException {
        writer.textPart("a", false);
        assertThat(writer.inMessage()).isTrue();
        writer.textPart("", false);
        writer.textPart("b", true);
        assertThat(writer.inMessage()).isFalse();
        writer.binaryPart(ByteBuffer.wrap(Wire.sample(3)), false);
        writer.binaryPart(ByteBuffer.allocate(0), true);
        writer.binaryPart(ByteBuffer.wrap(Wire.sample(1)), true);

        assertThat(frames.frames)
                .containsExactly(
                        Frame.of(Opcode.TEXT, false, 0, utf8("a")),
                        Frame.of(Opcode.CONTINUATION, false, 0, new byte[0]),
                        Frame.of(Opcode.CONTINUATION, true, 0, utf8("b")),
                        Frame.of(Opcode.BINARY, false, 0, Wire.sample(3)),
                        Frame.of(Opcode.CONTINUATION, true, 0, new byte[0]),
                        Frame.of(Opcode.BINARY, true, 0, Wire.sample(1)));
    }

    @Test
    void noOtherMessageMayBeWrittenInsideOne() throws ProtocolException {
        writer.textPart("a", false);
        assertThatIllegalStateException().isThrownBy(() -> writer.text("b")).withMessageContaining("TEXT");
        assertThatIllegalStateException().isThrownBy(() -> writer.text(utf8("b")));
        assertThatIllegalStateException().isThrownBy(() -> writer.binary(ByteBuffer.allocate(1)));
        assertThatIllegalStateException().isThrownBy(() -> writer.binaryPart(ByteBuffer.allocate(1), true));
        writer.textPart("c", true);

        writer.binaryPart(ByteBuffer.wrap(Wire.sample(1)), false);
        assertThatIllegalStateException()
                .isThrownBy(() -> writer.textPart("b", true))
                .withMessageContaining("BINARY");
        writer.binaryPart(ByteBuffer.wrap(Wire.sample(1)), true);

        assertThat(frames.frames).hasSize(4);
    }

    @Test
    void controlFramesMayBeWrittenInsideAMessage() throws ProtocolException {
        writer.textPart("a", false);
        writer.ping(ByteBuffer.wrap(Wire.sample(125)));
        writer.pong(ByteBuffer.allocate(0));
        writer.textPart("b", true);

        assertThat(frames.frames)
                .containsExactly(
                        Frame.of(Opcode.TEXT, false, 0, utf8("a")),
                        Frame.of(Opcode.PING, true, 0, Wire.sample(125)),
                        Frame.of(Opcode.PONG, true, 0, new byte[0]),
                        Frame.of(Opcode.CONTINUATION, true, 0, utf8("b")));
    }

    @Test
    void controlPayloadOf126BytesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.ping(ByteBuffer.allocate(126)))
                .withMessageContaining("PING")
                .withMessageContaining("126");
        assertThatIllegalArgumentException().isThrownBy(() -> writer.pong(ByteBuffer.allocate(126)));
        assertThat(frames.lengths).isEmpty();
    }

    @Test
    void aCloseIsWritten() throws ProtocolException {
        writer.close(new CloseStatus(1001, "bye"));

        assertThat(frames.frames)
                .containsExactly(Frame.of(Opcode.CLOSE, true, 0, Wire.bytes(0x03, 0xE9, 'b', 'y', 'e')));
    }

    /** A close without a code is an empty frame. 1005 and 1006 are never sent. */
    @Test
    void aCloseWithoutCodeIsAnEmptyFrame() throws ProtocolException {
        writer.close(CloseStatus.NO_STATUS);
        assertThatIllegalStateException()
                .isThrownBy(() -> writer.close(CloseStatus.ABNORMAL))
                .withMessageContaining("1006");

        assertThat(frames.frames).containsExactly(Frame.of(Opcode.CLOSE, true, 0, new byte[0]));
    }

    /** The JDK would encode it as a question mark. */
    @Test
    void aLoneSurrogateInAMessageIsRefusedBeforeAnythingIsWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.text("ab\uD83D"))
                .withMessageContaining("index 2");
        assertThat(frames.lengths).isEmpty();
    }

    /** A text may be split into parts between the two surrogates of a code point. */
    @Test
    void aSurrogatePairMayBeSplitBetweenParts() throws ProtocolException {
        writer.textPart("a\uD83D", false);
        writer.textPart("", false);
        writer.textPart("\uDE00\uD83D", false);
        writer.textPart("\uDE00b", true);

        assertThat(frames.frames)
                .containsExactly(
                        Frame.of(Opcode.TEXT, false, 0, utf8("a")),
                        Frame.of(Opcode.CONTINUATION, false, 0, new byte[0]),
                        Frame.of(Opcode.CONTINUATION, false, 0, utf8("😀")),
                        Frame.of(Opcode.CONTINUATION, true, 0, utf8("😀b")));
    }

    @Test
    void aLoneSurrogateInAPartIsRefusedAndThePartMayBeTriedAgain() throws ProtocolException {
        writer.textPart("a\uD83D", false);
        for (String wrong : new String[] {"b", "", "\uDE00\uD83D"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> writer.textPart(wrong, true));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> writer.textPart("\uD83D\uDE00", false));
        assertThat(writer.inMessage()).isTrue();
        writer.textPart("\uDE00", true);

        assertThat(frames.frames)
                .containsExactly(
                        Frame.of(Opcode.TEXT, false, 0, utf8("a")), Frame.of(Opcode.CONTINUATION, true, 0, utf8("😀")));
    }

    @Test
    void heldPayloadOfOneMessageIsNotInTheNext() throws ProtocolException {
        writer.textPart("\uD83D", false);
        writer.textPart("\uDE00", true);
        writer.textPart("b", true);

        assertThat(frames.frames).last().isEqualTo(Frame.of(Opcode.TEXT, true, 0, utf8("b")));
    }

    /** The application's buffer is only read. It is neither masked nor consumed. */
    @ParameterizedTest
    @EnumSource
    void theBufferOfTheCallerIsLeftAsItIs(Memory memory) throws ProtocolException {
        MessageWriter client = new MessageWriter(new FrameWriter(Role.CLIENT, new MaskKeys(), new Rooms()));
        ByteBuffer message = memory.of(Wire.sample(50));
        int position = message.position();

        client.binary(message);
        client.binaryPart(message, false);
        client.ping(message);
        client.pong(message);

        assertThat(message.position()).isEqualTo(position);
        assertThat(message).isEqualTo(ByteBuffer.wrap(Wire.sample(50)));
        assertThat(Memory.guardsAreIntact(message, 50)).isTrue();
    }

    @Test
    void theExceptionOfAnExtensionIsThrown() {
        ProtocolException failure = new ProtocolException(1011, "extension");
        MessageWriter failing = new MessageWriter(new RecordedFrames() {
            @Override
            public void begin(Opcode opcode, boolean fin, int rsv, long length) throws ProtocolException {
                throw failure;
            }
        });

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> failing.text("x"))
                .isSameAs(failure);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadHoweverItIsCut(Role role) {
        Cases.each(200, Inputs.seeds(), seed -> whatIsWrittenIsReadHoweverItIsCut(role, new Random(seed)));
    }

    private static void whatIsWrittenIsReadHoweverItIsCut(Role role, Random random) throws ProtocolException {
        RecordedMessages received = new RecordedMessages();
        List<Event> sent = new ArrayList<>();
        Rooms rooms = new Rooms(wanted -> ByteBuffer.allocate(Math.max(Math.min(wanted, 64), random.nextInt(500))));
        MessageWriter out = new MessageWriter(new FrameWriter(role, new MaskKeys(), rooms));
        for (int i = random.nextInt(8); i >= 0; i--) {
            writeOne(out, random, sent);
        }
        byte[] wire = rooms.bytes();
        FrameReader in = new FrameReader(Wire.peerOf(role), 0, -1, new MessageReader(received, -1, -1));
        for (int at = 0; at < wire.length; ) {
            int end = Math.min(wire.length, at + 1 + random.nextInt(1000));
            in.read(ByteBuffer.wrap(Arrays.copyOfRange(wire, at, end)));
            at = end;
        }

        assertThat(received.events).isEqualTo(sent);
    }

    private static void writeOne(MessageWriter out, Random random, List<Event> sent) throws ProtocolException {
        String[] alphabet = {"a", "?", "plain", "é", "€", "😀", "\uFFFD"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(300); i > 0; i--) {
            text.append(alphabet[random.nextInt(alphabet.length)]);
        }
        byte[] bytes = utf8(text.toString());
        int cut = random.nextInt(text.length() + 1);
        int cutBytes = random.nextInt(bytes.length + 1);
        ByteBuffer ping = ByteBuffer.wrap(bytes, 0, Math.min(125, bytes.length)).slice();
        switch (random.nextInt(5)) {
            case 0 -> out.text(text.toString());
            case 1 -> {
                // The text may be split inside a surrogate pair.
                out.textPart(text.substring(0, cut), false);
                out.pong(ping);
                sent.add(new Event("pong", ping));
                out.textPart(text.substring(cut), true);
            }
            case 2 -> {
                out.binary(ByteBuffer.wrap(bytes));
                sent.add(RecordedMessages.binaryOf(bytes));
                return;
            }
            case 3 -> {
                out.binaryPart(ByteBuffer.wrap(bytes, 0, cutBytes), false);
                out.binaryPart(ByteBuffer.wrap(bytes, cutBytes, bytes.length - cutBytes), true);
                sent.add(RecordedMessages.binaryOf(bytes));
                return;
            }
            default -> {
                out.ping(ping);
                sent.add(new Event("ping", ping));
                return;
            }
        }
        sent.add(RecordedMessages.textOf(text.toString()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
