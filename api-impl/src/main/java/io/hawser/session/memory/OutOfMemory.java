package io.hawser.session.memory;

import io.hawser.Setting;
import io.hawser.log.Log;
import io.hawser.log.RareLine;
import java.lang.System.Logger.Level;

/** Logs that memory has run out, once for the many sessions that are lost at the same time. Safe for all threads. */
public final class OutOfMemory {

    private static final RareLine LINE = new RareLine(Log.of(OutOfMemory.class), Level.ERROR);

    private OutOfMemory() {}

    /**
     * Logs a failure if its cause is a lack of memory.
     *
     * @param failure the failure, which may be an {@code OutOfMemoryError} or have one among its causes
     */
    public static void tell(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof OutOfMemoryError)) {
            cause = cause.getCause();
        }
        if (cause != null) {
            LINE.tell(
                    "memory has run out, and connections are lost; this is the first within a minute;" + " the setting "
                            + Setting.MAX_BUFFERED_BYTES.key() + " limits the bytes that wait for them",
                    cause);
        }
    }
}
