package io.hawser.servlet.quirks;

import io.hawser.log.Log;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.EventListener;

/**
 * Ends an application when its server begins to stop, so that sessions end with 1001.
 *
 * <ul>
 *   <li>Server: Jetty 12.0 and 12.1.
 *   <li>Cause: {@code Server.doStop} ends the connectors, and with them all connections, before it reports their end to
 *       applications. The Servlet API has no access to the server.
 *   <li>Test: {@code ServerStopTest} of {@code tck-runner}; {@code JettyStopTest}.
 *   <li>Delete when Jetty ends its contexts first.
 * </ul>
 *
 * <p>The server gets a listener only while the application may have sessions. It does not get one earlier, since an
 * application that has failed to start does not learn of its end. If the server is not found, this is logged, and
 * sessions end with 1006.
 */
public final class JettyStop {

    private static final Log LOG = Log.of(JettyStop.class);
    private static final String LISTENER = "org.eclipse.jetty.util.component.LifeCycle$Listener";

    private final Runnable stop;
    private Object server;
    private Object listener;
    private boolean isOver;

    /**
     * Creates an object that listens to no server yet.
     *
     * @param stop ends the application's sessions
     */
    public JettyStop(Runnable stop) {
        this.stop = stop;
    }

    /**
     * Listens to the server of a request from now on.
     *
     * @param request the request, which may be wrapped
     */
    public synchronized void watch(ServletRequest request) {
        if (server != null || isOver) {
            return;
        }
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        try {
            Object found = server(own.getServletContext());
            Class<?> type = Class.forName(LISTENER, false, found.getClass().getClassLoader());
            Object made = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler());
            call(found, "addEventListener", made);
            server = found;
            listener = made;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            isOver = true;
            LOG.log(Level.WARNING, "sessions will not end with 1001 when this release of Jetty stops: " + e);
        }
    }

    private static Object server(ServletContext context) throws ReflectiveOperationException {
        Object handler = context.getClass().getMethod("getContextHandler").invoke(context);
        return handler.getClass().getMethod("getServer").invoke(handler);
    }

    private static void call(Object server, String method, Object listener) throws ReflectiveOperationException {
        server.getClass().getMethod(method, EventListener.class).invoke(server, listener);
    }

    private InvocationHandler handler() {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "lifeCycleStopping" -> {
                stop.run();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "Hawser's end with the server";
            default -> null;
        };
    }

    /** Stops listening: the application has ended. */
    public synchronized void forget() {
        isOver = true;
        if (server != null) {
            try {
                call(server, "removeEventListener", listener);
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(Level.DEBUG, () -> "the server keeps a listener of an application that has ended: " + e);
            }
            server = null;
            listener = null;
        }
    }
}
