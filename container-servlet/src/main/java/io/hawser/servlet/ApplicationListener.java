package io.hawser.servlet;

import io.hawser.servlet.quirks.Servers;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;

/** Reports events of the servlet context and of HTTP sessions to the application. */
final class ApplicationListener implements ServletContextListener, HttpSessionListener, HttpSessionIdListener {

    private final ServletApplication application;

    ApplicationListener(ServletApplication application) {
        this.application = application;
    }

    /** Ends the deployment if the container initializes filters late; otherwise the filter does that. */
    @Override
    public void contextInitialized(ServletContextEvent event) {
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
}
