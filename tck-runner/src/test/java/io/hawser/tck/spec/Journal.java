package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The records of endpoints. Each test has one. It is static, since the server creates the endpoints. */
final class Journal {

    private static final long SECONDS = 30;

    private static volatile Journal current = new Journal();

    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
    private final List<String> all = new CopyOnWriteArrayList<>();

    private Journal() {}

    /** Begins a new journal. */
    static void clear() {
        current = new Journal();
    }

    /** Adds a line. Endpoints call this on any thread. */
    static void add(String line) {
        Journal journal = current;
        journal.all.add(line);
        journal.unread.add(line);
    }

    /** {@return the next line that was not read yet; waits for it} */
    static String next() {
        try {
            String line = current.unread.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(line).as("a line of the journal after " + current.all).isNotNull();
            return line;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for lines and asserts that they are in this order, with no other between them. */
    static void expect(String... lines) {
        for (String line : lines) {
            assertThat(next()).isEqualTo(line);
        }
    }

    /** Waits for a line and skips those before it. */
    static void await(String line) {
        for (String next = next(); !next.equals(line); next = next()) {
            // The test does not need this line.
        }
    }

    /** {@return all lines so far} */
    static List<String> lines() {
        return List.copyOf(current.all);
    }
}
