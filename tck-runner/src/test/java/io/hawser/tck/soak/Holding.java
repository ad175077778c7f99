package io.hawser.tck.soak;

import io.hawser.tck.Descriptors;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's JVM holds.
 *
 * @param heap the bytes of reachable objects
 * @param direct the bytes outside of the heap that buffers take, where the server tells; or 0
 * @param descriptors how many files and sockets are open, where the system tells; or 0. Selectors are not counted:
 *     containers keep some for each thread
 * @param peak how many threads there were at most, where the server tells; or 0
 * @param threads the names of the threads
 */
record Holding(long heap, long direct, int descriptors, int peak, List<String> threads) {

    private static final Pattern TOLD =
            Pattern.compile("ok heap=(\\d+)(?: classes=\\d+)?(?: direct=(\\d+) peak=(\\d+))? threads=\\d+ (.*)");

    /** Pools of the containers keep for minutes what they have once grown to. */
    private static final Pattern CONTAINERS_POOL = Pattern.compile(".*-exec-\\d+|qtp.*|XNIO-\\d+ task-\\d+");

    /** Parses what the server tells. */
    static Holding of(String told, long pid) {
        Matcher parts = TOLD.matcher(told);
        if (!parts.matches()) {
            throw new IllegalArgumentException("the server tells no memory: " + told);
        }
        return new Holding(
                Long.parseLong(parts.group(1)),
                parts.group(2) == null ? 0 : Long.parseLong(parts.group(2)),
                Descriptors.filesAndSockets(pid),
                parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3)),
                Arrays.asList(parts.group(4).split(", ")));
    }

    /** {@return the same with other threads} */
    Holding with(List<String> others) {
        return new Holding(heap, direct, descriptors, peak, others);
    }

    /** {@return how many threads there are beside those of the container's pools} */
    long ownThreads() {
        return threads.stream()
                .filter(name -> !CONTAINERS_POOL.matcher(name).matches())
                .count();
    }

    @Override
    public String toString() {
        return "heap %,d, direct %,d, descriptors %d, threads %d of which %d are no container's"
                .formatted(heap, direct, descriptors, threads.size(), ownThreads());
    }
}
