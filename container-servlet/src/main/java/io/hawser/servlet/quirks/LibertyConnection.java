package io.hawser.servlet.quirks;

import io.hawser.log.Log;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Makes the close of a connection of Open Liberty end its TCP connection.
 *
 * <ul>
 *   <li>Server: Open Liberty 25.0.0.12; other versions not known.
 *   <li>Cause: after the close of a {@code WebConnection}, Open Liberty waits 30 seconds for the next HTTP request of
 *       the peer ({@code persistTimeout}), unless the close has failed. The Servlet API has no other close.
 *   <li>Test: {@code LibertyConnectionTest}; {@code MessagesTest.tcpEndsAfterTheClosingHandshake} of {@code tck-runner}
 *       on Open Liberty.
 *   <li>Delete when the close of an upgraded connection ends it.
 * </ul>
 *
 * <p>If the field for the failure is not found, the connection ends with the peer, or after that time.
 */
final class LibertyConnection {

    private static final Log LOG = Log.of(LibertyConnection.class);
    private static final String CONNECTION = "com.ibm.ws.webcontainer31.upgrade.UpgradedWebConnectionImpl";

    private LibertyConnection() {}

    /**
     * Prepares a connection for its close. Does nothing if the connection is not Open Liberty's.
     *
     * @param web the connection
     */
    static void endWithClose(WebConnection web) {
        try {
            PrivateFields.write(web, CONNECTION, "closeUpgradeException", new IOException("the WebSocket has ended"));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, () -> "this release of Open Liberty may keep a closed connection for a time: " + e);
        }
    }
}
