package io.hawser.session;

import io.hawser.protocol.CloseStatus;

/**
 * A connection as its container knows it. The container ticks it, and ends it when it ends itself. Safe for all
 * threads.
 */
public interface LiveConnection {

    /**
     * Handles a tick: acts on the deadlines that have passed. Called by one thread, about ten times a second.
     *
     * @param now the time in nanoseconds, as of {@link io.hawser.transport.Transport#nanoTime()}
     */
    void tick(long now);

    /**
     * Starts the closing handshake. The Close frame goes behind all earlier output. Does nothing if the handshake has
     * begun already.
     *
     * @param status the status for the peer and for {@code onClose}
     */
    void close(CloseStatus status);

    /**
     * Aborts the connection. Does not wait for its events, since one of them may wait for output.
     *
     * @param cause the exception for its sends
     */
    void abort(Throwable cause);
}
