package io.hawser.transport;

/**
 * Carries the bytes of one connection. It is a TCP or TLS channel, an HTTP/2 stream, an upgraded connection of a
 * servlet container, or an in-memory pair in a test.
 *
 * <p>A transport owns I/O and threads and knows no frames. It delivers input to its {@link ConnectionHandle} as
 * <em>events</em> that never overlap, stay in order, and happen-before one another. It also reports the end of the
 * connection at once, by {@link TransportSignals}. It pulls output from the connection's {@link OutputSource} on its
 * I/O context, one pull at a time. Any thread may call every method of this interface. The methods do not wait. They do
 * not call the connection before they return, except for the output as described at {@link #requestWrite}.
 */
public interface Transport {

    /**
     * Lends a buffer for outgoing bytes.
     *
     * @param wanted how many bytes the caller wants to write; the buffer has space for at least {@code min(wanted, 64)}
     * @return a buffer that the caller owns until it hands it back through {@link OutputSource#next()} or releases it
     */
    WriteBuffer lend(int wanted);

    /**
     * Announces that the output source has output.
     *
     * <p>The I/O context may be the calling thread itself. Therefore this method, {@link #close} and {@link #abort} may
     * pull from the output source, and report pieces as written or failed, before they return. Such a transport makes
     * sure that no two threads pull at once. The connection calls these methods without holding its lock, and they run
     * no user code.
     *
     * @param endOfTurn {@code true} if the bytes may be held back until the current turn of this connection ends, to
     *     write many small messages at once; {@code false} to write as soon as possible
     */
    void requestWrite(boolean endOfTurn);

    /**
     * Turns the demand for input on or off. This is advice: bytes that were already read may still be delivered.
     *
     * @param on whether more input is wanted
     */
    void demand(boolean on);

    /**
     * {@return whether reading is paused because too much input waits to be parsed} A pause does not count as silence
     * of the peer.
     */
    boolean isInputPaused();

    /** {@return the memory that this transport holds for the connection; never {@code null}, always the same object} */
    HeldBytes held();

    /**
     * Ends the connection once everything that the output source offers is written, or after a bounded linger.
     *
     * @param peerMaySend whether the peer may still be sending, because the connection is failed. A transport that
     *     cannot end only its output then has to go on reading for a while before it closes. Otherwise unread bytes
     *     cause a reset, which can destroy the last output. {@code false} if the peer sends nothing more
     */
    void close(boolean peerMaySend);

    /**
     * Ends the connection at once; what is not written yet is lost. Afterwards {@link TransportEvents#failed} is
     * called.
     */
    void abort();

    /**
     * Runs a task as an event of this connection: in order with input, and never at the same time as another event.
     *
     * @param task what to run; it may block
     */
    void execute(Runnable task);

    /**
     * Runs a method that reads a message while it arrives. It runs in parallel with this connection's events, which
     * supply its input. The peer determines how long it takes, so only a part of the threads may run such methods.
     *
     * @param task what to run; it blocks
     * @return whether it will run soon; if not, all threads for such methods are busy, and the caller may try again
     *     later
     */
    boolean stream(Runnable task);

    /**
     * Runs a completion, which reports to the application. It does not wait for this connection's events. It never runs
     * on an I/O context, nor on the calling thread, which may hold a lock. Methods of endpoints may wait for it, so it
     * gets a thread even if all other threads run such methods.
     *
     * @param task what to run; it may block
     */
    void completion(Runnable task);

    /**
     * Sets the context class loader for user code of this connection. It applies to all later events and completions,
     * and to the event that calls this. After each of them the thread has its previous class loader again. A transport
     * whose threads already have the right class loader ignores it.
     *
     * @param contextClassLoader the class loader, or {@code null} to leave the threads as they are
     * @param pace what is known of the endpoint, and what this transport learns about it; {@code null} for a client
     */
    default void runWith(ClassLoader contextClassLoader, Pace pace) {}

    /**
     * Announces that the calling thread is about to wait, so that another thread can relieve it of the work of other
     * connections.
     */
    void beforeBlocking();

    /**
     * {@return the time in nanoseconds since an arbitrary moment} Only differences have a meaning, and the sign may
     * change.
     *
     * <p>The connection's timeouts use this clock.
     */
    default long nanoTime() {
        return System.nanoTime();
    }

    /** {@return the facts about the peer and this end; never {@code null}, always the same object} */
    TransportFacts facts();
}
