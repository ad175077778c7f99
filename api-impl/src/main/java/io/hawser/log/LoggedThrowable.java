package io.hawser.log;

import io.hawser.handshake.Escaped;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * An exception that is logged in place of another one whose text is not fit for the log. It has the same class name,
 * stack trace, causes and suppressed exceptions, with escaped messages. Loggers print the text of an exception raw, and
 * a decoder's exception may repeat the data of a peer.
 */
final class LoggedThrowable extends Throwable {

    /** The longest line, or message of an exception, in characters. */
    static final int MAX_CHARS = 4096;

    /** The most exceptions that are logged for one: itself, its causes and its suppressed exceptions. */
    private static final int MAX_EXCEPTIONS = 50;

    private static final long serialVersionUID = 1;

    /**
     * Some loggers print the class of an exception and its message, the others print its text. So the name is in both.
     */
    private LoggedThrowable(String text, Throwable cause, StackTraceElement[] trace) {
        super(text, cause, true, true);
        setStackTrace(trace);
    }

    /** {@return the exception to log for an exception, mostly itself} */
    static Throwable of(Throwable thrown) {
        return isFit(thrown, identities()) ? thrown : copy(thrown, identities());
    }

    private static Set<Throwable> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static boolean isFit(Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || seen.contains(thrown)) {
            return true;
        }
        if (seen.size() == MAX_EXCEPTIONS || !saysWhatItPrints(thrown)) {
            return false;
        }
        seen.add(thrown);
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (!isFit(suppressed, seen)) {
                return false;
            }
        }
        return isFit(thrown.getCause(), seen);
    }

    /**
     * {@return whether the text that loggers may print of an exception can be known, and is fit} Does not check its
     * causes.
     */
    private static boolean saysWhatItPrints(Throwable thrown) {
        try {
            String text = thrown.toString();
            String message = String.valueOf(thrown.getMessage());
            return text.equals(Escaped.line(text, MAX_CHARS))
                    && message.equals(Escaped.line(message, MAX_CHARS))
                    && isOfThrowable(thrown, PrintStream.class)
                    && isOfThrowable(thrown, PrintWriter.class);
        } catch (RuntimeException | ReflectiveOperationException e) {
            return false;
        }
    }

    private static boolean isOfThrowable(Throwable thrown, Class<?> target) throws ReflectiveOperationException {
        return thrown.getClass().getMethod("printStackTrace", target).getDeclaringClass() == Throwable.class;
    }

    private static LoggedThrowable copy(Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || seen.size() == MAX_EXCEPTIONS || !seen.add(thrown)) {
            return null;
        }
        LoggedThrowable copy = new LoggedThrowable(text(thrown), copy(thrown.getCause(), seen), thrown.getStackTrace());
        for (Throwable suppressed : thrown.getSuppressed()) {
            LoggedThrowable shown = copy(suppressed, seen);
            if (shown != null) {
                copy.addSuppressed(shown);
            }
        }
        return copy;
    }

    private static String text(Throwable thrown) {
        String text;
        try {
            text = thrown.toString();
        } catch (RuntimeException e) {
            text = thrown.getClass().getName() + " (its toString has thrown "
                    + e.getClass().getName() + ")";
        }
        return Escaped.line(text, MAX_CHARS);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
