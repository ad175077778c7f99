package io.hawser.examples.tomcat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What Tomcat logs while this thread starts an application: it keeps nothing else of what its parts have thrown. */
final class StartErrors extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("org.apache.catalina");

    private final long thread = Thread.currentThread().getId();
    private final List<Throwable> thrown = new ArrayList<>();

    StartErrors() {
        LOGGER.addHandler(this);
    }

    @Override
    public void publish(LogRecord log) {
        if (log.getThrown() != null
                && log.getLevel().intValue() >= Level.SEVERE.intValue()
                && Thread.currentThread().getId() == thread) {
            thrown.add(log.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }

    /** The first as the cause, the others suppressed. */
    IllegalStateException of(String application, Throwable direct) {
        Throwable cause = thrown.isEmpty() ? direct : thrown.get(0);
        IllegalStateException failure = new IllegalStateException(application + " does not start", cause);
        thrown.stream().filter(other -> other != cause).forEach(failure::addSuppressed);
        return failure;
    }
}
