package io.hawser.tck.fuzz;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each target for some seconds; for longer see {@link FuzzRun}. */
class FuzzTest {

    private static final String SECONDS = "hawser.fuzz.seconds";
    private static final int DEFAULT_SECONDS = 3;

    @ParameterizedTest
    @EnumSource
    void nothingIsFoundInSomeSeconds(FuzzTarget target) throws Exception {
        int seconds = Integer.getInteger(SECONDS, DEFAULT_SECONDS);
        assumeTrue(seconds > 0, () -> "skipped by -D" + SECONDS + "=0");

        new Jazzer(target, Path.of("target", "fuzz")).fuzz(seconds);
    }
}
