package io.hawser.servlet.quirks;

import io.hawser.log.Log;
import jakarta.servlet.ServletOutputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;

/**
 * Drops output that a stream of Undertow keeps for a lost connection.
 *
 * <ul>
 *   <li>Server: Undertow 2.3; other versions not known.
 *   <li>Cause: output that could not be written at once stays in a buffer of the stream, and
 *       {@code UpgradeServletOutputStream.WriteChannelListener} loops until that buffer is empty. If the connection is
 *       reset, the listener reports an error, on the thread that serves many connections, and loops again, for ever.
 *       The Servlet API has no access to the buffer.
 *   <li>Test: {@code LostOutputTest} of {@code tck-runner}.
 *   <li>Delete when that listener returns after an error.
 * </ul>
 *
 * <p>If the buffer is not found, only an exception of the listener ends the loop. XNIO logs that exception as an error
 * (XNIO001007).
 */
final class UndertowOutput {

    private static final Log LOG = Log.of(UndertowOutput.class);
    private static final String STREAM = "io.undertow.servlet.spec.UpgradeServletOutputStream";

    private UndertowOutput() {}

    /**
     * Drops the output of a lost connection. Called on the server's thread.
     *
     * @param stream the stream of any server
     */
    static void drop(ServletOutputStream stream) {
        try {
            ByteBuffer buffer = PrivateFields.read(stream, STREAM, "buffer", ByteBuffer.class);
            if (buffer != null) {
                buffer.position(buffer.limit());
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, () -> "this release of Undertow keeps the output of lost connections: " + e);
        }
    }
}
