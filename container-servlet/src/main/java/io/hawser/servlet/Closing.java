package io.hawser.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Closes what is a container's, who may fail at it. */
final class Closing {

    private static final Logger LOG = System.getLogger(Closing.class.getPackageName());

    private Closing() {}

    /**
     * Closes.
     *
     * @param what the stream or connection
     * @param id names the connection in the log
     */
    static void quietly(AutoCloseable what, String id) {
        try {
            what.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, () -> id + " was not closed in an orderly way: " + e);
        }
    }

    /** Closes where some containers wait for a peer that reads: not on a thread that is interrupted. */
    static void withoutWaiting(Runnable closing) {
        Thread.currentThread().interrupt();
        try {
            closing.run();
        } finally {
            Thread.interrupted();
        }
    }
}
