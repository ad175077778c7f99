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

/** What is logged while it is open, from INFO upwards. */
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

    /** {@return how many lines they are with those that one of them says were counted} */
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
        // Nothing is held back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
