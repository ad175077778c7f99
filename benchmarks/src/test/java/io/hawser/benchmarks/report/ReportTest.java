package io.hawser.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.result.Result;
import io.hawser.benchmarks.result.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path directory;

    @Test
    void aPeerThatIsAheadIsBold() {
        Results results = new Results(
                Map.of(),
                List.of(
                        Sample.result(Contestant.HAWSER, "t32d1", 4),
                        Sample.result(Contestant.TOMCAT, "t32d1", 3),
                        Sample.result(Contestant.JETTY, "t32d1", 5)));
        assertThat(new Report(results).markdown("charts"))
                .contains("| `t32d1` |   4.00 | **3.00** |  5.00 |")
                .contains("| `t32d1` | 4.00 / 12.0 | **3.00** / **9.00** | 5.00 / 15.0 |");
    }

    @Test
    void aContainerIsComparedWithItself() {
        Results results = new Results(
                Map.of(),
                List.of(
                        Sample.result(Contestant.HAWSER, "t32d1", 1),
                        Sample.result(Contestant.TOMCAT, "t32d1", 3),
                        Sample.result(Contestant.HAWSER_TOMCAT, "t32d1", 4)));
        assertThat(new Report(results).markdown("charts")).contains("| `t32d1` | **3.00** |             4.00 |");
    }

    @Test
    void whatHasNoFigureIsNamed() {
        Results results = new Results(
                Map.of(),
                List.of(
                        Sample.result(Contestant.HAWSER, "defl1k", 1),
                        new Result(1, Contestant.TYRUS, "defl1k", null, "no compression"),
                        new Result(2, Contestant.TYRUS, "defl1k", null, "no compression")));
        assertThat(new Report(results).markdown("charts"))
                .contains("| `defl1k` |   1.00 |     – |")
                .containsOnlyOnce("no compression");
    }

    @Test
    void chartsOfWhatWasMeasuredAreWritten() throws IOException {
        new Report(Sample.all()).writeCharts(directory);
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("servers.svg", "containers.svg", "clients.svg");
        }
        assertThat(new Report(Sample.all()).markdown("charts"))
                .contains(
                        "(charts/servers.svg)",
                        "(charts/containers.svg)",
                        "(charts/clients.svg)",
                        "| machine | none  |");
    }

    @Test
    void aPageKeepsWhatIsAroundTheResults() throws IOException {
        Path file = Files.writeString(
                directory.resolve("page.md"), "# Page\n\n<!-- results: begin -->\nold\n<!-- results: end -->\n\nEnd\n");
        new Page(file).show("new\n");
        new Page(file).show("newer\n");
        assertThat(file).hasContent("# Page\n\n<!-- results: begin -->\n\nnewer\n\n<!-- results: end -->\n\nEnd\n");
    }

    @Test
    void aPageWithoutAPlaceForResultsIsLeftAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("page.md"), "# Page\n");
        assertThatThrownBy(() -> new Page(file).show("new\n")).isInstanceOf(IOException.class);
        assertThat(file).hasContent("# Page\n");
    }
}
