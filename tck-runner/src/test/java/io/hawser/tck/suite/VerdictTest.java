package io.hawser.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.suite.Outcome.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plan with two good archives, one of which has no endpoint, and a bad one. Tests the runs that must not pass. */
class VerdictTest {

    private static final Plan PLAN = new Plan(
            3,
            2,
            Set.of("Fine"),
            List.of(new Plan.Excluded("Servlets", 4, "no Servlet API")),
            List.of(new Plan.Refused("Bad", Pattern.compile("@OnOpen"), "two @OnOpen methods")));

    private final List<Outcome> outcomes = new ArrayList<>(List.of(
            new Outcome("Good", "one", Status.PASSED, null),
            new Outcome("Fine", "two", Status.PASSED, null),
            new Outcome("Bad", "three", Status.PASSED, null)));
    private final List<Deployment> deployments = new ArrayList<>(List.of(
            new Deployment("Good", "good.war", OptionalInt.of(1), null),
            new Deployment("Fine", "fine.war", OptionalInt.of(0), null),
            new Deployment("Bad", "bad.war", OptionalInt.of(0), "@OnOpen twice")));

    private Verdict verdict() {
        return Verdict.of(new Results(outcomes, deployments), PLAN);
    }

    private void assertComplaint(String complaint) {
        assertThat(verdict().isPassed()).isFalse();
        assertThat(verdict().complaints()).containsExactly(complaint);
    }

    @Test
    void aRunAsPlannedPasses() {
        assertThat(verdict().complaints()).isEmpty();
        assertThat(verdict().isPassed()).isTrue();
    }

    @Test
    void aFailedTestFails() {
        outcomes.set(0, new Outcome("Good", "one", Status.FAILED, new AssertionError("no answer\nat all")));
        assertComplaint("FAILED Good.one: java.lang.AssertionError: no answer");
    }

    @Test
    void anErrorFails() {
        outcomes.set(
                0,
                new Outcome(
                        "Good", "one", Status.ERROR, new Exception("wrapped", new IllegalStateException("broken"))));
        assertComplaint("ERROR Good.one: java.lang.IllegalStateException: broken");
    }

    @Test
    void aClassThatDoesNotBeginFails() {
        outcomes.add(new Outcome("Other", "", Status.ERROR, new NoClassDefFoundError("Servlet")));
        assertComplaint("ERROR Other: java.lang.NoClassDefFoundError: Servlet");
    }

    @Test
    void aSkippedTestFailsAndDoesNotCount() {
        outcomes.set(0, new Outcome("Good", "one", Status.SKIPPED, null));
        assertThat(verdict().complaints()).containsExactly("SKIPPED Good.one", "2 tests have run, not 3");
    }

    @Test
    void aTestThatIsMissingFails() {
        outcomes.remove(0);
        assertComplaint("2 tests have run, not 3");
    }

    @Test
    void aTestTooManyFails() {
        outcomes.add(new Outcome("Good", "four", Status.PASSED, null));
        assertComplaint("4 tests have run, not 3");
    }

    @Test
    void aGoodArchiveThatIsRefusedFails() {
        deployments.set(0, new Deployment("Good", "good.war", OptionalInt.of(0), "no"));
        assertThat(verdict().complaints())
                .containsExactly(
                        "the good archive good.war of Good was refused: no", "1 archives were in service, not 2");
    }

    @Test
    void aGoodArchiveThatIsNotDeployedFails() {
        deployments.remove(0);
        assertComplaint("1 archives were in service, not 2");
    }

    @Test
    void aGoodArchiveInWhichNothingIsFoundFails() {
        deployments.set(0, new Deployment("Good", "good.war", OptionalInt.of(0), null));
        assertComplaint("no endpoint is in service in good.war of Good");
    }

    @Test
    void aBadArchiveThatIsAcceptedFails() {
        deployments.set(2, new Deployment("Bad", "bad.war", OptionalInt.of(1), null));
        assertThat(verdict().complaints())
                .containsExactly(
                        "the bad archive of Bad was not refused: two @OnOpen methods",
                        "3 archives were in service, not 2");
    }

    @Test
    void aBadArchiveThatIsRefusedForAnotherReasonFails() {
        deployments.set(2, new Deployment("Bad", "bad.war", OptionalInt.of(0), "a class is missing"));
        assertComplaint(
                "the bad archive of Bad was refused for something else than two @OnOpen methods: a class is missing");
    }

    @Test
    void aRunInWhichNothingIsDeployedFailsThoughItsTestsPass() {
        deployments.clear();
        assertThat(verdict().complaints())
                .containsExactly(
                        "the bad archive of Bad was not refused: two @OnOpen methods",
                        "0 archives were in service, not 2");
    }

    @Test
    void aRunOfNothingFails() {
        assertThat(Verdict.of(new Results(List.of(), List.of()), PLAN).isPassed())
                .isFalse();
    }

    @Test
    void theSummaryTellsTheCountsAndTheReasons() {
        Results results = new Results(outcomes, deployments);
        String summary = new Summary(PLAN, results, verdict(), Map.of("JDK", "17"), Duration.ofSeconds(5)).toString();
        assertThat(summary)
                .contains("**PASSED**")
                .contains("| tests run | 3 |", "| passed | 3 |", "| failed | 0 |", "| errors | 0 |", "| skipped | 0 |")
                .contains("| excluded | 4 |", "- 4 of Servlets: no Servlet API")
                .contains("| archives in service | 2 |", "| endpoints in service | 1 |", "| archives refused | 1 |")
                .contains("- bad.war of Bad: @OnOpen twice")
                .contains("- JDK: 17");
    }

    @Test
    void theSummaryHasNoEndpointsIfTheServerDoesNotReportThem() {
        deployments.replaceAll(deployment -> new Deployment(
                deployment.testClass(), deployment.archive(), OptionalInt.empty(), deployment.refusal()));
        Results results = new Results(outcomes, deployments);
        assertThat(new Summary(PLAN, results, verdict(), Map.of(), Duration.ZERO).toString())
                .contains("| archives in service |")
                .doesNotContain("endpoints in service");
    }

    @Test
    void theSummaryOfAFailedRunTellsWhy() {
        outcomes.remove(0);
        Results results = new Results(outcomes, deployments);
        assertThat(new Summary(PLAN, results, verdict(), Map.of(), Duration.ZERO).toString())
                .contains("**FAILED**")
                .contains("- 2 tests have run, not 3");
    }

    @Test
    void aServerThatDoesNotTellItsEndpointsIsBelieved() {
        deployments.set(0, new Deployment("Good", "good.war", OptionalInt.empty(), null));
        assertThat(verdict().complaints()).isEmpty();
    }

    @Test
    void whatElseIsAgainstTheRunFails() {
        Verdict verdict =
                Verdict.of(new Results(outcomes, deployments), PLAN, List.of("the server has loaded another session"));
        assertThat(verdict.isPassed()).isFalse();
        assertThat(verdict.complaints()).containsExactly("the server has loaded another session");
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void thePlanOfVersion22AddsUpToTheWholeTck(Target target) {
        Plan plan = Plan.of(target);
        int servletTests = target.hasServlets() ? 0 : 8;
        assertThat(plan.tests() + plan.excludedTests()).isEqualTo(737);
        assertThat(plan.excluded()).hasSize(servletTests);
        assertThat(plan.deployed() + plan.refused().size() + servletTests).isEqualTo(86);
        Set<String> bad = plan.refused().stream().map(Plan.Refused::testClass).collect(Collectors.toSet());
        assertThat(bad).hasSize(target.hasServlets() ? 29 : 23);
        assertThat(plan.excluded()).extracting(Plan.Excluded::testClass).doesNotContainAnyElementsOf(bad);
    }
}
