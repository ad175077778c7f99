package io.hawser.servlet;

import io.hawser.container.HawserServerContainer;
import io.hawser.session.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a web application its WebSocket container, and deploys what was found in it (Jakarta WebSocket 2.2, sections
 * 6.2 and 6.4). Servlet containers find this class; who embeds one that runs no initializers calls {@link #onStartup}
 * itself, while the servlet context is being initialised.
 */
@HandlesTypes({ServerEndpoint.class, ServerApplicationConfig.class, Endpoint.class})
public final class HawserInitializer implements ServletContainerInitializer {

    /**
     * A request attribute, for frameworks and filters that have checked the origin themselves: a text which counts for
     * this one request as the setting {@code allowedOrigins}.
     */
    public static final String ALLOWED_ORIGINS = Settings.ALLOWED_ORIGINS_PROPERTY;

    /** The servlet context attribute that has the container. */
    static final String CONTAINER = ServerContainer.class.getName();

    /** The servlet context attribute that has the application. */
    static final String APPLICATION = ServletApplication.class.getName();

    private static final Logger LOG = System.getLogger(HawserInitializer.class.getPackageName());

    /** Called by the servlet container. */
    public HawserInitializer() {}

    /**
     * Sets the attribute {@code jakarta.websocket.server.ServerContainer}, whether or not there are endpoints, and
     * deploys. Where this was done for the application before, only the deployment is added.
     *
     * @param classes what was found, or {@code null}
     * @param context the application's
     * @throws ServletException where an endpoint breaks a rule: the application must not start then
     */
    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) throws ServletException {
        // The server's own initializer may have come first.
        SharedDefault.forget();
        Set<Class<?>> found = classes == null ? Set.of() : classes;
        if (context.getAttribute(APPLICATION) instanceof ServletApplication application) {
            application.deploy(found);
            return;
        }
        Object other = context.getAttribute(CONTAINER);
        if (other != null && isHawser(other)) {
            LOG.log(Level.DEBUG, () -> "another Hawser serves the application at " + context.getContextPath());
            context.addListener(new SharedClientEnd());
            return;
        }
        Optional<String> active = OwnImplementation.active(context);
        if (active.isPresent()) {
            LOG.log(
                    Level.WARNING,
                    "the WebSocket implementation of {0} serves the application at {1}, not Hawser: {2}",
                    context.getServerInfo(),
                    ServletApplication.name(context),
                    active.get());
            context.addListener(new SharedClientEnd());
            return;
        }
        serve(found, context, other);
    }

    /**
     * Closes the sessions of an application with 1001, waits for them within bounds, and ends its threads. Servlet
     * containers cause this when they destroy the servlet context; who embeds one that cuts connections before that
     * calls this first. Nothing happens where Hawser does not serve the application, or has been stopped already.
     *
     * @param context the application's
     */
    public static void stop(ServletContext context) {
        if (context.getAttribute(APPLICATION) instanceof ServletApplication application) {
            application.stop();
        }
    }

    private static boolean isHawser(Object container) {
        return container.getClass().getName().equals(HawserServerContainer.class.getName());
    }

    private static void serve(Set<Class<?>> classes, ServletContext context, Object other) throws ServletException {
        ServletApplication application = new ServletApplication(context);
        context.setAttribute(APPLICATION, application);
        context.setAttribute(CONTAINER, application.container());
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
                "WebSocket endpoints of the application at {0} are served by Hawser{1}",
                ServletApplication.name(context),
                other == null ? "" : ", not by " + other.getClass().getName());
        application.deploy(classes);
    }
}
