package io.hawser.tck.soak;

import io.hawser.standalone.HawserServer;
import io.netty.util.internal.PlatformDependent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Hawser's own server in a separate JVM. The arguments are the directory of a web application and its context path.
 * Writes {@code ready} and the port. Answers {@code memory} with one line like the servlet containers, with the direct
 * memory and the peak of threads in addition. Ends with its input.
 */
final class SoakServer {

    private static final int COLLECTIONS = 5;

    private SoakServer() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        try (HawserServer server = HawserServer.builder().host("127.0.0.1").start()) {
            server.deploy(Path.of(arguments[0]), arguments[1]);
            answers.println("ready " + server.port());
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); "memory".equals(line); line = input.readLine()) {
                answers.println(memory());
            }
        }
        System.exit(0); // An endpoint may still sleep.
    }

    private static String memory() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        var threads = ManagementFactory.getThreadMXBean();
        StringBuilder names = new StringBuilder();
        for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null) {
                names.append(names.isEmpty() ? "" : ", ").append(thread.getThreadName());
            }
        }
        return "ok heap="
                + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + " direct=" + direct() + " peak="
                + threads.getPeakThreadCount() + " threads=" + threads.getThreadCount() + " " + names;
    }

    /** The memory that the JDK counts, and that of Netty in addition. */
    private static long direct() {
        long all = Math.max(0, PlatformDependent.usedDirectMemory());
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                all += pool.getMemoryUsed();
            }
        }
        return all;
    }
}
