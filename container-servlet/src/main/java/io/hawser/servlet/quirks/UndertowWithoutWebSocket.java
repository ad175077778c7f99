package io.hawser.servlet.quirks;

import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.InstanceFactory;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.util.ImmediateInstanceHandle;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.server.ServerContainer;
import java.util.EventListener;
import java.util.List;

/**
 * Keeps Undertow's own WebSocket implementation out of an application that Hawser serves. Undertow finds this extension
 * in the application, and passes it the deployment before it runs initializers and listeners. Only Undertow uses this
 * class.
 *
 * <ul>
 *   <li>Server: WildFly 39 (Undertow 2.3.23), which starts the implementation in each application; other versions not
 *       known.
 *   <li>Cause: the listener of the implementation casts the {@code ServerContainer} of the servlet context to its own
 *       class. If that is Hawser's, the deployment fails. Otherwise the listener adds a filter, which answers
 *       handshakes before Hawser does. This extension may run before or after the one that starts the implementation.
 *   <li>Test: {@code UndertowWithoutWebSocketTest}; {@code MessagesTest.hawserServes} of {@code tck-runner} on WildFly.
 *   <li>Delete when the implementation leaves applications with another container alone.
 * </ul>
 *
 * <p>Deployments without Hawser's initializer are not changed. Neither are those of other servers: whoever embeds
 * Undertow has switched the implementation on by purpose, perhaps with endpoints that Hawser would not find. If the
 * implementation serves, {@code HawserInitializer} finds its container, and leaves the application to it.
 */
public final class UndertowWithoutWebSocket implements ServletExtension {

    private static final String PACKAGE = "io.undertow.websockets.jsr.";
    /** The package of the class loaders of WildFly's applications. */
    private static final String MODULES = "org.jboss.modules.";
    /** The attribute that makes the implementation start. */
    private static final String SWITCH = PACKAGE + "WebSocketDeploymentInfo";

    private static final String CONTAINER = ServerContainer.class.getName();
    private static final String INITIALIZER = "io.hawser.servlet.HawserInitializer";

    /** Called by Undertow. */
    public UndertowWithoutWebSocket() {}

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        if (!isOfWildFly(deployment) || !hasHawser(deployment)) {
            return;
        }
        deployment.getServletContextAttributes().remove(SWITCH);
        Object container = context.getAttribute(CONTAINER);
        if (container != null && container.getClass().getName().startsWith(PACKAGE)) {
            // removeAttribute fails before the context has listeners.
            context.setAttribute(CONTAINER, null);
        }
        replaceListener(deployment.getListeners());
    }

    private static boolean isOfWildFly(DeploymentInfo deployment) {
        return deployment.getClassLoader().getClass().getName().startsWith(MODULES);
    }

    private static boolean hasHawser(DeploymentInfo deployment) {
        return deployment.getServletContainerInitializers().stream()
                .anyMatch(found ->
                        found.getServletContainerInitializerClass().getName().equals(INITIALIZER));
    }

    private static void replaceListener(List<ListenerInfo> listeners) {
        listeners.replaceAll(listener -> {
            Class<?> type = listener.getListenerClass();
            if (!type.getName().startsWith(PACKAGE) || !ServletContextListener.class.isAssignableFrom(type)) {
                return listener;
            }
            InstanceFactory<? extends EventListener> factory = listener.getInstanceFactory();
            return new ListenerInfo(
                    End.class,
                    () -> new ImmediateInstanceHandle<>(new End(
                            (ServletContextListener) factory.createInstance().getInstance())));
        });
    }

    /** Passes the end of the application on, at which the implementation forgets the application's class loader. */
    private record End(ServletContextListener own) implements ServletContextListener {

        @Override
        public void contextDestroyed(ServletContextEvent event) {
            own.contextDestroyed(event);
        }
    }
}
