package io.hawser.servlet.transport;

import io.hawser.log.Log;
import java.lang.System.Logger.Level;

/** Closes streams and connections of a container. The container's close may fail. */
public final class Closing {

    private static final Log LOG = Log.of(Closing.class);

    private Closing() {}

    /**
     * Closes a stream or a connection, and logs a failure at the level {@code DEBUG}.
     *
     * @param what the stream or connection
     * @param id the name of the connection in the log
     */
    public static void quietly(AutoCloseable what, String id) {
        try {
            what.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, () -> id + " was not closed in an orderly way: " + e);
        }
    }
}
