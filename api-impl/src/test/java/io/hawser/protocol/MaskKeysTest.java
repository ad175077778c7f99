package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskKeysTest {

    /** More keys than one draw gives: a chunk that is used again would repeat all of its keys. */
    @Test
    void keysDoNotRepeat() {
        MaskKeys keys = new MaskKeys();

        long distinct = IntStream.generate(keys).limit(1000).distinct().count();

        // By chance two of a thousand keys are alike once in 8,600 runs, six of them never.
        assertThat(distinct).isGreaterThan(995);
    }

    @Test
    void connectionsHaveKeysOfTheirOwn() {
        assertThat(IntStream.generate(new MaskKeys()).limit(8).toArray())
                .isNotEqualTo(IntStream.generate(new MaskKeys()).limit(8).toArray());
    }

    /** A key that can be predicted lets a page choose the bytes on the wire; those of a linear generator can be. */
    @Test
    void maskKeyIsNotPredictableFromTheOnesBefore() {
        MaskKeys keys = new MaskKeys();
        int first = keys.getAsInt();
        int second = keys.getAsInt();
        int third = keys.getAsInt();

        // The low 16 bits of java.util.Random's state are all that its first output hides.
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
