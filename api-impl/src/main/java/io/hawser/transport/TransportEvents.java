package io.hawser.transport;

import java.nio.ByteBuffer;

/**
 * Receives the events that a {@link Transport} reports to its connection. The calls never overlap, and each
 * happens-before the next. They are made on a thread on which user code may run and block. If a call throws, the engine
 * has a bug, and the transport aborts.
 */
public interface TransportEvents {

    /**
     * Receives bytes from the peer.
     *
     * @param bytes the bytes, all of which are consumed; exclusive to this call and changed by it
     */
    void received(ByteBuffer bytes);

    /** Reports that the peer has ended its output in an orderly way (EOF). */
    void inputEnded();

    /**
     * Reports that the connection is lost: reset, TLS failure, timeout of the network.
     *
     * @param cause why
     */
    void failed(Throwable cause);
}
