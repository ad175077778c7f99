package io.hawser.servlet;

import io.hawser.servlet.quirks.Servers;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextAttributeEvent;
import jakarta.servlet.ServletContextAttributeListener;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;

/** Reports events of the servlet context and of HTTP sessions to the application. */
final class ApplicationListener
        implements ServletContextListener,
                ServletContextAttributeListener,
                HttpSessionListener,
                HttpSessionIdListener,
                HttpSessionAttributeListener {

    /** The attribute in which Spring Security keeps the user of an HTTP session. It has none after a logout. */
    private static final String SPRING_USER = "SPRING_SECURITY_CONTEXT";

    private final ServletApplication application;

    ApplicationListener(ServletApplication application) {
        this.application = application;
    }

    @Override
    public void attributeAdded(ServletContextAttributeEvent event) {
        keepContainer(event);
    }

    @Override
    public void attributeReplaced(ServletContextAttributeEvent event) {
        keepContainer(event);
    }

    /** Keeps the attribute, which the server's own implementation may set after Hawser. */
    private void keepContainer(ServletContextAttributeEvent event) {
        if (event.getName().equals(ContextAttributes.CONTAINER)) {
            keepContainer(event.getServletContext());
        }
    }

    private void keepContainer(ServletContext context) {
        if (context.getAttribute(ContextAttributes.CONTAINER) != application.container()) {
            context.setAttribute(ContextAttributes.CONTAINER, application.container());
        }
    }

    /** Ends the deployment if the container initializes filters late; otherwise the filter does that. */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (Servers.of(event.getServletContext()).removeOwnWebSocket(event.getServletContext())) {
            keepContainer(event.getServletContext());
        }
        // This context is the container's own; the earlier one may have been a wrapper.
        if (application.quirks().initializesFiltersLate()
                || Servers.of(event.getServletContext()).initializesFiltersLate()) {
            try {
                application.endDeployment();
            } catch (ServletException e) {
                throw new IllegalStateException(e.getMessage(), e.getCause());
            }
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        application.stop();
        event.getServletContext().removeAttribute(ContextAttributes.CONTAINER);
        event.getServletContext().removeAttribute(ContextAttributes.APPLICATION);
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        application.httpSessions().ended(event.getSession());
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String before) {
        application.httpSessions().renamed(before, event.getSession().getId());
    }

    /** Detects a logout from Spring Security, whose filter answers the request before {@link LogoutFilter} sees it. */
    @Override
    public void attributeRemoved(HttpSessionBindingEvent event) {
        if (event.getName().equals(SPRING_USER)) {
            application.httpSessions().loggedOut(event.getSession().getId());
        }
    }
}
