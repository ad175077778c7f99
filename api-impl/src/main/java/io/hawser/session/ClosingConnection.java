package io.hawser.session;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.ProtocolException;

/** The methods by which the parts of a connection end it. */
interface ClosingConnection extends LiveConnection {

    /**
     * Starts the closing handshake.
     *
     * @param status the status that is sent to the peer
     * @param beforeWhatWaits whether the Close frame overtakes waiting output
     * @return whether it has not begun already
     */
    boolean startClosing(CloseStatus status, boolean beforeWhatWaits);

    /** Handles the peer's Close frame. Called by an event. */
    void closeReceived(CloseStatus status);

    /** Fails the connection (RFC 6455, section 7.1.7). Called by an event. */
    void fail(ProtocolException error);

    /** Tells the endpoint of the end, once. Called by an event. */
    void endSession(CloseStatus outcome);
}
