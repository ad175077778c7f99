package io.hawser.tck.suite;

import io.hawser.tck.suite.Outcome.Status;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Counts the tests, and prints the progress, one line for each class. */
final class Tally implements TestExecutionListener {

    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final PrintStream progress;

    Tally(PrintStream progress) {
        this.progress = progress;
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        add(identifier, Status.SKIPPED, new IllegalStateException(reason));
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        Throwable thrown = result.getThrowable().orElse(null);
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (identifier.isTest()) {
                    add(identifier, Status.PASSED, null);
                }
            }
            case ABORTED -> add(identifier, Status.SKIPPED, thrown);
            case FAILED -> add(identifier, Outcome.ofThrown(thrown), thrown);
        }
        if (identifier.getSource().orElse(null) instanceof ClassSource source) {
            report(source.getClassName());
        }
    }

    private void add(TestIdentifier identifier, Status status, Throwable cause) {
        Outcome outcome = new Outcome(testClass(identifier), name(identifier), status, cause);
        outcomes.add(outcome);
        if (outcome.isBad()) {
            System.err.println(status + " " + outcome + System.lineSeparator() + outcome.trace());
        }
    }

    private void report(String testClass) {
        List<Outcome> ofClass = outcomes.stream()
                .filter(outcome -> outcome.testClass().equals(testClass))
                .toList();
        long bad = ofClass.stream().filter(Outcome::isBad).count();
        progress.printf("%4d of %4d passed  %s%n", ofClass.size() - bad, ofClass.size(), testClass);
    }

    private static String testClass(TestIdentifier identifier) {
        return identifier
                .getSource()
                .map(source -> {
                    if (source instanceof MethodSource method) {
                        return method.getClassName();
                    }
                    return source instanceof ClassSource type ? type.getClassName() : source.toString();
                })
                .orElse(identifier.getDisplayName());
    }

    private static String name(TestIdentifier identifier) {
        return identifier.getSource().orElse(null) instanceof MethodSource method ? method.getMethodName() : "";
    }
}
