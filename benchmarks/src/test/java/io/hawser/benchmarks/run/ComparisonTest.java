package io.hawser.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.load.Measurement;
import io.hawser.benchmarks.load.Workload;
import io.hawser.benchmarks.load.Workloads;
import io.hawser.benchmarks.result.Results;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs Hawser for a second, and looks at no figure but whether it is there. */
class ComparisonTest {

    private static final Path ROOT = Path.of(System.getProperty("benchmarks.root"));

    @TempDir
    private Path directory;

    private Results run(List<Contestant> contestants, String... workloads) throws Exception {
        Duration moment = Duration.ofMillis(100); // Longer where nothing has come by then.
        List<Workload> loads = Stream.of(workloads).map(Workloads::named).toList();
        Plan plan = new Plan(contestants, loads, 1, moment, Duration.ZERO, moment, 1_000_000);
        PrintStream console = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Comparison(plan, directory, console).run(ROOT, false, List.of("-Xmx256m"));
    }

    @Test
    void hawserHasFigures() throws Exception {
        Results results = run(List.of(Contestant.HAWSER), "t32d1", "b64k", "connect", "defl1k");
        assertThat(results.all()).hasSize(4).allSatisfy(result -> {
            assertThat(result.failure()).isNull();
            assertThat(result.measurement().messages()).isPositive();
        });
        assertThat(results.facts()).containsKeys("machine", "JDK", "versions");
        assertThat(results.facts().get("versions")).doesNotContain("${");
        assertThat(Results.read(directory.resolve("results.csv"))).isEqualTo(results);
    }

    @Test
    void itsClientHasFigures() throws Exception {
        Results results = run(List.of(Contestant.HAWSER_CLIENT), "t32c1");
        assertThat(results.failure(Contestant.HAWSER_CLIENT, "t32c1")).isEmpty();
        assertThat(results.median(Contestant.HAWSER_CLIENT, "t32c1", Measurement::rate))
                .isPresent();
    }
}
