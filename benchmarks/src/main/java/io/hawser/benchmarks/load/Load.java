package io.hawser.benchmarks.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Puts a load on a server on this machine, from the calling thread. */
public final class Load {

    private static final long OPENING_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** A measurement waits so long for its first message. */
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int WARM_PATIENCE = 4;
    /** So often the CPU time is looked at. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Load() {}

    /**
     * Warms a server up and measures it.
     *
     * @param workload the load
     * @param port the server's port on the loopback interface
     * @param pace how long
     * @param cpu the CPU time of the server's process so far
     * @return what was measured
     * @throws IOException where a connection fails, or where the server does not do what it has to
     */
    public static Measurement measure(Workload workload, int port, Pace pace, Supplier<Duration> cpu)
            throws IOException {
        try (Loop loop = new Loop()) {
            Traffic traffic = traffic(Destination.of(loop, workload, port));
            traffic.open(System.nanoTime() + OPENING_NANOS);
            traffic.begin();
            warmUp(traffic, loop, pace, cpu);
            Measurement measurement = measure(traffic, loop, pace, cpu);
            traffic.end(System.nanoTime() + ENDING_NANOS);
            return measurement;
        }
    }

    private static Traffic traffic(Destination destination) {
        return switch (destination.workload().shape()) {
            case ECHO -> new EchoTraffic(destination);
            case CONNECT -> new ConnectTraffic(destination);
            case BROADCAST -> new BroadcastTraffic(destination);
        };
    }

    private static void warmUp(Traffic traffic, Loop loop, Pace pace, Supplier<Duration> cpu) throws IOException {
        Duration enough = cpu.get().plus(pace.warm());
        long deadline = System.nanoTime() + WARM_PATIENCE * pace.warm().toNanos();
        boolean done = false;
        while (!done && cpu.get().compareTo(enough) < 0 && System.nanoTime() < deadline) {
            done = loop.until(() -> traffic.messages() >= pace.maxMessages(), System.nanoTime() + LOOK_NANOS);
        }
    }

    private static Measurement measure(Traffic traffic, Loop loop, Pace pace, Supplier<Duration> cpu)
            throws IOException {
        traffic.latency().reset();
        long before = traffic.messages();
        Duration cpuBefore = cpu.get();
        long loadCpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        loop.until(
                () -> traffic.messages() >= pace.maxMessages(),
                start + pace.measured().toNanos());
        if (!loop.until(() -> traffic.messages() > before, start + FIRST_NANOS)) {
            throw new LoadException("nothing came back");
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Duration used = cpu.get().minus(cpuBefore);
        return new Measurement(
                traffic.messages() - before,
                time,
                used,
                Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - loadCpu),
                percentile(traffic.latency(), 50),
                percentile(traffic.latency(), 99));
    }

    private static Duration percentile(Histogram latency, double percent) {
        return Duration.ofNanos(latency.getTotalCount() == 0 ? 0 : latency.getValueAtPercentile(percent));
    }
}
