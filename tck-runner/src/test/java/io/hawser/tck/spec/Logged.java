package io.hawser.tck.spec;

import io.hawser.log.Log;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.awaitility.Awaitility;

/** Records Hawser's log lines from INFO upwards while it is open. */
final class Logged extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("io.hawser");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    Logged() {
        Log.sumUp();
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.INFO.intValue()) {
            records.add(record);
        }
    }

    /** Waits for a record whose message contains all these words. */
    LogRecord await(String... words) {
        return Awaitility.await("a line with " + String.join(", ", words))
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> records.stream()
                                .filter(record -> List.of(words).stream()
                                        .allMatch(new SimpleFormatter().formatMessage(record)::contains))
                                .findFirst()
                                .orElse(null),
                        record -> record != null);
    }

    /** {@return all lines so far} */
    List<String> lines() {
        return records.stream().map(new SimpleFormatter()::formatMessage).toList();
    }

    @Override
    public void flush() {
        // The handler does not buffer.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
