package io.hawser.tck.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides whether a run counts. Most tests with a bad archive, and others, pass if nothing is deployed. So a run counts
 * only if the good archives were in service and the bad ones were refused because of their faults.
 *
 * @param complaints the reasons why the run does not count
 */
record Verdict(List<String> complaints) {

    static Verdict of(Results results, Plan plan) {
        return of(results, plan, List.of());
    }

    /** Adds further reasons. */
    static Verdict of(Results results, Plan plan, List<String> others) {
        List<String> complaints = new ArrayList<>(others);
        results.bad()
                .forEach(bad ->
                        complaints.add(bad.status() + " " + bad + (bad.cause() == null ? "" : ": " + bad.headline())));
        if (results.run() != plan.tests()) {
            complaints.add(results.run() + " tests have run, not " + plan.tests());
        }
        judgeRefusals(results, plan, complaints);
        judgeDeployments(results, plan, complaints);
        return new Verdict(List.copyOf(complaints));
    }

    private static void judgeRefusals(Results results, Plan plan, List<String> complaints) {
        Map<String, Deployment> refusals = byClass(results.refused());
        for (Plan.Refused bad : plan.refused()) {
            Deployment refused = refusals.remove(bad.testClass());
            if (refused == null) {
                complaints.add("the bad archive of " + bad.testClass() + " was not refused: " + bad.fault());
            } else if (!bad.message().matcher(refused.refusal()).find()) {
                complaints.add("the bad archive of " + bad.testClass() + " was refused for something else than "
                        + bad.fault() + ": " + refused.refusal());
            }
        }
        refusals.values()
                .forEach(refused -> complaints.add("the good archive " + refused.archive() + " of "
                        + refused.testClass() + " was refused: " + refused.refusal()));
    }

    private static void judgeDeployments(Results results, Plan plan, List<String> complaints) {
        List<Deployment> deployed = results.deployed();
        deployed.stream()
                .filter(deployment -> deployment.isBare() && !plan.bare().contains(deployment.testClass()))
                .forEach(empty ->
                        complaints.add("no endpoint is in service in " + empty.archive() + " of " + empty.testClass()));
        if (deployed.size() != plan.deployed()) {
            complaints.add(deployed.size() + " archives were in service, not " + plan.deployed());
        }
    }

    /** One class deploys one archive. A second archive of the same class must not hide the first one. */
    private static Map<String, Deployment> byClass(List<Deployment> deployments) {
        return deployments.stream()
                .collect(Collectors.toMap(Deployment::testClass, Function.identity(), (first, second) -> first));
    }

    boolean isPassed() {
        return complaints.isEmpty();
    }
}
