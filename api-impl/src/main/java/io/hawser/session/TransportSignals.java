package io.hawser.session;

/**
 * What a {@link Transport} tells its connection the moment it knows it, beside the {@link TransportEvents}, which wait
 * for user code: a method of the endpoint that sends has to learn that nobody is there any more. The events that say
 * the same still follow, in their order.
 *
 * <p>The calls may be made by any thread, an I/O context included, and beside each other. They return without waiting,
 * run no user code, and may come more than once.
 */
public interface TransportSignals {

    /** Bytes came from the peer; {@link TransportEvents#received} follows, perhaps much later. */
    void inputArrived();

    /** The peer has ended its output; {@link TransportEvents#inputEnded} follows. */
    void inputOver();

    /**
     * The connection is lost, so that nothing can be sent any more; {@link TransportEvents#failed} follows.
     *
     * @param cause why
     */
    void lost(Throwable cause);
}
