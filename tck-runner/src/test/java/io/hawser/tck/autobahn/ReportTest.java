package io.hawser.tck.autobahn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that must not pass. */
class ReportTest {

    private static final String AGENT = "Hawser";

    @TempDir
    private Path folder;

    /** An index of a number of cases, one of which has another outcome. */
    private Report report(int cases, String behavior, String close) throws IOException {
        JsonObjectBuilder index = Json.createObjectBuilder();
        for (int i = 1; i <= cases; i++) {
            boolean other = i == 10;
            index.add(
                    "2." + i,
                    Json.createObjectBuilder()
                            .add("behavior", other ? behavior : "OK")
                            .add("behaviorClose", other ? close : i == 11 ? "INFORMATIONAL" : "OK")
                            .add("remoteCloseCode", i == 12 ? Json.createValue(1000) : JsonValue.NULL)
                            .add("duration", 1)
                            .add("reportfile", "case_2_" + i + ".json"));
        }
        Files.writeString(
                folder.resolve("index.json"),
                Json.createObjectBuilder().add(AGENT, index).build().toString());
        return Report.read(folder, AGENT);
    }

    @Test
    void allCasesThatAreOkOrInformationalAreWell() throws IOException {
        Report report = report(Report.CASES, "INFORMATIONAL", "OK");
        assertThat(report.faults()).isEmpty();
        assertThat(report.summary()).isEqualTo("[2: 301/301]");
        assertThat(report.outcomes())
                .extracting(Report.Outcome::id)
                .startsWith("2.1", "2.2")
                .endsWith("2.301");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "NON-STRICT", "UNIMPLEMENTED", "WRONG CODE", "UNCLEAN", "FAILED BY CLIENT", ""})
    void whateverElseACaseOrItsCloseComesToIsAFaultWithItsReport(String outcome) throws IOException {
        assertThat(report(Report.CASES, outcome, "OK").faults())
                .containsExactly(
                        "2.10: " + outcome + ", close OK, close code null: " + folder.resolve("case_2_10.json"));
        assertThat(report(Report.CASES, "OK", outcome).faults())
                .containsExactly(
                        "2.10: OK, close " + outcome + ", close code null: " + folder.resolve("case_2_10.json"));
        assertThat(report(Report.CASES, "OK", outcome).summary()).isEqualTo("[2: 300/301]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Report.CASES - 1, Report.CASES + 1})
    void aCaseThatIsMissingOrTooManyIsAFault(int cases) throws IOException {
        assertThat(report(cases, "OK", "OK").faults()).containsExactly(cases + " cases of 301 ended");
    }

    @Test
    void anAgentThatIsNotThereHasNoCases() throws IOException {
        report(Report.CASES, "OK", "OK");
        assertThat(Report.read(folder, "Other").faults()).containsExactly("0 cases of 301 ended");
    }

    @Test
    void aRunWithoutAnIndexIsNoReport() {
        assertThatThrownBy(() -> Report.read(folder, AGENT))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("Autobahn has written no reports");
    }
}
