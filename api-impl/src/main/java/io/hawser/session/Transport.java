package io.hawser.session;

/**
 * What carries the bytes of one connection: a TCP or TLS channel, an HTTP/2 stream, a servlet upgrade, or the in-memory
 * pair of a test.
 *
 * <p>A transport owns I/O and threads and knows no frames. It delivers input to its {@link Connection} as
 * <em>events</em> that never overlap, stay in order, and happen-before one another. What it finds out of the end of the
 * connection it tells at once as well, by {@link TransportSignals}. It pulls output from the connection's
 * {@link OutputSource} on its I/O context, one pull at a time. Every method of this interface may be called by any
 * thread, returns without waiting, and never calls back into the connection before it returns, but for what
 * {@link #requestWrite} says of the output.
 */
public interface Transport {

    /**
     * Lends room for outgoing bytes.
     *
     * @param wanted how many bytes the caller would fill; at least {@code min(wanted, 64)} are given
     * @return a buffer that the caller owns until it hands it back through {@link OutputSource#next()} or releases it
     */
    WriteBuffer lend(int wanted);

    /**
     * Says that the output source has something to write.
     *
     * <p>The I/O context may be the calling thread itself: this method, {@link #shutdownOutput}, {@link #close} and
     * {@link #abort} may pull from the output source, and report what they have pulled as written or failed, before
     * they return. A transport that does so sees to it that no two threads pull at once. The connection calls these
     * methods with no lock of its own, and no user code runs in what they call.
     *
     * @param endOfTurn {@code true} where the bytes may be held back until the current turn of this connection ends, so
     *     that many small messages become one write; {@code false} to write as soon as possible
     */
    void requestWrite(boolean endOfTurn);

    /**
     * Turns the wish for input on or off. This is advice: bytes that were already read may still be delivered.
     *
     * @param on whether more input is wanted
     */
    void demand(boolean on);

    /**
     * {@return whether input is left unread for now, since too much of it waits to be parsed: silence is not the peer's
     * then}
     */
    boolean isInputPaused();

    /** Ends the output side once everything that the output source offers is written; input goes on. */
    void shutdownOutput();

    /**
     * Ends the connection once everything that the output source offers is written, or after a bounded linger.
     *
     * @param peerMaySend whether the peer may still be sending, since the connection is failed. A transport that cannot
     *     end its output alone has to go on reading for a while before it closes: bytes that nobody reads make a reset
     *     of it, which would destroy the last output on its way. {@code false} where the peer has said its last word
     */
    void close(boolean peerMaySend);

    /**
     * Ends the connection at once; what is not written yet is lost. The connection hears of it as
     * {@link TransportEvents#failed}.
     */
    void abort();

    /**
     * Runs a task as an event of this connection: in order with input, never beside another event of it.
     *
     * @param task what to run; it may block
     */
    void execute(Runnable task);

    /**
     * Runs code that belongs to no event, such as a completion handler of the application, without waiting for this
     * connection's events, never on an I/O context, and not on the calling thread, which may hold a lock.
     *
     * @param task what to run; it may block
     */
    void callback(Runnable task);

    /**
     * As {@link #callback}, for what tells the application that something is done. A method of an endpoint may wait for
     * it, so that a thread is found where all others are in such methods.
     *
     * @param task what to run; it may block
     */
    void completion(Runnable task);

    /**
     * Has user code of this connection run with a context class loader: all its events and callbacks from now on, the
     * event that calls this included. Threads are left with the one that they had. A transport whose threads have the
     * right one anyway does nothing.
     *
     * @param contextClassLoader the class loader, or {@code null} to leave the threads as they are
     */
    default void runWith(ClassLoader contextClassLoader) {}

    /** Says that the calling thread is about to wait, so that it can be relieved of other connections' work. */
    void beforeBlocking();

    /**
     * {@return the time in nanoseconds since some moment, which may change its sign: only differences say something}
     *
     * <p>It is the clock of {@link Connection#tick}.
     */
    default long nanoTime() {
        return System.nanoTime();
    }

    /** {@return what is known of the peer and of this end; never {@code null}, constant} */
    TransportFacts facts();
}
