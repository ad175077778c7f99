package io.hawser.log;

import io.hawser.handshake.Escaped;
import java.text.MessageFormat;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The only way into the log. Any text of a peer or an application is logged on one line and printable, in the messages
 * of exceptions too ({@link LoggedThrowable}). Lines that peers or applications can cause in any number are
 * {@link #bounded}. Safe for all threads.
 *
 * <p>This class is a {@link System.Logger} itself, so that a logger that looks for the calling class passes over it.
 */
public final class Log implements System.Logger {

    private static final Repetitions REPETITIONS = new Repetitions();

    private final System.Logger logger;

    private Log(System.Logger logger) {
        this.logger = logger;
    }

    /**
     * Returns the log of a class.
     *
     * @param type the class that logs
     * @return the logger that has the name of its package
     */
    public static Log of(Class<?> type) {
        return new Log(System.getLogger(type.getPackageName()));
    }

    @Override
    public String getName() {
        return logger.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return logger.isLoggable(level);
    }

    @Override
    public void log(Level level, ResourceBundle none, String line, Throwable thrown) {
        if (isLoggable(level)) {
            String escaped = Escaped.line(line, LoggedThrowable.MAX_CHARS);
            if (thrown == null) {
                logger.log(level, escaped);
            } else {
                logger.log(level, escaped, LoggedThrowable.of(thrown));
            }
        }
    }

    @Override
    public void log(Level level, ResourceBundle none, String format, Object... parameters) {
        if (isLoggable(level)) {
            boolean plain = parameters == null || parameters.length == 0;
            log(level, none, plain ? format : MessageFormat.format(format, parameters), (Throwable) null);
        }
    }

    /**
     * Logs a line of which peers or the code of an application may cause any number. The first twenty of a kind within
     * a minute are logged. The others are counted, and one line reports their number.
     *
     * @param level the level
     * @param kind the kind of the line, with its endpoint: the same for all lines about the same fault, without
     *     anything that a peer could vary
     * @param line makes the line; called only if it is logged
     */
    public void bounded(Level level, String kind, Supplier<String> line) {
        bounded(level, kind, line, null);
    }

    /**
     * Does the same for a line with an exception, whose class is a part of the kind.
     *
     * @param level the level
     * @param kind the kind of the line, with its endpoint
     * @param line makes the line; called only if it is logged
     * @param thrown the exception to log with it, or {@code null}
     */
    public void bounded(Level level, String kind, Supplier<String> line, Throwable thrown) {
        if (!isLoggable(level)) {
            return;
        }
        long now = System.nanoTime();
        tick(now);
        String fault = thrown == null ? kind : kind + ": " + thrown.getClass().getName();
        Optional<Repetitions.Kind> told = REPETITIONS.add(this, level, fault, now);
        if (told.isPresent()) {
            String text = line.get();
            told.get().saw(text);
            log(level, text, thrown);
        }
    }

    /**
     * Handles a tick: reports the lines that were counted for long enough. A container calls this with each of its
     * ticks.
     *
     * @param now the time in nanoseconds, as of {@link System#nanoTime()}
     */
    public static void tick(long now) {
        REPETITIONS.over(now).forEach(kind -> tell(kind, now));
    }

    /**
     * Reports all lines that were counted until now, and begins anew. For a container that ends, and may get no more
     * ticks.
     */
    public static void sumUp() {
        long now = System.nanoTime();
        REPETITIONS.all().forEach(kind -> tell(kind, now));
    }

    /** {@return whether lines were counted and not reported yet} */
    public static boolean isCounting() {
        return REPETITIONS.isCounting();
    }

    private static void tell(Repetitions.Kind kind, long now) {
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(now - kind.since()));
        kind.log().log(kind.level(), kind.more() + " more like this in the last " + seconds + " s: " + kind.example());
    }
}
