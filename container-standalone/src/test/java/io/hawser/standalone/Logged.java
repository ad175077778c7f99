package io.hawser.standalone;

import io.hawser.log.Log;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;

/** Records the log lines from INFO upwards while it is open. */
public final class Logged extends Handler implements AutoCloseable {

    private static final Pattern MORE = Pattern.compile("(\\d+) more like this in the last \\d+ s: ");

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    public Logged() {
        this(HawserServer.class.getPackageName());
    }

    public Logged(String name) {
        Log.sumUp();
        logger = Logger.getLogger(name);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.INFO.intValue()) {
            records.add(record);
        }
    }

    List<String> lines() {
        return records.stream().map(new SimpleFormatter()::formatMessage).toList();
    }

    public List<String> linesWith(String part) {
        return lines().stream().filter(line -> line.contains(part)).toList();
    }

    /** {@return the number of lines, including those that a line reports as counted} */
    static long counted(List<String> lines) {
        return lines.stream()
                .map(MORE::matcher)
                .mapToLong(more -> more.lookingAt() ? Long.parseLong(more.group(1)) : 1)
                .sum();
    }

    List<LogRecord> records() {
        return records;
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
