package io.hawser.benchmarks.run;

import java.io.IOException;
import java.util.List;

/** Keeps what is measured and what measures it on two cores apart, where the machine can do that. */
final class Cores {

    private static final Cores FREE = new Cores(List.of());

    /** What begins the command of what is measured. */
    private final List<String> prefix;

    private Cores(List<String> prefix) {
        this.prefix = prefix;
    }

    /** {@return all processes share all cores} */
    static Cores free() {
        return FREE;
    }

    /** Moves this process to the second core; what is measured goes to the first, if there is {@code taskset}. */
    static Cores apart() throws InterruptedException {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return FREE;
        }
        String self = Long.toString(ProcessHandle.current().pid());
        try {
            Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", "1", self)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return taskset.waitFor() == 0 ? new Cores(List.of("taskset", "-c", "0")) : FREE;
        } catch (IOException e) {
            return FREE; // There is no such program.
        }
    }

    boolean areApart() {
        return !prefix.isEmpty();
    }

    List<String> prefix() {
        return prefix;
    }
}
