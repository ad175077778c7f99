package io.hawser.standalone;

import io.hawser.Settings;
import io.hawser.container.HawserClientContainer;
import io.hawser.container.RecordMethods;
import io.hawser.standalone.client.ClientConnector;
import io.hawser.standalone.client.SharedClients;
import io.hawser.transport.ConnectorProvider;
import io.hawser.transport.OwnConnector;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.util.function.LongConsumer;

/**
 * Provides clients with their container: {@code ContainerProvider.getWebSocketContainer()} finds it. There is one
 * container for the whole process, since applications ask for it again and again; its settings are the system
 * properties. Its threads are daemons. They start with the first connection and end about two seconds after the last
 * one. Callbacks run with the context class loader of the thread that has connected.
 *
 * <p>A web application, in a servlet container or deployed from a WAR file in {@link HawserServer}, has a separate
 * container. The defaults of that container are its own, and it ends with the application. The context class loader of
 * the calling thread identifies the application.
 */
public final class StandaloneContainerProvider extends ContainerProvider implements ConnectorProvider {

    private static final SharedClients SHARED = new SharedClients(StandaloneContainerProvider.class.getClassLoader());

    /** Called by {@link java.util.ServiceLoader}. */
    public StandaloneContainerProvider() {}

    /**
     * Returns the container without a search. {@link ContainerProvider} searches with the context class loader of the
     * calling thread, which may not know Hawser.
     *
     * @return the one container of the application that the thread runs, or of this process
     * @throws IllegalArgumentException if a setting is no number or out of its range
     */
    public static HawserClientContainer container() {
        return SHARED.get();
    }

    @Override
    protected WebSocketContainer getContainer() {
        return container();
    }

    @Override
    public OwnConnector open(Settings settings, LongConsumer ticked) {
        return new ClientConnector(settings, ticked);
    }

    @Override
    public void beginShared(ClassLoader application) {
        SHARED.begin(application);
    }

    @Override
    public void endShared(ClassLoader application) {
        SHARED.end(application);
        RecordMethods.forget();
    }
}
