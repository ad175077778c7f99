package io.hawser.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.load.Measurement;
import io.hawser.benchmarks.result.Result;
import io.hawser.benchmarks.result.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarksTest {

    @TempDir
    private Path directory;

    @Test
    void aPageIsWrittenFromAFileOfResults() throws IOException {
        Duration time = Duration.ofSeconds(1);
        Measurement measurement = new Measurement(1000, time, time, time, time, time);
        Path file = directory.resolve("old.csv");
        new Results(Map.of("JDK", "17"), List.of(new Result(1, Contestant.HAWSER, "b1m", measurement, null)))
                .write(file);
        Path page = Files.writeString(
                directory.resolve("page.md"), "# Page\n\n<!-- results: begin -->\n<!-- results: end -->\n");

        int status = new CommandLine(new Benchmarks())
                .execute("--from=" + file, "--out=" + directory.resolve("out"), "--page=" + page);

        assertThat(status).isZero();
        assertThat(page).content().contains("| `b1m` |  1,000 |", "(performance/servers.svg)");
        assertThat(directory.resolve("performance/servers.svg")).exists();
        assertThat(directory.resolve("performance/results.csv")).hasSameTextualContentAs(file);
        assertThat(directory.resolve("out/results.md")).exists();
    }
}
