package io.hawser.tck.suite;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * The outcome of a test.
 *
 * @param testClass its class
 * @param name its method; empty for the outcome of the whole class
 * @param status the status
 * @param cause the cause of a failure; null if the test has passed
 */
record Outcome(String testClass, String name, Status status, Throwable cause) {

    enum Status {
        PASSED,
        FAILED,
        ERROR,
        SKIPPED
    }

    static Status ofThrown(Throwable thrown) {
        return thrown instanceof AssertionError ? Status.FAILED : Status.ERROR;
    }

    boolean isTest() {
        return !name.isEmpty();
    }

    boolean isBad() {
        return status != Status.PASSED;
    }

    /** The first line of the root cause, since the TCK wraps all causes into the same text. */
    String headline() {
        Throwable deepest = cause;
        while (deepest != null && deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest == null ? "" : deepest.toString().lines().findFirst().orElse("");
    }

    String trace() {
        StringWriter trace = new StringWriter();
        if (cause != null) {
            cause.printStackTrace(new PrintWriter(trace));
        }
        return trace.toString();
    }

    @Override
    public String toString() {
        return isTest() ? testClass + "." + name : testClass;
    }
}
