package io.hawser.log;

import io.hawser.handshake.Escaped;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Counts lines of the same kind, each kind for a minute from its first line on. Keeps only text, so that the objects
 * that have caused the lines can be collected. Safe for all threads. Has no clock, and logs nothing.
 */
final class Repetitions {

    /** The most lines of a kind that are logged in a span; more are counted. */
    static final int MAX_LINES = 20;

    static final long SPAN_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** The most kinds; beyond that, new kinds of one logger and level are counted together. */
    static final int MAX_KINDS = 100;

    private static final int EXAMPLE_CHARS = 300;

    /** The kinds, in the order in which their times end. */
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    /** The lines of one kind since the first of them. */
    static final class Kind {

        private final Log log;
        private final Level level;
        private final long since;
        private long count;
        private volatile String example;

        private Kind(Log log, Level level, String name, long since) {
            this.log = log;
            this.level = level;
            this.since = since;
            this.example = name;
        }

        Log log() {
            return log;
        }

        Level level() {
            return level;
        }

        long since() {
            return since;
        }

        /** {@return the number of lines that were not logged; does not change any more after the time is over} */
        long more() {
            return Math.max(0, count - MAX_LINES);
        }

        /** Sets the example for the lines that are not logged. Called with a line that is logged. */
        void saw(String line) {
            example = Escaped.line(line, EXAMPLE_CHARS);
        }

        /** {@return the last line that was logged; the kind's name until there is one} */
        String example() {
            return example;
        }
    }

    /**
     * Counts one more line.
     *
     * @return its kind if the line has to be logged; empty if it is only counted
     */
    synchronized Optional<Kind> add(Log log, Level level, String name, long now) {
        String owner = log.getName() + " " + level + " ";
        boolean known = kinds.size() < MAX_KINDS || kinds.containsKey(owner + name);
        Kind kind = kinds.computeIfAbsent(
                known ? owner + name : owner, key -> new Kind(log, level, known ? name : "various", now));
        kind.count++;
        return kind.count <= MAX_LINES ? Optional.of(kind) : Optional.empty();
    }

    /** {@return the kinds whose time is over, and of which lines were counted} They begin anew. */
    synchronized List<Kind> over(long now) {
        List<Kind> counted = new ArrayList<>(0);
        Iterator<Kind> all = kinds.values().iterator();
        while (all.hasNext()) {
            Kind kind = all.next();
            if (now - kind.since < SPAN_NANOS) {
                return counted;
            }
            all.remove();
            if (kind.more() > 0) {
                counted.add(kind);
            }
        }
        return counted;
    }

    /** {@return all kinds of which lines were counted} Everything begins anew. */
    synchronized List<Kind> all() {
        List<Kind> counted =
                kinds.values().stream().filter(kind -> kind.more() > 0).toList();
        kinds.clear();
        return counted;
    }

    /** {@return whether there is a kind of which lines were counted} */
    synchronized boolean isCounting() {
        return kinds.values().stream().anyMatch(kind -> kind.more() > 0);
    }
}
