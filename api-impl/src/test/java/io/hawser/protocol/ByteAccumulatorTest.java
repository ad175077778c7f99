package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ByteAccumulatorTest {

    private final ByteAccumulator accumulator = new ByteAccumulator();

    @ParameterizedTest
    @EnumSource
    void piecesAreJoinedAndLeftAsTheyAre(Memory memory) {
        ByteBuffer first = memory.of(Wire.sample(10));
        ByteBuffer second = memory.of(Wire.sample(20000));
        int position = first.position();

        accumulator.append(first, 0, 20010);
        accumulator.append(second, 0, 20010);

        assertThat(first.position()).isEqualTo(position);
        assertThat(first.remaining()).isEqualTo(10);
        assertThat(accumulator.size()).isEqualTo(20010);
        assertThat(accumulator.take()).isEqualTo(Wire.concat(Wire.sample(10), Wire.sample(20000)));
        assertThat(accumulator.size()).isZero();
    }

    @Test
    void nothingIsNothing() {
        assertThat(accumulator.take()).isEmpty();
        assertThat(accumulator.takeText(0)).isEmpty();
    }

    /** Memory depends on the received bytes, not on the announced length. */
    @Test
    void announcedBytesTakeNoMemory() {
        List<ByteAccumulator> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ByteAccumulator one = new ByteAccumulator();
            one.append(ByteBuffer.allocate(1), 0, one.capacityWith(1, Integer.MAX_VALUE - 8, Integer.MAX_VALUE - 8));
            all.add(one);
        }

        // A thousand arrays of two gigabytes do not fit into any heap.
        assertThat(all).allSatisfy(one -> assertThat(one.take()).hasSize(1));
    }

    @Test
    void announcedBytesHaveMemoryOnceASixteenthIsHere() {
        assertThat(accumulator.capacityWith(1, 1_000_000, 1_000_000)).isEqualTo(8192);
        assertThat(accumulator.capacityWith(1, 100, 100)).isEqualTo(100);
        assertThat(accumulator.capacityWith(10_000, 1_000_000, 1_000_000)).isEqualTo(160_000);
        assertThat(accumulator.capacityWith(70_000, 1_000_000, 2_000_000)).isEqualTo(1_000_000);
        assertThat(accumulator.capacityWith(70_000, 1_000_000, 500_000)).isEqualTo(500_000);
    }

    @Test
    void memoryForBytesThatWereNotAnnouncedDoubles() {
        assertThat(accumulator.capacityWith(1, 0, 1_000_000)).isEqualTo(8192);
        assertThat(accumulator.capacityWith(10_000, 0, 1_000_000)).isEqualTo(10_000);
        accumulator.append(ByteBuffer.allocate(10_000), 0, 10_000);
        assertThat(accumulator.capacityWith(0, 0, 1_000_000)).isEqualTo(10_000);
        assertThat(accumulator.capacityWith(1, 0, 1_000_000)).isEqualTo(20_000);
        assertThat(accumulator.capacityWith(1, 10_001, 10_001)).isEqualTo(10_001);
        assertThat(accumulator.capacityWith(1, 1_000_000, 15_000)).isEqualTo(15_000);
    }

    @ParameterizedTest
    @EnumSource
    void maskedPiecesAreUnmaskedInTheCopyAlone(Memory memory) {
        byte[] masked = Wire.masked(Role.CLIENT, Wire.sample(1000));
        ByteBuffer piece = memory.of(masked);

        accumulator.append(memory.of(Wire.sample(3)), 0, 1003);
        accumulator.append(piece, MaskTest.KEY, 1003);

        assertThat(piece).isEqualTo(ByteBuffer.wrap(masked));
        assertThat(accumulator.take()).isEqualTo(Wire.concat(Wire.sample(3), Wire.sample(1000)));
    }

    @Test
    void textIsTakenAllButItsLastBytes() {
        byte[] bytes = "text€".getBytes(StandardCharsets.UTF_8);
        accumulator.append(ByteBuffer.wrap(bytes, 0, 6), 0, 7);

        assertThat(accumulator.takeText(2)).isEqualTo("text");
        assertThat(accumulator.size()).isEqualTo(2);
        accumulator.append(ByteBuffer.wrap(bytes, 6, 1), 0, 3);
        assertThat(accumulator.takeText(0)).isEqualTo("€");
        assertThat(accumulator.size()).isZero();
    }

    @Test
    void theValidatorSeesTheBytesThatWereAddedLast() {
        Utf8Validator utf8 = new Utf8Validator();
        byte[] bytes = "é".getBytes(StandardCharsets.UTF_8);

        accumulator.append(ByteBuffer.wrap(bytes, 0, 1), 0, 10);
        assertThat(accumulator.lastAreAcceptedBy(utf8, 1)).isTrue();
        accumulator.append(ByteBuffer.wrap(bytes, 1, 1), 0, 10);
        assertThat(accumulator.lastAreAcceptedBy(utf8, 1)).isTrue();
        accumulator.append(ByteBuffer.wrap(bytes, 1, 1), 0, 10);
        assertThat(accumulator.lastAreAcceptedBy(utf8, 1)).isFalse();
    }

    @Test
    void whatWasTakenIsNotUsedAgain() {
        accumulator.append(ByteBuffer.wrap(Wire.bytes(1, 2)), 0, 2);
        byte[] taken = accumulator.take();
        accumulator.append(ByteBuffer.wrap(Wire.bytes(3, 4)), 0, 2);

        assertThat(taken).containsExactly(1, 2);
    }
}
