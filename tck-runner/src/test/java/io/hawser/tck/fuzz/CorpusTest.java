package io.hawser.tck.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs every input of the corpora, without a fuzzer. */
class CorpusTest {

    @TestFactory
    Stream<DynamicContainer> everyInputThatIsKeptPasses() {
        return Arrays.stream(FuzzTarget.values())
                .map(target -> dynamicContainer(
                        target.toString(),
                        target.corpus().stream()
                                .map(line -> dynamicTest(line.name(), () -> target.run(line.input())))));
    }

    @Test
    void anInputIsTheSameWhenItsLineIsRead() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        String line = new Line("all-bytes", all).toString();

        assertThat(line).matches("[ -~]+");
        assertThat(Line.parse("a file", line).input()).isEqualTo(all);
    }

    @Test
    void aLineThatIsNoneIsRefused() {
        assertThatCode(() -> Line.parse("frames.txt", "name without quotation marks"))
                .hasMessageContaining("frames.txt");
    }
}
