package io.hawser.servlet.quirks;

import io.hawser.log.Log;
import jakarta.servlet.ServletOutputStream;
import java.lang.System.Logger.Level;

/**
 * The output stream of Jetty behind the one of an upgraded connection.
 *
 * <ul>
 *   <li>Server: Jetty 12.1.14; in other versions, the stream of the connection may be that stream itself.
 *   <li>Cause: Jetty writes an array in slices of the size of the response's buffer, with a system call for each, or
 *       copies it into that buffer. The stream behind takes buffers of Servlet 6.1, which it does not copy. The stream
 *       of the connection hides that method.
 *   <li>Test: {@code JettyOutputTest}.
 *   <li>Delete when the stream of the connection takes buffers, and writes a large one at once.
 * </ul>
 */
final class JettyOutput {

    private static final Log LOG = Log.of(JettyOutput.class);

    private static final ServerField BEHIND = new ServerField("_outputStream");
    private static final ServerMethod BUFFER_SIZE = new ServerMethod("setBufferSize", int.class);
    private static final String WRAPPER = "ServletOutputStreamWrapper";
    /** More than the largest piece of output. No buffer of this size is allocated where only buffers are written. */
    private static final int SLICE_BYTES = 128 * 1024;

    private JettyOutput() {}

    /**
     * Returns the stream for writes.
     *
     * @param stream the stream of an upgraded connection
     * @return the stream behind it, which takes buffers of any size; the given stream if there is none
     */
    static ServletOutputStream behind(ServletOutputStream stream) {
        try {
            Class<?> type = stream.getClass();
            while (!type.getSimpleName().equals(WRAPPER)) {
                if (type == ServletOutputStream.class) {
                    return stream;
                }
                type = type.getSuperclass();
            }
            ServletOutputStream behind = (ServletOutputStream) BEHIND.in(type).get(stream);
            if (BufferMethods.WRITES_BUFFERS.get(behind.getClass())) {
                BUFFER_SIZE.invoke(behind, SLICE_BYTES);
                return behind;
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.bounded(Level.DEBUG, "in slices", () -> "this release of Jetty writes large messages in slices: " + e);
        }
        return stream;
    }
}
