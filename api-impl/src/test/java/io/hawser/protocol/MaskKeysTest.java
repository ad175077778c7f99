package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskKeysTest {

    /** The test takes more keys than one draw gives. If random bytes were used twice, their keys would repeat. */
    @Test
    void keysDoNotRepeat() {
        MaskKeys keys = new MaskKeys();

        long distinct = IntStream.generate(keys).limit(1000).distinct().count();

        // Two of a thousand random keys are equal once in 8,600 runs. Six equal keys practically never occur.
        assertThat(distinct).isGreaterThan(995);
    }

    @Test
    void connectionsHaveKeysOfTheirOwn() {
        assertThat(IntStream.generate(new MaskKeys()).limit(8).toArray())
                .isNotEqualTo(IntStream.generate(new MaskKeys()).limit(8).toArray());
    }

    /**
     * If keys can be predicted, a page can choose the bytes on the wire. The keys of a linear generator can be
     * predicted.
     */
    @Test
    void maskKeyIsNotPredictableFromTheOnesBefore() {
        MaskKeys keys = new MaskKeys();
        int first = keys.getAsInt();
        int second = keys.getAsInt();
        int third = keys.getAsInt();

        // The first output of java.util.Random hides only the low 16 bits of its state.
        boolean predicted = IntStream.range(0, 0x10000).anyMatch(low -> {
            long state = (first & 0xFFFFFFFFL) << 16 | low;
            Random random = new Random(state ^ 0x5DEECE66DL);
            return random.nextInt() == second && random.nextInt() == third;
        });

        assertThat(predicted).isFalse();
    }

    @Test
    void everyBitOfAKeyVaries() {
        int[] keys = IntStream.generate(new MaskKeys()).limit(200).toArray();

        assertThat(IntStream.of(keys).reduce(0, (a, b) -> a | b)).isEqualTo(-1);
        assertThat(IntStream.of(keys).reduce(-1, (a, b) -> a & b)).isZero();
    }
}
