package io.hawser.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * What Jetty 12.1 needs for an upgraded connection to live. It has a fault: of a request without a body, which is what
 * every opening handshake is, it notes the end of the input before it calls filters, and still finds that note when the
 * connection was upgraded, so that an upgraded connection has nothing to read. The Servlet API has no way to it; so
 * this is the one place that looks behind it, and takes the note away. Where that fails, connections end at once, which
 * is logged with the reason.
 */
final class JettyRequests {

    private static final Logger LOG = System.getLogger(JettyRequests.class.getPackageName());

    private JettyRequests() {}

    /** Takes the end of a request's input for what it is: that of the request, not of the connection. */
    static void forgetEnd(ServletRequest request) {
        try {
            Object stream = stream(request);
            Field chunk = stream.getClass().getDeclaredField("_chunk");
            chunk.setAccessible(true);
            Object end = chunk.get(stream);
            if (end != null && (boolean) method(end, "isLast").invoke(end)) {
                chunk.set(stream, null);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "this release of Jetty may not let upgraded connections read: " + e);
        }
    }

    /**
     * Has an upgraded connection live as long as it wants: for Jetty it is a request that goes on asynchronously, and
     * such a request times out. Called while the connection is being initialised.
     */
    static void neverTimeOut(HttpServletRequest request) {
        try {
            request.getAsyncContext().setTimeout(0);
        } catch (IllegalStateException e) {
            LOG.log(Level.WARNING, "this release of Jetty may end upgraded connections after a time: " + e);
        }
    }

    /** {@return the stream of HTTP/1.1 below the request, and whatever wraps either} */
    private static Object stream(ServletRequest request) throws ReflectiveOperationException {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        Object core = unwrapped(method(own, "getRequest").invoke(own));
        return unwrapped(method(core, "getHttpStream").invoke(core));
    }

    private static Object unwrapped(Object wrapped) throws ReflectiveOperationException {
        Object inner = wrapped;
        while (true) {
            Method wraps;
            try {
                wraps = method(inner, "getWrapped");
            } catch (NoSuchMethodException e) {
                return inner;
            }
            inner = wraps.invoke(inner);
        }
    }

    private static Method method(Object object, String name) throws NoSuchMethodException {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 0 && !method.isBridge()) {
                    method.setAccessible(true);
                    return method;
                }
            }
        }
        throw new NoSuchMethodException(object.getClass().getName() + "." + name);
    }
}
