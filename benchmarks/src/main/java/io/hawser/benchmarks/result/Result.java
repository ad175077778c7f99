package io.hawser.benchmarks.result;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.load.Measurement;
import java.time.Duration;
import java.util.List;

/**
 * One load on one server in one round, or by one client.
 *
 * @param round from 1
 * @param contestant what was measured
 * @param workload the name of the load
 * @param measurement what was measured; null where it failed
 * @param failure why; null where it did not
 */
public record Result(int round, Contestant contestant, String workload, Measurement measurement, String failure) {

    static final String HEADER =
            "round,contestant,workload,messages,nanos,cpu_nanos,load_cpu_nanos,p50_nanos,p99_nanos,failure";

    private static final int COLUMNS = 10;

    /** Checks that it is one or the other. */
    public Result {
        if ((measurement == null) == (failure == null)) {
            throw new IllegalArgumentException("a result is a measurement or a failure");
        }
    }

    String line() {
        List<Object> start = List.of(round, contestant.id(), workload);
        List<Object> rest = measurement == null
                ? List.of("", "", "", "", "", "", failure.replaceAll("[,\r\n]+", ";"))
                : List.of(
                        measurement.messages(),
                        measurement.time().toNanos(),
                        measurement.cpu().toNanos(),
                        measurement.loadCpu().toNanos(),
                        measurement.p50().toNanos(),
                        measurement.p99().toNanos(),
                        "");
        StringBuilder line = new StringBuilder();
        start.forEach(field -> line.append(field).append(','));
        rest.forEach(field -> line.append(field).append(','));
        return line.substring(0, line.length() - 1);
    }

    static Result parse(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != COLUMNS) {
            throw new IllegalArgumentException("a line with " + fields.length + " columns: " + line);
        }
        Measurement measurement = fields[9].isEmpty()
                ? new Measurement(
                        Long.parseLong(fields[3]),
                        nanos(fields[4]),
                        nanos(fields[5]),
                        nanos(fields[6]),
                        nanos(fields[7]),
                        nanos(fields[8]))
                : null;
        return new Result(
                Integer.parseInt(fields[0]),
                Contestant.named(fields[1]),
                fields[2],
                measurement,
                fields[9].isEmpty() ? null : fields[9]);
    }

    private static Duration nanos(String field) {
        return Duration.ofNanos(Long.parseLong(field));
    }
}
