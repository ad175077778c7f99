package io.hawser.examples.server;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What the JVM holds.
 *
 * @param heap the bytes of reachable objects, and perhaps some more
 * @param classes how many classes are loaded
 * @param threads the names of the live threads, in order
 */
record Memory(long heap, int classes, String threads) {

    private static final int COLLECTIONS = 5;

    /**
     * {@return what it holds after some garbage collections, the later of which free what the earlier have unlinked}
     */
    static Memory measured() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        var threads = ManagementFactory.getThreadMXBean();
        return new Memory(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                        .filter(thread -> thread != null)
                        .map(thread -> thread.getThreadName().replaceAll("\\p{Cntrl}+", " "))
                        .sorted()
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public String toString() {
        return "heap=" + heap + " classes=" + classes + " threads=" + threads.split(", ").length + " " + threads;
    }
}
