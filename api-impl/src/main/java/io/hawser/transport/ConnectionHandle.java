package io.hawser.transport;

import io.hawser.protocol.CloseStatus;

/** A WebSocket connection, as its transport sees it. */
public interface ConnectionHandle extends TransportEvents, OutputSource {

    /**
     * {@return the signals of the connection, which the transport reports at once, beside the events; always the same
     * object}
     */
    TransportSignals signals();

    /**
     * Starts the closing handshake. The Close frame follows everything that was sent before. Does nothing if the
     * closing handshake has begun already. Any thread may call this.
     *
     * @param status the status of the Close frame
     */
    void close(CloseStatus status);

    /**
     * Aborts the connection without waiting for its events. Any thread may call this.
     *
     * @param cause the exception of its failed sends
     */
    void abort(Throwable cause);
}
