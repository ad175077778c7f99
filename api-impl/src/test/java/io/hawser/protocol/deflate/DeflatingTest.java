package io.hawser.protocol.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.RecordedFrames;
import io.hawser.protocol.RecordedFrames.Frame;
import io.hawser.protocol.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflatingTest {

    private static final DeflateParameters TAKEOVER = new DeflateParameters(false, false, 15, 15);
    private static final DeflateParameters ALONE = new DeflateParameters(true, true, 15, 15);
    private static final byte[] TAIL = {0, 0, -1, -1};

    private final CountingZlib zlib = new CountingZlib();
    private final RecordedFrames wire = new RecordedFrames();

    private MessageWriter writer(DeflateParameters parameters, int threshold) {
        return new MessageWriter(extension(parameters, threshold).outgoing(wire));
    }

    private PerMessageDeflate extension(DeflateParameters parameters, int threshold) {
        return new PerMessageDeflate(Role.SERVER, parameters, 6, threshold, zlib);
    }

    private static String inflated(byte[]... payloads) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        StringBuilder text = new StringBuilder();
        byte[] room = new byte[1 << 20];
        for (byte[] payload : payloads) {
            inflater.setInput(payload);
            text.append(new String(room, 0, inflater.inflate(room), StandardCharsets.ISO_8859_1));
        }
        inflater.end();
        return text.toString();
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** The example of RFC 7692, section 7.2.3.1. */
    @Test
    void helloIsWhatTheRfcSays() throws ProtocolException {
        writer(TAKEOVER, 0).text("Hello");
        assertThat(wire.frames).containsExactly(Frame.of(Opcode.TEXT, true, 4, new byte[] {
            (byte) 0xF2, 0x48, (byte) 0xCD, (byte) 0xC9, (byte) 0xC9, 7, 0
        }));
    }

    /** The example of RFC 7692, section 7.2.3.2. */
    @Test
    void withTakeoverTheSecondHelloRefersToTheFirst() throws ProtocolException {
        MessageWriter writer = writer(TAKEOVER, 0);
        writer.text("Hello");
        writer.text("Hello");
        assertThat(wire.frames.get(1))
                .isEqualTo(Frame.of(Opcode.TEXT, true, 4, new byte[] {(byte) 0xF2, 0, 0x11, 0, 0}));
    }

    @Test
    void withoutTakeoverEachMessageIsTheSameAndNothingIsHeldAfterIt() throws ProtocolException {
        MessageWriter writer = writer(ALONE, 0);
        writer.text("Hello Hello Hello Hello");
        assertThat(zlib.compressors).isZero();
        writer.text("Hello Hello Hello Hello");
        assertThat(wire.frames.get(1)).isEqualTo(wire.frames.get(0));
        assertThat(wire.frames.get(0).rsv()).isEqualTo(4);
        assertThat(zlib.everLent).isEqualTo(2);
    }

    /** A message of no bytes (RFC 7692, section 7.2.3.6). */
    @Test
    void anEmptyMessageIsOneByteHoweverOften() throws ProtocolException {
        MessageWriter writer = writer(TAKEOVER, 0);
        for (int i = 0; i < 3; i++) {
            writer.text("");
            writer.binary(ByteBuffer.allocate(0));
        }
        assertThat(wire.frames).hasSize(6).allSatisfy(frame -> {
            assertThat(frame.rsv()).isEqualTo(4);
            assertThat(frame.payload()).isEqualTo(ByteBuffer.wrap(new byte[1]));
        });
    }

    @Test
    void anEmptyLastPartEndsTheMessage() throws Exception {
        MessageWriter writer = writer(TAKEOVER, 0);
        writer.textPart("part", false);
        writer.textPart("", false);
        writer.textPart("", true);
        assertThat(wire.frames).extracting(Frame::fin).containsExactly(false, false, true);
        byte[][] payloads = new byte[4][];
        for (int i = 0; i < 3; i++) {
            payloads[i] = wire.frames.get(i).payload().array();
        }
        payloads[3] = TAIL;
        assertThat(inflated(payloads)).isEqualTo("part");
        assertThat(payloads[2]).containsExactly(0);
    }

    @Test
    void theBitIsOnTheFirstFrameAlone() throws ProtocolException {
        MessageWriter writer = writer(TAKEOVER, 0);
        writer.textPart("one", false);
        writer.ping(ByteBuffer.allocate(0));
        writer.textPart("two", false);
        writer.textPart("three", true);
        assertThat(wire.frames)
                .extracting(Frame::opcode)
                .containsExactly(Opcode.TEXT, Opcode.PING, Opcode.CONTINUATION, Opcode.CONTINUATION);
        assertThat(wire.frames).extracting(Frame::rsv).containsExactly(4, 0, 0, 0);
    }

    /** A part can be read when it has arrived, before the message is complete. */
    @Test
    void eachPartIsFlushed() throws Exception {
        writer(TAKEOVER, 0).textPart("read me at once", false);
        assertThat(inflated(wire.frames.get(0).payload().array())).isEqualTo("read me at once");
    }

    @Test
    void messagesBelowTheThresholdAreSentAsTheyAre() throws ProtocolException {
        MessageWriter writer = writer(TAKEOVER, 10);
        writer.text("123456789");
        writer.text("0000000000");
        assertThat(wire.frames.get(0)).isEqualTo(Frame.of(Opcode.TEXT, true, 0, "123456789".getBytes()));
        assertThat(wire.frames.get(1).rsv()).isEqualTo(4);
    }

    @Test
    void anExemptMessageIsSentAsItIsAndTheContextStays() throws ProtocolException {
        PerMessageDeflate extension = extension(TAKEOVER, 0);
        MessageWriter writer = new MessageWriter(extension.outgoing(wire));
        writer.text("Hello");
        extension.exempt(true);
        writer.textPart("plain, ", false);
        extension.exempt(false);
        writer.textPart("to its end", true);
        writer.text("Hello");
        assertThat(wire.frames).extracting(Frame::rsv).containsExactly(4, 0, 0, 4);
        assertThat(wire.frames.get(1).payload()).isEqualTo(ByteBuffer.wrap("plain, ".getBytes()));
        assertThat(wire.frames.get(2).payload()).isEqualTo(ByteBuffer.wrap("to its end".getBytes()));
        assertThat(wire.frames.get(3).payload().remaining()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 1000, 65_000, 65_535, 65_536, 70_000, 1_000_000})
    void whatDoesNotShrinkIsSentAsItIs(int size) throws ProtocolException {
        byte[] noise = noise(size);
        writer(ALONE, 0).binary(ByteBuffer.wrap(noise));
        assertThat(wire.frames).containsExactly(Frame.of(Opcode.BINARY, true, 0, noise));
        assertThat(wire.lengths).containsExactly((long) size);
        assertThat(zlib.compressors).isZero();
    }

    /** Flushes that keep a small window need space too. */
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 15})
    void whatDoesNotShrinkIsSentAsItIsWithAnyWindow(int bits) throws ProtocolException {
        for (int size = 60_000; size < 66_000; size += 97) {
            byte[] noise = noise(size);
            RecordedFrames sent = new RecordedFrames();
            new MessageWriter(extension(new DeflateParameters(true, true, bits, bits), 0)
                            .outgoing(sent))
                    .binary(ByteBuffer.wrap(noise));
            assertThat(sent.frames).containsExactly(Frame.of(Opcode.BINARY, true, 0, noise));
        }
    }

    /** The peer must receive everything that the compressor has seen. */
    @Test
    void withTakeoverWhatDoesNotShrinkIsSentCompressed() throws ProtocolException {
        writer(TAKEOVER, 0).binary(ByteBuffer.wrap(noise(1000)));
        assertThat(wire.frames).singleElement().satisfies(frame -> {
            assertThat(frame.rsv()).isEqualTo(4);
            assertThat(frame.payload().remaining()).isGreaterThan(1000);
        });
    }

    @Test
    void muchOutputLeavesInSeveralFrames() throws ProtocolException {
        writer(TAKEOVER, 0).binary(ByteBuffer.wrap(noise(200_000)));
        assertThat(wire.frames).hasSizeGreaterThan(3);
        assertThat(wire.frames.get(0).opcode()).isEqualTo(Opcode.BINARY);
        assertThat(wire.frames).extracting(Frame::rsv).startsWith(4, 0, 0);
        assertThat(wire.frames.stream().skip(1)).extracting(Frame::opcode).containsOnly(Opcode.CONTINUATION);
        assertThat(wire.frames).extracting(Frame::fin).startsWith(false, false, false);
        assertThat(wire.frames.get(wire.frames.size() - 1).fin()).isTrue();
    }

    /** No reference is longer than the window. */
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
    void noReferenceIsLongerThanTheWindow(int bits) throws Exception {
        MessageWriter writer = writer(new DeflateParameters(false, false, bits, bits), 0);
        byte[] message = new byte[20_000];
        byte[] noise = noise(5000);
        for (int at = 0; at < message.length; at += noise.length) {
            System.arraycopy(noise, 0, message, at, noise.length);
        }
        List<byte[]> sent =
                List.of(message, "short".getBytes(), noise(300), message, noise(1 << bits), new byte[1 << bits]);
        for (byte[] one : sent) {
            writer.binary(ByteBuffer.wrap(one));
        }
        DistanceCheck check = new DistanceCheck(1 << bits);
        int at = 0;
        for (byte[] one : sent) {
            check.begin();
            Frame frame;
            do {
                frame = wire.frames.get(at++);
                check.add(frame.payload());
            } while (!frame.fin());
            assertThat(check.message()).isEqualTo(one);
        }
    }

    @Test
    void anotherExtensionMayHaveTheBit() throws ProtocolException {
        var sink = extension(TAKEOVER, 0).outgoing(wire);
        sink.begin(Opcode.TEXT, true, 4, 1);
        sink.payload(ByteBuffer.wrap(new byte[] {'a'}), true);
        sink.end();
        assertThat(wire.frames).containsExactly(Frame.of(Opcode.TEXT, true, 4, new byte[] {'a'}));
    }

    @Test
    void payloadInPiecesIsCompressedToo() throws Exception {
        var sink = extension(ALONE, 0).outgoing(wire);
        sink.begin(Opcode.TEXT, true, 0, 20);
        sink.payload(ByteBuffer.wrap("aaaaaaaaaa".getBytes()), true);
        sink.payload(ByteBuffer.wrap("bbbbbbbbbb".getBytes()), true);
        sink.end();
        assertThat(wire.frames).hasSize(1);
        assertThat(inflated(wire.frames.get(0).payload().array(), TAIL)).isEqualTo("aaaaaaaaaabbbbbbbbbb");
    }

    @Test
    void theBufferOfTheApplicationIsLeftAsItWas() throws ProtocolException {
        ByteBuffer data =
                ByteBuffer.allocate(100).position(10).limit(60).slice().asReadOnlyBuffer();
        data.position(5);
        writer(TAKEOVER, 0).binary(data);
        assertThat(data.position()).isEqualTo(5);
        assertThat(data.limit()).isEqualTo(50);
    }

    @Test
    void closeReleasesMemoryAtAnyTime() throws ProtocolException {
        PerMessageDeflate unused = extension(TAKEOVER, 0);
        unused.close();
        PerMessageDeflate idle = extension(TAKEOVER, 0);
        new MessageWriter(idle.outgoing(wire)).text("Hello");
        assertThat(zlib.compressors).isOne();
        idle.close();
        PerMessageDeflate busy = extension(ALONE, 0);
        new MessageWriter(busy.outgoing(wire)).textPart("Hello", false);
        assertThat(zlib.compressors).isOne();
        busy.close();
        busy.close();
        assertThat(zlib.compressors).isZero();
    }

    @Test
    void aFailureOfTheWireLeavesNothingBehind() {
        PerMessageDeflate extension = extension(ALONE, 0);
        MessageWriter writer = new MessageWriter(extension.outgoing(new RecordedFrames() {
            @Override
            public void begin(Opcode opcode, boolean fin, int rsv, long length) {
                throw new IllegalStateException("no room");
            }
        }));
        assertThatThrownBy(() -> writer.text("Hello Hello Hello")).hasMessage("no room");
        extension.close();
        assertThat(zlib.compressors).isZero();
    }

    @Test
    void onlyTakeoverRemembersWhatWasSent() {
        assertThat(extension(TAKEOVER, 0).remembersSent()).isTrue();
        assertThat(extension(ALONE, 0).remembersSent()).isFalse();
    }

    @Test
    void withoutAPoolEachIsMadeAnewAndFreed() {
        ZlibSource unpooled = ZlibSource.unpooled();
        Compressor compressor = unpooled.compressor(1);
        Decompressor decompressor = unpooled.decompressor();
        unpooled.giveBack(compressor);
        unpooled.giveBack(decompressor);
        assertThat(unpooled.compressor(1)).isNotSameAs(compressor);
        assertThatThrownBy(compressor::reset).as("it is freed").isInstanceOf(RuntimeException.class);
        assertThatThrownBy(decompressor::reset).as("it is freed").isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void levelsAreChecked(int level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PerMessageDeflate(Role.SERVER, ALONE, level, 0, zlib))
                .withMessageContaining("from 1 to 9");
        assertThatIllegalArgumentException().isThrownBy(() -> new Compressor(level));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 16})
    void windowsAreChecked(int bits) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeflateParameters(false, false, bits, 15));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeflateParameters(false, false, 15, bits));
    }
}
