package io.hawser.servlet.quirks;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Jetty 12. For Jetty an upgraded connection is a request that continues asynchronously. */
public final class Jetty implements ServerQuirks {

    private static final int RESPONSE_BUFFER = 8 * 1024;

    /** Creates the quirks of Jetty. */
    public Jetty() {}

    @Override
    public WayToClose wayToClose() {
        return WayToClose.CONNECTION;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The record of the input's end is removed ({@link JettyRequests}), and the server is watched for its stop
     * ({@link JettyStop}). The buffer of the response is made small:
     *
     * <ul>
     *   <li>Server: Jetty 12.1; other versions not known.
     *   <li>Cause: Jetty keeps the response's buffer as long as the connection. The buffer has 32 KiB by default.
     *   <li>Test: not known.
     *   <li>Delete when Jetty releases the buffer with the answer.
     * </ul>
     */
    @Override
    public void beforeUpgrade(HttpServletRequest request, HttpServletResponse response, JettyStop stop) {
        JettyRequests.forgetEnd(request);
        stop.watch(request);
        response.setBufferSize(RESPONSE_BUFFER);
    }

    @Override
    public Runnable whenConnectionBegins(HttpServletRequest request) {
        return () -> JettyRequests.neverTimeOut(request);
    }
}
