package io.hawser.servlet.quirks;

/**
 * The actions of one connection in the callbacks of its server, apart from reads and writes, and the way to end it. On
 * most servers any thread may close a connection; on Tomcat a closed connection ends when a callback returns.
 */
public interface CallbackPolicy {

    /** Ends a call of {@code onDataAvailable}. All input that could be read has been read. */
    void dataRead();

    /** Begins a call of {@code onWritePossible}. Nothing has been written yet. */
    void writeCalled();

    /** Ends a call of {@code onWritePossible}. All output that could be written has been written. */
    void written();

    /** Ends a call of {@code onAllDataRead}. The end of the input is on its way to the connection. */
    void allDataRead();

    /**
     * {@return whether what the server has reported as an error is the end of the input}
     *
     * @param cause the error
     */
    boolean isEndOfInput(Throwable cause);

    /**
     * Handles an error that the server has reported.
     *
     * @param cause the error, which is not the end of the input
     */
    void error(Throwable cause);

    /** Closes the connection in order, now or in the next callback. All output has been written. Does not wait. */
    void close();

    /** Ends an aborted connection, now or in the next callback. Does not wait. */
    void abort();

    /** Continues with the close, since the time for the peer to send is over. */
    void lingered();

    /** Called by the thread of the last event, when no event of the connection runs or waits any more. */
    void turnsOver();
}
