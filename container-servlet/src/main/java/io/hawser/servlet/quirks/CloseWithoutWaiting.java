package io.hawser.servlet.quirks;

/**
 * Closes on an interrupted thread, so that the server does not wait for a peer that reads.
 *
 * <ul>
 *   <li>Server: Undertow 2.3, whose {@code WebConnection.close} waits for the peer; used on all servers. Other versions
 *       not known.
 *   <li>Cause: an aborted connection has output that the peer does not take.
 *   <li>Test: {@code EndsTest.undeploymentClosesSessionsWith1001AndLeavesNoThread} with a connection of Undertow.
 *   <li>Delete when no server waits in {@code WebConnection.close}.
 * </ul>
 */
public final class CloseWithoutWaiting {

    /** Creates an object that closes without waiting. */
    public CloseWithoutWaiting() {}

    /**
     * Runs a close with the calling thread interrupted. The thread is not interrupted afterwards.
     *
     * @param closing closes the connection
     */
    public void run(Runnable closing) {
        Thread.currentThread().interrupt();
        try {
            closing.run();
        } finally {
            Thread.interrupted();
        }
    }
}
