package io.hawser.tck.fuzz;

import java.util.Objects;

/** What a target says of what it has found. */
final class Check {

    private Check() {}

    static void that(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    static void same(Object actual, Object expected, String what) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError(what + ": " + actual + " in place of " + expected);
        }
    }

    /** A line of a header must not become two. */
    static void oneLine(String text) {
        that(text.indexOf('\r') < 0 && text.indexOf('\n') < 0 && text.indexOf('\0') < 0, "a line break in a header");
    }
}
