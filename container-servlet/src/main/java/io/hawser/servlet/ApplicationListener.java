package io.hawser.servlet;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;

/** Tells an application what becomes of its servlet context and its HTTP sessions. */
final class ApplicationListener implements ServletContextListener, HttpSessionListener, HttpSessionIdListener {

    private final ServletApplication application;

    ApplicationListener(ServletApplication application) {
        this.application = application;
    }

    /** Elsewhere the filter does it, after the listeners of all others. */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        // Of the container itself, who may have been behind a wrapper before.
        if (application.traits().initializesFiltersLate()
                || ServerTraits.of(event.getServletContext()).initializesFiltersLate()) {
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
        event.getServletContext().removeAttribute(HawserInitializer.CONTAINER);
        event.getServletContext().removeAttribute(HawserInitializer.APPLICATION);
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
