package io.hawser.servlet.quirks;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Jetty 12. For Jetty an upgraded connection is a request that continues asynchronously. */
public final class Jetty implements ServerQuirks {

    /** The attribute that Jetty's initializer asks whether it has to start. */
    private static final String OWN_WEBSOCKET = "org.eclipse.jetty.websocket.jakarta";

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
     * <ul>
     *   <li>Server: Jetty 12.1 with {@code ee10-websocket-jakarta} or {@code ee11-websocket-jakarta}; other versions
     *       not known.
     *   <li>Cause: Jetty runs initializers in any order. If its own comes after Hawser's, it casts the container in the
     *       attribute of the servlet context to its own class, and the application does not start.
     *   <li>Test: {@code DeploymentTest.jettysOwnImplementationIsToldNotToStart}; the tests of {@code jetty-ee11} in
     *       the profile {@code ee} of {@code tck-runner}.
     *   <li>Delete when Jetty's initializer does not start where the attribute has another container.
     * </ul>
     */
    @Override
    public void keepOwnWebSocketOut(ServletContext context) {
        context.setAttribute(OWN_WEBSOCKET, false);
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

    /**
     * {@inheritDoc}
     *
     * <p>It is the stream behind, which takes buffers: see {@link JettyOutput}.
     */
    @Override
    public ServletOutputStream writable(ServletOutputStream output) {
        return JettyOutput.behind(output);
    }

    @Override
    public Runnable whenConnectionBegins(HttpServletRequest request) {
        return () -> JettyRequests.neverTimeOut(request);
    }
}
