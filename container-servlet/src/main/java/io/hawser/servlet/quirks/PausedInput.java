package io.hawser.servlet.quirks;

/**
 * The input of one connection that is left unread while reading is paused. The default methods are for servers on which
 * any thread may continue to read.
 */
public interface PausedInput {

    /** The reading of one connection. */
    interface Reading {

        /** {@return whether input is left unread for now} */
        boolean isPaused();

        /** Reads the input that the server has. Called on the server's thread, within a callback. */
        void readOn();
    }

    /** Paused input that any thread may continue to read. */
    PausedInput READ_BY_ANY_THREAD = new PausedInput() {};

    /** Called when the server has called for input, or its thread continues to read. */
    default void called() {}

    /** Called when input was left unread. */
    default void left() {}

    /**
     * Called when reading continues.
     *
     * @return whether a callback of the server will read; if not, the caller has to read
     */
    default boolean isLeftToCallbacks() {
        return false;
    }

    /**
     * Keeps a callback from returning while input is left unread, and reads the input that is wanted in the meantime.
     *
     * @param encrypted whether the server encrypts the connection
     */
    default void stay(boolean encrypted) {}

    /** Reads the input that was left and is wanted now. Called in any callback. */
    default void readOn() {}

    /** Called when the connection is closed, and nothing is read any more. */
    default void closed() {}

    /**
     * Receives the time from the ticker.
     *
     * @param now the time in nanoseconds, as of {@link System#nanoTime()}
     */
    default void tick(long now) {}
}
