package io.hawser.tck.hostile;

import io.hawser.log.Log;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Records Hawser's log lines in this JVM, from INFO upwards, while it is open. */
final class Logged extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("io.hawser");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Logged() {
        Log.sumUp();
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.INFO.intValue()) {
            lines.add(record.getLevel() + ": " + new SimpleFormatter().formatMessage(record));
        }
    }

    /** {@return all lines so far, each with its level} */
    List<String> lines() {
        return lines;
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
