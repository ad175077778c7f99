package io.hawser.transport;

/**
 * Receives the signals that a {@link Transport} reports to its connection at once. {@link TransportEvents} wait for
 * user code, but a method of the endpoint that sends has to learn at once that the peer is gone. The corresponding
 * events still follow, in their order.
 *
 * <p>Any thread may make the calls, also an I/O context, and calls may overlap. They do not wait, run no user code, and
 * may be repeated.
 */
public interface TransportSignals {

    /** Reports that bytes have arrived from the peer; {@link TransportEvents#received} follows, perhaps much later. */
    void inputArrived();

    /**
     * Reports that {@link Transport#held} has changed by several kilobytes. A transport reports growth at once, so that
     * the budget of a container holds. A tick finds smaller changes.
     */
    void memoryChanged();

    /** Reports that the peer has ended its output; {@link TransportEvents#inputEnded} follows. */
    void inputOver();

    /**
     * Reports that the connection is lost and sends must fail; {@link TransportEvents#failed} follows.
     *
     * @param cause why
     */
    void lost(Throwable cause);
}
