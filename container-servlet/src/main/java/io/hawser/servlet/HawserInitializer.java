package io.hawser.servlet;

import io.hawser.Settings;
import io.hawser.container.HawserServerContainer;
import io.hawser.endpoint.SharedDefault;
import io.hawser.log.Log;
import io.hawser.servlet.quirks.Servers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a web application its WebSocket container, and deploys the endpoints that were found in the application
 * (Jakarta WebSocket 2.2, sections 6.2 and 6.4). Servlet containers find this class. An application that embeds a
 * container without initializers calls {@link #onStartup} itself, while the servlet context is being initialized.
 */
@HandlesTypes({ServerEndpoint.class, ServerApplicationConfig.class, Endpoint.class})
public final class HawserInitializer implements ServletContainerInitializer {

    /**
     * The name of a request attribute for frameworks and filters that have checked the origin themselves. Its value is
     * a text that replaces the setting {@code allowedOrigins} for this one request.
     */
    public static final String ALLOWED_ORIGINS = Settings.ALLOWED_ORIGINS_PROPERTY;

    /**
     * The name of a request attribute for frameworks and filters that keep data with a thread, for example the user.
     * Its value is an {@link java.util.concurrent.Executor} that runs a task at once on the calling thread, with this
     * data. It runs the callbacks of the connection that the request opens. It has to be safe for all threads.
     */
    public static final String CALLBACK_EXECUTOR = "io.hawser.callbackExecutor";

    private static final Log LOG = Log.of(HawserInitializer.class);

    /** Called by the servlet container. */
    public HawserInitializer() {}

    /**
     * Sets the attribute {@code jakarta.websocket.server.ServerContainer}, whether or not there are endpoints, and
     * deploys the endpoints. If the attribute was set for the application before, this only adds to the deployment.
     *
     * @param classes the classes that the container has found, or {@code null}
     * @param context the context of the application
     * @throws ServletException if an endpoint breaks a rule: the application must not start in this case
     */
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) throws ServletException {
        // The server's own initializer may have come first.
        SharedDefault.settle();
        Set<Class<?>> found = classes == null ? Set.of() : classes;
        if (context.getAttribute(ContextAttributes.APPLICATION) instanceof ServletApplication application) {
            application.deploy(found);
            return;
        }
        Object other = context.getAttribute(ContextAttributes.CONTAINER);
        if (other != null && isHawser(other)) {
            LOG.log(Level.DEBUG, () -> "another Hawser serves the application at " + context.getContextPath());
            context.addListener(new SharedClientEnd(context));
            return;
        }
        Optional<String> active =
                Servers.of(context).removeOwnWebSocket(context) ? Optional.empty() : OwnImplementation.active(context);
        if (active.isPresent()) {
            LOG.log(
                    Level.WARNING,
                    "the WebSocket implementation of {0} serves the application at {1}, not Hawser: {2}",
                    context.getServerInfo(),
                    ServletApplication.name(context),
                    active.get());
            context.addListener(new SharedClientEnd(context));
            return;
        }
        serve(found, context, other);
    }

    /**
     * Closes the sessions of an application with 1001, waits for them for a limited time, and ends the application's
     * threads. Servlet containers cause this when they destroy the servlet context. Some embedded containers cut
     * connections before that. An application with such a container calls this method first. Does nothing if Hawser
     * does not serve the application, or if the application has been stopped already.
     *
     * @param context the context of the application
     */
    public static void stop(ServletContext context) {
        if (context.getAttribute(ContextAttributes.APPLICATION) instanceof ServletApplication application) {
            application.stop();
        }
    }

    private static boolean isHawser(Object container) {
        return container.getClass().getName().equals(HawserServerContainer.class.getName());
    }

    private static void serve(Set<Class<?>> classes, ServletContext context, Object other) throws ServletException {
        ServletApplication application = new ServletApplication(context);
        application.quirks().keepOwnWebSocketOut(context);
        context.setAttribute(ContextAttributes.APPLICATION, application);
        context.setAttribute(ContextAttributes.CONTAINER, application.container());
        context.addListener(new ApplicationListener(application));
        FilterRegistration.Dynamic logouts =
                context.addFilter("Hawser logouts", new LogoutFilter(application.httpSessions()));
        logouts.setAsyncSupported(true);
        logouts.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        FilterRegistration.Dynamic filter = context.addFilter("Hawser WebSocket", new UpgradeFilter(application));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD), true, "/*");
        LOG.log(
                Level.INFO,
                "WebSocket endpoints of the application at " + ServletApplication.name(context)
                        + " are served by Hawser"
                        + (other == null ? "" : ", not by " + other.getClass().getName()));
        application.deploy(classes);
    }
}
