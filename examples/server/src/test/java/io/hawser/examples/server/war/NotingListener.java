package io.hawser.examples.server.war;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.ref.WeakReference;

/** Leaves a trace of the application's class loader, by which a test finds whether it has been collected. */
@WebListener
public final class NotingListener implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        event.getServletContext().setAttribute("listener", "called");
        System.getProperties().put("loader", new WeakReference<>(getClass().getClassLoader()));
    }
}
