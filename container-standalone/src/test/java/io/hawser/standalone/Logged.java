package io.hawser.standalone;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged while it is open, from INFO upwards. */
final class Logged extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    Logged() {
        this(HawserServer.class.getPackageName());
    }

    Logged(String name) {
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

    List<String> linesWith(String part) {
        return lines().stream().filter(line -> line.contains(part)).toList();
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
