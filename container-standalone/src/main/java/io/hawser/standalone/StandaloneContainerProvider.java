package io.hawser.standalone;

import io.hawser.container.ConnectorProvider;
import io.hawser.container.HawserClientContainer;
import io.hawser.container.OwnConnector;
import io.hawser.container.RecordMethods;
import io.hawser.session.Settings;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.util.function.LongConsumer;

/**
 * Gives clients their container: {@code ContainerProvider.getWebSocketContainer()} finds it. There is one for the whole
 * process, since applications ask for it again and again; its settings are the system properties. Its threads are
 * daemons, which come with the first connection and go about two seconds after the last one. Callbacks run with the
 * context class loader of the thread that has connected.
 *
 * <p>A web application that has Hawser in its {@code WEB-INF/lib} has such a container for itself, which a servlet
 * container ends with the application: see {@link #endShared()}.
 */
public final class StandaloneContainerProvider extends ContainerProvider implements ConnectorProvider {

    private static final SharedClient SHARED = new SharedClient();

    /** Called by {@link java.util.ServiceLoader}. */
    public StandaloneContainerProvider() {}

    /**
     * Gives the container without a search: {@link ContainerProvider} goes by the context class loader of the calling
     * thread, which may be one that does not know of Hawser.
     *
     * @return the one container of this process
     * @throws IllegalArgumentException where a setting is no number or out of its range
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
    public void endShared() {
        SHARED.end();
        RecordMethods.forget();
    }
}
