package io.hawser.endpoint;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Warns of what an application has written without effect, once for each class and each cause, since every handshake
 * may meet it again. Safe for all threads.
 */
public final class Warnings {

    /** By class, so that an application that is gone can be collected, and one that comes again is told again. */
    private static final Map<Class<?>, Set<String>> TOLD = new WeakHashMap<>();

    private Warnings() {}

    /**
     * Logs a warning.
     *
     * @param log where
     * @param about the class of the application that it is about
     * @param cause what is wrong, of which there are few
     * @param text the whole line
     */
    public static void once(Logger log, Class<?> about, String cause, String text) {
        if (isNew(about, cause)) {
            log.log(Level.WARNING, text);
        }
    }

    /** The same where the text is the cause. */
    static void once(Logger log, Class<?> about, String text) {
        once(log, about, text, text);
    }

    /** The same at INFO, for what is likely to be intended. */
    static void mention(Logger log, Class<?> about, String text) {
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
