package io.hawser.transport;

import io.hawser.Settings;
import io.hawser.container.HawserContainer;
import io.hawser.endpoint.Providers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Provides outgoing connections to a container that has no transport for them, as in a servlet container.
 * {@link ServiceLoader} finds it. The artifact {@code io.hawser:hawser-container-standalone} has one.
 */
public interface ConnectorProvider {

    /**
     * Opens a connector. Its threads start with the first connection. They end shortly after the last connection, or
     * when the connector is closed.
     *
     * @param settings the settings for the number of threads and for the time that the last output of a connection may
     *     take
     * @param ticked gets the time about ten times a second while there are connections, for
     *     {@link HawserContainer#tick}: nanoseconds, as of {@link System#nanoTime()}
     * @return the connector, which the caller has to close
     */
    OwnConnector open(Settings settings, LongConsumer ticked);

    /**
     * Gives an application its own client container. From now on {@link jakarta.websocket.ContainerProvider} returns it
     * on every thread whose context class loader is the application's or a child of it. The container is created at the
     * first call.
     *
     * @param application the class loader of an application that begins
     */
    void beginShared(ClassLoader application);

    /**
     * Ends the client container of an application. Closes its sessions with 1001, waits for them up to the setting
     * {@code shutdownTimeout}, aborts the sessions that are still open, and ends its threads as
     * {@link OwnConnector#close()} does. Returns when that is done. Does nothing if the container was never created. If
     * that class loader has loaded this provider, no other application can have its clients, so all of them are ended.
     *
     * <p>A container that was returned before throws an {@link IllegalStateException} from {@code connectToServer}.
     * Later callers get a new one.
     *
     * @param application the class loader of the application
     */
    void endShared(ClassLoader application);

    /**
     * Finds a provider: the first one that Hawser's own class loader can see, or else the first one that the other
     * class loader can see. A provider that cannot be created is skipped.
     *
     * @param other the other class loader, such as that of an application; {@code null} for the system class loader
     * @return the provider; if none is found, one whose connectors fail every attempt with an
     *     {@link java.io.IOException} that names the missing artifact
     */
    static ConnectorProvider of(ClassLoader other) {
        // Mostly they are one.
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(ConnectorProvider.class.getClassLoader());
        loaders.add(other);
        for (ClassLoader loader : loaders) {
            List<ConnectorProvider> seen = Providers.of(ConnectorProvider.class, loader);
            if (!seen.isEmpty()) {
                return seen.get(0);
            }
        }
        return new AbsentConnectors();
    }
}
