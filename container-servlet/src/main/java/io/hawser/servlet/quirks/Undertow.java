package io.hawser.servlet.quirks;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;

/**
 * Undertow 2.3. Its input is read by one thread: see {@link ReadingThread}.
 *
 * @see UndertowOutput for the output of lost connections
 */
public final class Undertow implements ServerQuirks {

    /** Creates the quirks of Undertow. */
    public Undertow() {}

    /**
     * {@inheritDoc}
     *
     * <ul>
     *   <li>Server: Undertow 2.3; other versions not known.
     *   <li>Cause: {@code WebConnection.close} waits for the peer to take the last output. The connection ends with its
     *       streams, which do not wait.
     *   <li>Test: not known.
     *   <li>Delete when {@code WebConnection.close} does not wait.
     * </ul>
     */
    @Override
    public WayToClose wayToClose() {
        return WayToClose.STREAMS;
    }

    /**
     * {@inheritDoc}
     *
     * <ul>
     *   <li>Server: Undertow 2.3; other versions not known.
     *   <li>Cause: the deployment has to end when the application starts, so that its faults prevent the start.
     *       Undertow initializes filters at the first request.
     *   <li>Test: {@code DeploymentTest} with a context of Undertow.
     *   <li>Delete when Undertow initializes filters with the application.
     * </ul>
     */
    @Override
    public boolean initializesFiltersLate() {
        return true;
    }

    @Override
    public void beforeError(ServletOutputStream output) {
        UndertowOutput.drop(output);
    }

    @Override
    public void beforeCut(WebConnection connection) {
        UndertowChannel.close(connection);
    }
}
