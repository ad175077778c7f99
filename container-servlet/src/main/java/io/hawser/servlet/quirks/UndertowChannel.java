package io.hawser.servlet.quirks;

import io.hawser.log.Log;
import jakarta.servlet.http.WebConnection;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Closes the channel below a connection of Undertow, before the connection is closed at once.
 *
 * <ul>
 *   <li>Server: Undertow 2.3 with XNIO 3.8; other versions not known.
 *   <li>Cause: {@code WebConnection.close} waits until the peer has taken the output that the stream holds. An
 *       interrupt ends the wait, but XNIO leaves the socket with the selector of the thread that has waited
 *       ({@code SelectorUtils.await}): it stays open until that thread waits again. The Servlet API has no access to
 *       the channel.
 *   <li>Test: {@code HalfCloseTest} of {@code tck-runner}.
 *   <li>Delete when an interrupted wait gives the socket back.
 * </ul>
 */
final class UndertowChannel {

    private static final Log LOG = Log.of(UndertowChannel.class);
    private static final String CONNECTION = "io.undertow.servlet.spec.WebConnectionImpl";

    private UndertowChannel() {}

    /**
     * Closes the channel of a connection. Does nothing if the connection is not Undertow's. Safe for all threads.
     *
     * @param web the connection
     */
    static void close(WebConnection web) {
        try {
            Closeable channel = PrivateFields.read(web, CONNECTION, "channel", Closeable.class);
            if (channel != null) {
                channel.close();
            }
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, () -> "the channel of a connection of Undertow was not closed: " + e);
        }
    }
}
