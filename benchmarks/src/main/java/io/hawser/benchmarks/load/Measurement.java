package io.hawser.benchmarks.load;

import java.time.Duration;

/**
 * What one load has shown of one server.
 *
 * @param messages how many were echoed or delivered, or how many connections were opened and closed
 * @param time how long that took
 * @param cpu the CPU time of the measured process in this time
 * @param loadCpu the CPU time of the load generator's thread in this time
 * @param p50 half of the echoes came within this time; zero where that was not measured
 * @param p99 99 % of the echoes came within this time; zero where that was not measured
 */
public record Measurement(long messages, Duration time, Duration cpu, Duration loadCpu, Duration p50, Duration p99) {

    /** {@return messages a second} */
    public double rate() {
        return messages * 1e9 / time.toNanos();
    }

    /** {@return CPU time of the measured process for one message, in microseconds} */
    public double cpuMicros() {
        return cpu.toNanos() / 1e3 / messages;
    }

    /** {@return how much of the time the load generator's thread was busy, from 0 to 1} */
    public double loadShare() {
        return (double) loadCpu.toNanos() / time.toNanos();
    }
}
