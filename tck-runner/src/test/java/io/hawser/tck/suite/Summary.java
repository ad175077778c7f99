package io.hawser.tck.suite;

import io.hawser.tck.suite.Outcome.Status;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A report of a run in Markdown.
 *
 * @param plan the plan of the run
 * @param results its results
 * @param verdict its verdict
 * @param parts its libraries
 * @param time its duration
 */
record Summary(Plan plan, Results results, Verdict verdict, Map<String, String> parts, Duration time) {

    @Override
    public String toString() {
        return "# Jakarta WebSocket TCK 2.2\n\n"
                + verdictLine() + "\n\n"
                + counts()
                + "\n## Parts\n\n"
                + parts.entrySet().stream()
                        .map(part -> "- " + part.getKey() + ": " + part.getValue() + "\n")
                        .collect(Collectors.joining())
                + complaints()
                + "\n## Excluded\n\n"
                + plan.excluded().stream()
                        .map(excluded -> "- " + excluded.tests() + " of " + excluded.testClass() + ": "
                                + excluded.reason() + "\n")
                        .collect(Collectors.joining())
                + "\n## Refused archives\n\n"
                + results.refused().stream()
                        .map(refused -> "- " + refused.archive() + " of " + refused.testClass() + ": "
                                + refused.refusal() + "\n")
                        .collect(Collectors.joining());
    }

    private String verdictLine() {
        return verdict.isPassed()
                ? "**PASSED**"
                : "**FAILED**: " + verdict.complaints().size() + " complaints";
    }

    private String counts() {
        return "| | |\n|---|---:|\n"
                + row("tests run", results.run())
                + row("passed", results.count(Status.PASSED))
                + row("failed", results.count(Status.FAILED))
                + row("errors", results.count(Status.ERROR))
                + row("skipped", results.count(Status.SKIPPED))
                + row("excluded", plan.excludedTests())
                + row("test classes", results.classes())
                + row("archives in service", results.deployed().size())
                + endpoints()
                + row("archives refused", results.refused().size())
                + row("seconds", time.toSeconds());
    }

    /** {@return the row of the endpoints, or nothing if the server does not report them} */
    private String endpoints() {
        boolean reported = results.deployed().stream()
                .anyMatch(deployment -> deployment.endpoints().isPresent());
        int endpoints = results.deployed().stream()
                .mapToInt(deployment -> deployment.endpoints().orElse(0))
                .sum();
        return reported ? row("endpoints in service", endpoints) : "";
    }

    private static String row(String name, long value) {
        return String.format(Locale.ROOT, "| %s | %d |%n", name, value);
    }

    private String complaints() {
        return verdict.isPassed()
                ? ""
                : "\n## What is against it\n\n"
                        + verdict.complaints().stream()
                                .map(complaint -> "- " + complaint + "\n")
                                .collect(Collectors.joining());
    }
}
