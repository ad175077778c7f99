package io.hawser.endpoint;

import io.hawser.log.Log;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Warns of application code that has no effect, once for each class and each cause, since every handshake may find it
 * again. Safe for all threads.
 */
public final class Warnings {

    /**
     * The causes by class. So an application that is gone can be collected, and an application that is deployed again
     * is warned again.
     */
    private static final Map<Class<?>, Set<String>> TOLD = new WeakHashMap<>();

    private Warnings() {}

    /**
     * Logs a warning.
     *
     * @param log the log
     * @param about the class of the application
     * @param cause the fault; there must be few different ones
     * @param text the whole line
     */
    public static void once(Log log, Class<?> about, String cause, String text) {
        if (isNew(about, cause)) {
            log.log(Level.WARNING, text);
        }
    }

    /** Does the same with the text as the cause. */
    static void once(Log log, Class<?> about, String text) {
        once(log, about, text, text);
    }

    /** Does the same at INFO, for code that is probably intended. */
    static void mention(Log log, Class<?> about, String text) {
        if (isNew(about, text)) {
            log.log(Level.INFO, text);
        }
    }

    private static boolean isNew(Class<?> about, String cause) {
        synchronized (TOLD) {
            return TOLD.computeIfAbsent(about, type -> new HashSet<>()).add(cause);
        }
    }
}
