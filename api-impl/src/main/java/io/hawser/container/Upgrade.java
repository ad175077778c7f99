package io.hawser.container;

import io.hawser.handshake.UpgradeResponse;
import io.hawser.session.Connection;
import io.hawser.session.Settings;
import io.hawser.session.Transport;

/** The server's answer to an opening handshake. */
public sealed interface Upgrade {

    /** {@return what is to be sent to the client} */
    UpgradeResponse response();

    /**
     * The request does not become a WebSocket connection.
     *
     * @param response the response; the connection is to be closed after it unless HTTP allows it to go on
     */
    record Refused(UpgradeResponse response) implements Upgrade {}

    /**
     * The request becomes a WebSocket connection.
     *
     * @param response the 101 response
     * @param opening opens the connection, whose output follows the response
     */
    record Accepted(UpgradeResponse response, Opening opening) implements Upgrade {}

    /** Opens the connection that a handshake has agreed on. Either {@code open} or {@code abandon} is called, once. */
    interface Opening {

        /**
         * Opens the connection. Called as the first event of the transport; the next event, which this adds, is the
         * endpoint's {@code onOpen}. The response leaves before anything that the connection has to write.
         *
         * @param transport what carries the connection from now on
         * @param whenEnded run once, as an event of the transport, when the session has ended and {@code onClose} has
         *     returned; never before this event is over, so that what the event does with the connection it can undo
         * @return the connection, to which the transport reports from now on. Any thread may {@link Connection#close}
         *     it
         */
        Connection open(Transport transport, Runnable whenEnded);

        /** {@return the settings of the session to be} */
        Settings settings();

        /** The transport ended before it could be opened: what the handshake took is given back. */
        void abandon();
    }
}
