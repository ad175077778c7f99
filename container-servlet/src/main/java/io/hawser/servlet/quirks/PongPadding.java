package io.hawser.servlet.quirks;

import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Fills the output buffer of Tomcat, so that Tomcat has to call {@code onWritePossible}. It writes empty pongs, which
 * have no effect (RFC 6455, section 5.5.3). It writes them byte by byte, since the buffer has to be full to the last
 * byte. So a pong that is begun has to be completed before any other output.
 *
 * <ul>
 *   <li>Server: Tomcat 11; other versions not known.
 *   <li>Cause: the Servlet API has no way to request a callback, and Tomcat ends a closed connection only in a callback
 *       ({@link TomcatCallbacks}).
 *   <li>Test: {@code ConversationsTest.whatBreaksTheProtocolIsToldAndTheRestOfTheInputIsLeft}; that a callback is
 *       requested: {@code InputPumpTest.whatIsLeftIsFetchedInACallForOutput}.
 *   <li>Delete when {@link TomcatCallbacks} and {@link StrandedInput} are deleted.
 * </ul>
 */
public final class PongPadding {

    private static final byte[] PONG = {(byte) 0x8A, 0};
    /** The most bytes of padding: more than the buffers of Tomcat and of the operating system can hold. */
    private static final int MAX_PONG_BYTES = 1 << 18;

    private final ServletOutputStream stream;
    private final BooleanSupplier isReady;
    private boolean begun;

    /**
     * Creates the padding of a connection, which writes nothing yet.
     *
     * @param stream the output stream of the connection
     * @param isReady tests whether the stream can be written to
     */
    public PongPadding(ServletOutputStream stream, BooleanSupplier isReady) {
        this.stream = stream;
        this.isReady = isReady;
    }

    /**
     * Writes pongs while the stream takes them.
     *
     * @throws IOException if the connection is lost
     */
    public void fill() throws IOException {
        for (int i = 0; i < MAX_PONG_BYTES && isReady.getAsBoolean(); i++) {
            stream.write(PONG[begun ? 1 : 0]);
            begun = !begun;
        }
    }

    /** {@return whether a pong is begun, so that {@link #end} has to be called as soon as the stream is ready} */
    public boolean isBegun() {
        return begun;
    }

    /**
     * Writes the rest of the pong that is begun.
     *
     * @throws IOException if the connection is lost
     */
    public void end() throws IOException {
        begun = false;
        stream.write(PONG[1]);
    }
}
