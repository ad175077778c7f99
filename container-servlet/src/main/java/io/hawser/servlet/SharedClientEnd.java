package io.hawser.servlet;

import io.hawser.container.RecordMethods;
import io.hawser.transport.ConnectorProvider;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Gives a separate client to an application that another implementation serves, and ends the client and its threads
 * with the application.
 */
final class SharedClientEnd implements ServletContextListener {

    private final ConnectorProvider clients;
    private final ClassLoader loader;

    SharedClientEnd(ServletContext context) {
        this.loader = context.getClassLoader();
        this.clients = ConnectorProvider.of(loader);
        clients.beginShared(loader);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        clients.endShared(loader);
        RecordMethods.forget();
    }
}
