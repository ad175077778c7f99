package io.hawser.transport;

import io.hawser.Settings;
import io.hawser.handshake.Headers;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeResponse;

/** The server's answer to an opening handshake. */
public sealed interface Upgrade {

    /** {@return the response to send to the client} */
    UpgradeResponse response();

    /**
     * A refusal: the request does not become a WebSocket connection.
     *
     * @param response the response; the connection is to be closed after it unless HTTP allows it to go on
     */
    record Refused(UpgradeResponse response) implements Upgrade {

        /**
         * Refuses a request.
         *
         * @param status the status code of HTTP
         * @param reason the reason in the body of the response
         * @return the refusal
         */
        public static Refused of(int status, String reason) {
            return new Refused(ServerHandshake.refuse(status, reason, Headers.EMPTY));
        }
    }

    /**
     * An acceptance: the request becomes a WebSocket connection.
     *
     * @param response the 101 response
     * @param opening opens the connection, whose output follows the response
     */
    record Accepted(UpgradeResponse response, Opening opening) implements Upgrade {}

    /** Opens the connection after a successful handshake. Either {@code open} or {@code abandon} is called, once. */
    interface Opening {

        /**
         * Opens the connection. This is the first event of the transport. It adds the next event, the endpoint's
         * {@code onOpen}. The response is written before any output of the connection.
         *
         * @param transport the transport of the connection
         * @param whenEnded run once, as an event of the transport, when the session has ended and {@code onClose} has
         *     returned; never before this event is over, so that it can undo the effects of this event
         * @return the connection, to which the transport reports from now on. Any thread may
         *     {@link ConnectionHandle#close} it
         */
        ConnectionHandle open(Transport transport, Runnable whenEnded);

        /** {@return the settings of the future session} */
        Settings settings();

        /** Releases the resources of the handshake, because the transport ended before the connection was opened. */
        void abandon();
    }
}
