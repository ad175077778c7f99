package io.hawser.tck.fuzz;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs Jazzer on each target for some seconds, or for the time that {@code -Pfuzz} sets. */
class FuzzTest {

    private static final String SECONDS = "hawser.fuzz.seconds";
    private static final int DEFAULT_SECONDS = 2;
    private static final String TARGETS = "hawser.fuzz.targets";

    /** In shorter runs the merge of the corpus is not worth its time. */
    private static final int SECONDS_TO_MERGE = Jazzer.LONG;

    @ParameterizedTest
    @EnumSource
    void nothingIsFound(FuzzTarget target) throws Exception {
        int seconds = Integer.getInteger(SECONDS, DEFAULT_SECONDS);
        assumeTrue(seconds > 0, () -> "skipped by -D" + SECONDS + "=0");
        String targets = System.getProperty(TARGETS, ".*");
        assumeTrue(target.toString().matches(targets), () -> "skipped by -D" + TARGETS + "=" + targets);

        Jazzer jazzer = new Jazzer(target, Path.of("target", "fuzz"));
        jazzer.fuzz(seconds);
        if (seconds >= SECONDS_TO_MERGE) {
            jazzer.merge();
        }
    }
}
