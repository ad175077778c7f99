package io.hawser.servlet.quirks;

import io.hawser.log.Log;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;

/**
 * Keeps upgraded connections of Jetty open. For Jetty such a connection is its request, which continues asynchronously
 * and has an end of its input and a timeout. For Jetty, this class and {@link JettyStop} are the only ones that use
 * more than the Servlet API. If that fails, the failure is logged with its reason.
 */
final class JettyRequests {

    private static final Log LOG = Log.of(JettyRequests.class);

    private static final ServerMethod REQUEST = new ServerMethod("getRequest");
    private static final ServerMethod STREAM = new ServerMethod("getHttpStream");
    private static final ServerMethod WRAPPED = new ServerMethod("getWrapped");
    private static final ServerMethod IS_LAST = new ServerMethod("isLast");
    private static final ServerField CHUNK = new ServerField("_chunk");

    private JettyRequests() {}

    /**
     * Makes the stream of a request forget that its input has ended.
     *
     * <ul>
     *   <li>Server: Jetty 12.1; other versions not known.
     *   <li>Cause: for a request without a body, such as an opening handshake, Jetty records the end of the input
     *       before it calls filters. After the upgrade, Jetty finds that record and has nothing to read. The Servlet
     *       API has no access to the record.
     *   <li>Test: the tests of {@code tck-runner} on Jetty; connections end at once without this.
     *   <li>Delete when Jetty clears the record at the upgrade.
     * </ul>
     *
     * @param request the request, which may be wrapped
     */
    static void forgetEnd(ServletRequest request) {
        try {
            Object stream = stream(request);
            Field chunk = CHUNK.in(stream.getClass());
            Object end = chunk.get(stream);
            if (end != null && (boolean) IS_LAST.invoke(end)) {
                chunk.set(stream, null);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.bounded(
                    Level.WARNING,
                    "may not read",
                    () -> "this release of Jetty may not let upgraded connections read: " + e);
        }
    }

    /**
     * Turns off the timeout of an upgraded connection. Called while the connection is being initialized.
     *
     * <ul>
     *   <li>Server: Jetty 12.1; other versions not known.
     *   <li>Cause: the timeout of an asynchronous request ends the connection too.
     *   <li>Test: {@code PatienceTest} of {@code tck-runner}.
     *   <li>Delete when Jetty gives upgraded connections no timeout of a request.
     * </ul>
     *
     * @param request the request that was upgraded
     */
    static void neverTimeOut(HttpServletRequest request) {
        try {
            request.getAsyncContext().setTimeout(0);
        } catch (IllegalStateException e) {
            LOG.bounded(
                    Level.WARNING,
                    "may end",
                    () -> "this release of Jetty may end upgraded connections after a time: " + e);
        }
    }

    /** {@return the stream of HTTP/1.1 of a request, without the wrappers of the request and of the stream} */
    private static Object stream(ServletRequest request) throws ReflectiveOperationException {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        return unwrapped(STREAM.invoke(unwrapped(REQUEST.invoke(own))));
    }

    private static Object unwrapped(Object wrapped) throws ReflectiveOperationException {
        Object inner = wrapped;
        while (WRAPPED.isOf(inner)) {
            inner = WRAPPED.invoke(inner);
        }
        return inner;
    }
}
