package io.hawser.servlet.quirks;

import io.hawser.log.Log;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;

/**
 * Ends an application when its server or its context begins to stop, so that sessions end with 1001, and before the
 * HTTP sessions.
 *
 * <ul>
 *   <li>Server: Jetty 12.0 and 12.1.
 *   <li>Cause: {@code Server.doStop} ends the connectors, and with them all connections, before it reports their end to
 *       applications. A context ends its HTTP sessions before it does so. An upgraded request of an HTTP session that
 *       ends after that logs {@code Unable to release Session}, and keeps the application in memory. The Servlet API
 *       has no access to the server.
 *   <li>Test: {@code ServerStopTest} and {@code HttpSessionTest} of {@code tck-runner}; {@code JettyStopTest}.
 *   <li>Delete when Jetty ends the listeners of its contexts first.
 * </ul>
 *
 * <p>They get a listener only while the application may have sessions. They do not get one earlier, since an
 * application that has failed to start does not learn of its end. If they are not found, this is logged, and sessions
 * end with 1006.
 */
public final class JettyStop {

    private static final Log LOG = Log.of(JettyStop.class);
    private static final String LISTENER = "org.eclipse.jetty.util.component.LifeCycle$Listener";

    private final Runnable stop;
    /** The server and the context, while they have the listener. */
    private final List<Object> watched = new ArrayList<>();

    private Object listener;
    private boolean isOver;

    /**
     * Creates an object that listens to nothing yet.
     *
     * @param stop ends the application's sessions
     */
    public JettyStop(Runnable stop) {
        this.stop = stop;
    }

    /**
     * Listens to the server and the context of a request from now on.
     *
     * @param request the request, which may be wrapped
     */
    public synchronized void watch(ServletRequest request) {
        if (listener != null || isOver) {
            return;
        }
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        try {
            Object context = call(own.getServletContext(), "getContextHandler");
            Object server = call(context, "getServer");
            Class<?> type = Class.forName(LISTENER, false, server.getClass().getClassLoader());
            listener = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler());
            for (Object component : List.of(server, context)) {
                tell(component, "addEventListener");
                watched.add(component);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            isOver = true;
            LOG.log(Level.WARNING, "sessions will not end with 1001 when this release of Jetty stops: " + e);
        }
    }

    private static Object call(Object from, String method) throws ReflectiveOperationException {
        return from.getClass().getMethod(method).invoke(from);
    }

    private void tell(Object component, String method) throws ReflectiveOperationException {
        component.getClass().getMethod(method, EventListener.class).invoke(component, listener);
    }

    private InvocationHandler handler() {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "lifeCycleStopping" -> {
                stop.run();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "Hawser's end with Jetty";
            default -> null;
        };
    }

    /** Stops listening: the application has ended. */
    public synchronized void forget() {
        isOver = true;
        for (Object component : watched) {
            try {
                tell(component, "removeEventListener");
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(Level.DEBUG, () -> "Jetty keeps a listener of an application that has ended: " + e);
            }
        }
        watched.clear();
        listener = null;
    }
}
