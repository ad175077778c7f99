package io.hawser.tck.soak;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Counts the actions of all peers of one server, and records the failures of good peers. */
final class Counts {

    private static final int MOST_FAULTS = 20;
    private static final int MOST_CHARACTERS = 300;

    private final LongAdder messages = new LongAdder();
    private final LongAdder sessions = new LongAdder();
    private final Map<String, LongAdder> attacks = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    void message() {
        messages.increment();
    }

    void session() {
        sessions.increment();
    }

    void attack(String name) {
        attacks.computeIfAbsent(name, absent -> new LongAdder()).increment();
    }

    void fault(String who, Throwable failure) {
        if (faults.size() < MOST_FAULTS) {
            String told = failure.toString();
            StringBuilder text =
                    new StringBuilder(who).append(": ").append(told, 0, Math.min(told.length(), MOST_CHARACTERS));
            for (StackTraceElement element : failure.getStackTrace()) {
                if (element.getClassName().startsWith("io.hawser.")) {
                    text.append(" <- ").append(element);
                }
            }
            faults.add(text.toString());
        }
    }

    long messages() {
        return messages.sum();
    }

    /** {@return the first failures of good peers} */
    Queue<String> faults() {
        return faults;
    }

    @Override
    public String toString() {
        long sum = attacks.values().stream().mapToLong(LongAdder::sum).sum();
        return "%,d messages in %,d sessions verified, beside %,d attacks of %d kinds"
                .formatted(messages.sum(), sessions.sum(), sum, attacks.size());
    }
}
