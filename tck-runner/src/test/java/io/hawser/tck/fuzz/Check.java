package io.hawser.tck.fuzz;

import java.util.Objects;

/**
 * The assertions of an oracle. They are simple, since they run a million times, in code that the fuzzer instruments.
 */
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

    /** The message of an exception must be one line that can be logged, whatever the peer has sent. */
    static void loggable(Exception e) {
        String message = e.getMessage();
        that(message != null && !message.isEmpty(), "an exception without a message");
        that(message.chars().allMatch(c -> c >= ' ' && c <= '~'), "a message with control characters: " + message);
    }
}
