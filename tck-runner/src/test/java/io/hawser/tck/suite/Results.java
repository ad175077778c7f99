package io.hawser.tck.suite;

import io.hawser.tck.suite.Outcome.Status;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has happened in a run.
 *
 * @param outcomes how tests have ended, and classes that did not end well
 * @param deployments what became of the archives
 */
record Results(List<Outcome> outcomes, List<Deployment> deployments) {

    /** Tests that have ended, whether well or not; without those that were skipped. */
    long run() {
        return tests().filter(test -> test.status() != Status.SKIPPED).count();
    }

    /** The line that Surefire would write. */
    String totals() {
        return "Tests run: " + run() + ", Failures: " + count(Status.FAILED) + ", Errors: " + count(Status.ERROR)
                + ", Skipped: " + count(Status.SKIPPED);
    }

    /** Tests of this status, and classes that did not get to their tests. */
    long count(Status status) {
        return outcomes.stream().filter(outcome -> outcome.status() == status).count();
    }

    List<Outcome> bad() {
        return outcomes.stream()
                .filter(Outcome::isBad)
                .sorted(Comparator.comparing(Outcome::toString))
                .toList();
    }

    List<Deployment> refused() {
        return deployments.stream()
                .filter(Deployment::isRefused)
                .sorted(Comparator.comparing(Deployment::testClass))
                .toList();
    }

    List<Deployment> deployed() {
        return deployments.stream()
                .filter(deployment -> !deployment.isRefused())
                .toList();
    }

    long classes() {
        return tests().map(Outcome::testClass).collect(Collectors.toSet()).size();
    }

    private Stream<Outcome> tests() {
        return outcomes.stream().filter(Outcome::isTest);
    }
}
