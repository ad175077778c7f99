package io.hawser.session;

import java.nio.ByteBuffer;

/**
 * What a {@link Transport} tells its connection. The calls never overlap and each happens-before the next; they are
 * made on a thread on which user code may run and block. A call that throws has met a fault of the engine, after which
 * the transport aborts.
 */
public interface TransportEvents {

    /**
     * Bytes came from the peer.
     *
     * @param bytes the bytes, all of which are consumed; exclusive to this call and changed by it
     */
    void received(ByteBuffer bytes);

    /** No more input for now: what was held back may be written. */
    void inputPaused();

    /** The peer ended its output in an orderly way (EOF). */
    void inputEnded();

    /**
     * The connection broke: reset, TLS failure, timeout of the network.
     *
     * @param cause why
     */
    void failed(Throwable cause);
}
