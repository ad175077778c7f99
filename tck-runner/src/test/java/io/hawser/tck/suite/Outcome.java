package io.hawser.tck.suite;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * How one test has ended.
 *
 * @param testClass its class
 * @param name its method; empty where the class as a whole has ended like that
 * @param status how
 * @param cause why; null where it passed
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

    /** What is at the bottom of it, without what follows a line end: the TCK wraps everything into the same words. */
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
