package io.hawser.tck.suite;

import io.hawser.tck.suite.Outcome.Status;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results of a run.
 *
 * @param outcomes the outcomes of tests, and of classes that have failed
 * @param deployments the results of the archives
 */
record Results(List<Outcome> outcomes, List<Deployment> deployments) {

    /** The tests that have ended, without skipped ones. */
    long run() {
        return tests().filter(test -> test.status() != Status.SKIPPED).count();
    }

    /** The summary line of Surefire. */
    String totals() {
        return "Tests run: " + run() + ", Failures: " + count(Status.FAILED) + ", Errors: " + count(Status.ERROR)
                + ", Skipped: " + count(Status.SKIPPED);
    }

    /** The tests of this status, and the classes that failed before their tests. */
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
