package io.hawser.protocol.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.RecordedMessages;
import io.hawser.protocol.Role;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One end receives what the other one sends, with every set of parameters. */
class RoundTripTest {

    private static final int[] SIZES = {
        0, 1, 15, 16, 125, 126, 127, 255, 256, 257, 511, 512, 513, 1000, 4095, 4096, 4097, 16_383, 16_384, 16_385,
        32_767, 32_768, 32_769, 65_519, 65_520, 65_521, 65_535, 65_536, 65_537, 131_072, 300_001
    };

    private final Random random = new Random(42);

    static Stream<DeflateParameters> parameters() {
        List<DeflateParameters> all = new ArrayList<>();
        for (int bits = 8; bits <= 15; bits++) {
            all.add(new DeflateParameters(false, false, bits, bits));
            all.add(new DeflateParameters(true, true, bits, bits));
        }
        return all.stream();
    }

    /** JSON like that of real services. */
    private String json(int size) {
        StringBuilder text = new StringBuilder();
        while (text.length() < size) {
            text.append("{\"id\":")
                    .append(random.nextInt(1_000_000))
                    .append(",\"name\":\"Grüße €")
                    .append(random.nextInt(100))
                    .append("\"},");
        }
        text.setLength(size);
        return text.toString();
    }

    private ByteBuffer noise(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static RecordedMessages.Event binary(ByteBuffer message) {
        return new RecordedMessages.Event("binary", message);
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void wholeMessagesOfAllSizesArrive(DeflateParameters parameters) throws ProtocolException {
        for (Role sender : Role.values()) {
            Wiring wiring = new Wiring(sender, parameters, 6, 0);
            List<RecordedMessages.Event> expected = new ArrayList<>();
            for (int size : SIZES) {
                String text = json(size);
                wiring.writer.text(text);
                expected.add(RecordedMessages.textOf(text));
                ByteBuffer noise = noise(size);
                wiring.writer.binary(noise);
                expected.add(binary(noise));
                ByteBuffer zeros = ByteBuffer.allocateDirect(size);
                wiring.writer.binary(zeros);
                expected.add(binary(zeros));
            }
            wiring.arrive(10_007);
            assertThat(wiring.received.events).isEqualTo(expected);
            wiring.close();
            assertThat(wiring.zlib.compressors + wiring.zlib.decompressors).isZero();
            assertThat(wiring.zlib.everLent).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void aThousandSmallMessagesArrive(DeflateParameters parameters) throws ProtocolException {
        Wiring wiring = Wiring.of(parameters);
        List<RecordedMessages.Event> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String text = json(random.nextInt(400));
            wiring.writer.text(text);
            expected.add(RecordedMessages.textOf(text));
        }
        wiring.arrive(997);
        assertThat(wiring.received.events).isEqualTo(expected);
        wiring.close();
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void messagesInPartsArriveWithPingsInBetween(DeflateParameters parameters) throws ProtocolException {
        Wiring wiring = new Wiring(Role.CLIENT, parameters, 1, 0);
        List<RecordedMessages.Event> expected = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            StringBuilder whole = new StringBuilder();
            int parts = 1 + random.nextInt(5);
            for (int part = 1; part <= parts; part++) {
                String text = json(random.nextInt(4) == 0 ? 0 : random.nextInt(9000));
                whole.append(text);
                wiring.writer.textPart(text, part == parts);
                wiring.writer.ping(ByteBuffer.wrap(new byte[] {1}));
                if (part < parts) {
                    expected.add(RecordedMessages.pingOf((byte) 1));
                }
            }
            expected.add(RecordedMessages.textOf(whole.toString()));
            expected.add(RecordedMessages.pingOf((byte) 1));
        }
        wiring.arrive(1001);
        assertThat(wiring.received.events).isEqualTo(expected);
        wiring.close();
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void everySplitPointIsTheSame(DeflateParameters parameters) throws ProtocolException {
        Wiring wiring = Wiring.of(parameters);
        String text = json(700);
        wiring.writer.text(text);
        wiring.writer.textPart("one", false);
        wiring.writer.textPart("two", true);
        byte[] bytes = wiring.sent();
        for (int split = 1; split < bytes.length; split++) {
            Wiring fresh = Wiring.of(parameters);
            ByteBuffer all = ByteBuffer.wrap(bytes);
            byte[] first = new byte[split];
            byte[] rest = new byte[bytes.length - split];
            all.get(first).get(rest);
            fresh.arrive(first, first.length);
            fresh.arrive(rest, rest.length);
            assertThat(fresh.received.events)
                    .containsExactly(RecordedMessages.textOf(text), RecordedMessages.textOf("onetwo"));
        }
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void messagesThatAreReadInPartsArriveInParts(DeflateParameters parameters) throws ProtocolException {
        Wiring wiring = Wiring.of(parameters);
        wiring.messages.wholeText(false);
        String text = json(100_000);
        wiring.writer.text(text);
        wiring.arrive(5000);
        assertThat(wiring.received.events).hasSizeGreaterThan(5);
        StringBuilder together = new StringBuilder();
        wiring.received.events.forEach(event -> together.append(event.content()));
        assertThat(together.toString()).isEqualTo(text);
        assertThat(wiring.received.events.get(wiring.received.events.size() - 1).kind())
                .isEqualTo("last text part");
    }

    /**
     * 512 sizes around the buffer sizes of both sides. If input and buffer end at the same time, zlib may hold bytes
     * back.
     */
    @ParameterizedTest
    @EnumSource(Role.class)
    void nothingIsLeftInsideWhereInputAndRoomEndTogether(Role sender) throws ProtocolException {
        Wiring wiring = new Wiring(sender, new DeflateParameters(false, false, 15, 15), 6, 0);
        for (int around :
                new int[] {Decompressor.OUTPUT_BYTES, 2 * Decompressor.OUTPUT_BYTES, Compressor.OUTPUT_BYTES}) {
            for (int size = around - 256; size < around + 256; size++) {
                ByteBuffer message = size % 2 == 0 ? noise(size) : ByteBuffer.allocate(size);
                wiring.writer.binary(message);
                wiring.arrive(Integer.MAX_VALUE);
                assertThat(wiring.received.events).containsExactly(binary(message));
                wiring.received.events.clear();
            }
        }
        wiring.close();
    }
}
