package io.hawser.servlet.quirks;

/** One upgraded connection, as a {@link CallbackPolicy} sees and ends it. Safe for all threads. */
public interface UpgradedConnection {

    /** {@return whether the server encrypts the connection} */
    boolean isEncrypted();

    /** {@return whether the peer sends nothing more, or the connection is lost} */
    boolean isInputOver();

    /** {@return whether the last input that was read looks like a Close frame} */
    boolean isCloseReceived();

    /** {@return whether this side has begun to end the connection} */
    boolean isEnding();

    /** {@return whether this side has aborted the connection} */
    boolean isAborted();

    /** {@return whether the server was told to close the connection, or a thread is telling it now} */
    boolean isClosing();

    /** {@return whether the server was told to close the connection} */
    boolean isOver();

    /** {@return whether an event runs or waits, or a thread writes} */
    boolean isBusy();

    /** {@return whether nothing can be written before the server has called} */
    boolean isOutputWaiting();

    /** {@return the input that is left unread while reading is paused} */
    PausedInput pausedInput();

    /**
     * Keeps the callback that runs now, if there is one, running until {@link #releaseCallback}. Called by one thread
     * at a time.
     *
     * @return whether a callback runs
     */
    boolean holdCallback();

    /** Lets the held callback return. */
    void releaseCallback();

    /** Makes the server call {@code onWritePossible} soon. */
    void provokeCallback();

    /** Checks whether there is output to write, or the connection has to be closed. */
    void signalOutput();

    /**
     * Handles an error that ends the connection.
     *
     * @param cause the error
     * @throws RuntimeException if the server has reported too many errors of this connection
     */
    void failed(Throwable cause);

    /** Closes the connection in order. Does not wait. */
    void close();

    /** Closes the connection at once, even if output is left to write. Does not wait. */
    void cut();

    /** Closes the connection at once, on the thread that reads, if only one thread may read. */
    void cutWhereInputIsRead();
}
