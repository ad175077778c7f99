package io.hawser.tck.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares Hawser and Netty on the same frames. */
class NettyDifferentialTest {

    private static final long SEED = 6455;
    private static final int STREAMS = 20_000;

    @Test
    void legalStreamsAreReadAlike() {
        Streams streams = new Streams(SEED);

        assertThat(differences(Stream.generate(streams::legal).limit(STREAMS)))
                .containsExactly(NettyDifference.CLOSE_CODE_BEYOND_4999, NettyDifference.CLOSE_REASON_CUT_OFF);
    }

    @Test
    void changedStreamsAreReadAlikeButForWhatIsExplained() {
        Streams streams = new Streams(SEED);

        assertThat(differences(Stream.generate(streams::mutated).limit(STREAMS)))
                .containsExactly(NettyDifference.values());
    }

    @Test
    void theCorpusOfTheFuzzerIsReadAlikeButForWhatIsExplained() {
        // The target throws for each difference without an explanation.
        differences(FuzzTarget.FRAMES.corpus().stream().map(Line::input));
    }

    private static Set<NettyDifference> differences(Stream<byte[]> inputs) {
        Set<NettyDifference> differences = EnumSet.noneOf(NettyDifference.class);
        inputs.forEach(input -> NettyTarget.difference(input).ifPresent(differences::add));
        return differences;
    }
}
