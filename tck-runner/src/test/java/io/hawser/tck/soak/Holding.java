package io.hawser.tck.soak;

import io.hawser.tck.Descriptors;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resources that a server's JVM holds.
 *
 * @param heap the bytes of reachable objects
 * @param direct the bytes of direct buffers; 0 if the server does not report them
 * @param descriptors the number of open files and sockets; 0 if the system does not report it. Selectors are not
 *     counted, since containers keep some for each thread
 * @param peak the largest number of threads; 0 if the server does not report it
 * @param threads the names of the threads
 */
record Holding(long heap, long direct, int descriptors, int peak, List<String> threads) {

    private static final Pattern TOLD =
            Pattern.compile("ok heap=(\\d+)(?: classes=\\d+)?(?: direct=(\\d+) peak=(\\d+))? threads=\\d+ (.*)");

    /** Pools of the containers keep their size for minutes. */
    private static final Pattern CONTAINERS_POOL = Pattern.compile(".*-exec-\\d+|qtp.*|XNIO-\\d+ task-\\d+");

    /** Parses the report of the server. */
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

    /** {@return these resources with other threads} */
    Holding with(List<String> others) {
        return new Holding(heap, direct, descriptors, peak, others);
    }

    /** {@return the number of threads without those of the container's pools} */
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
