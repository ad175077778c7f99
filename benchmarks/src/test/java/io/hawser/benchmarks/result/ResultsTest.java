package io.hawser.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.load.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    @TempDir
    private Path directory;

    private static Result result(int round, long messages) {
        Duration second = Duration.ofSeconds(1);
        return new Result(
                round,
                Contestant.HAWSER,
                "t32d1",
                new Measurement(
                        messages, second, Duration.ofMillis(500), Duration.ofMillis(250), Duration.ZERO, second),
                null);
    }

    @Test
    void aFileKeepsThem() throws IOException {
        Result failure = new Result(2, Contestant.TYRUS, "defl1k", null, "the server does not want to");
        Results written =
                new Results(Map.of("JDK", "17: the old one, still"), List.of(result(1, 10), result(2, 20), failure));
        Path file = directory.resolve("results.csv");
        written.write(file);
        assertThat(Results.read(file)).isEqualTo(written);
    }

    @Test
    void aFailureMayHaveCommasAndLines() throws IOException {
        Path file = directory.resolve("results.csv");
        new Results(Map.of(), List.of(new Result(1, Contestant.TYRUS, "b1m", null, "one, two\nthree"))).write(file);
        assertThat(Results.read(file).failure(Contestant.TYRUS, "b1m")).contains("one; two;three");
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("other.csv"), "a,b\n1,2\n");
        assertThatThrownBy(() -> Results.read(file)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMedianIsThatOfTheRounds() {
        Results results = new Results(Map.of(), List.of(result(1, 10), result(2, 1000), result(3, 20)));
        assertThat(results.rounds()).isEqualTo(3);
        assertThat(results.median(Contestant.HAWSER, "t32d1", Measurement::rate))
                .hasValue(20);
        assertThat(results.median(Contestant.HAWSER, "t32d1", Measurement::cpuMicros))
                .hasValue(25_000);
        assertThat(results.median(Contestant.HAWSER, "t32d64", Measurement::rate))
                .isEmpty();
        assertThat(results.median(Contestant.TOMCAT, "t32d1", Measurement::rate))
                .isEmpty();
        assertThat(result(1, 10).measurement().loadShare()).isEqualTo(0.25);
    }
}
