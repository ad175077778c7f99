package io.hawser.servlet;

import io.hawser.container.ConnectorProvider;
import io.hawser.container.RecordMethods;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Ends the shared client of an application that another implementation serves, when the application ends. Only where
 * the client's classes are the application's own: nobody else would end its threads.
 */
final class SharedClientEnd implements ServletContextListener {

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        ClassLoader loader = event.getServletContext().getClassLoader();
        ConnectorProvider clients = ConnectorProvider.of(loader);
        if (isOf(clients, loader)) {
            clients.endShared();
        }
        RecordMethods.forget();
    }

    /** {@return whether the clients are an application's own, so that nobody else has them} */
    static boolean isOf(ConnectorProvider clients, ClassLoader loader) {
        return clients.getClass().getClassLoader() == loader;
    }
}
