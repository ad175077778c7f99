package io.hawser.servlet;

import io.hawser.container.ConnectorProvider;
import io.hawser.container.RecordMethods;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Ends, with an application that another implementation serves, the client that {@code ContainerProvider} has given to
 * it, if that is out of the application: nobody else would end its threads.
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
