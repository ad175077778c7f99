package io.hawser.standalone;

import io.hawser.container.HawserClientContainer;
import io.hawser.session.Settings;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;

/**
 * Gives clients their container: {@code ContainerProvider.getWebSocketContainer()} finds it. There is one for the whole
 * process, since applications ask for it again and again; its settings are the system properties. Its threads are
 * daemons, which come with the first connection and go about two seconds after the last one.
 */
public final class StandaloneContainerProvider extends ContainerProvider {

    private static final Shared SHARED = new Shared();

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

    /** Makes the container when somebody asks for it: a bad setting is told to everyone who does. */
    static final class Shared {
        private HawserClientContainer container;

        /**
         * {@return the one container}
         *
         * @throws IllegalArgumentException where a setting is no number or out of its range
         */
        synchronized HawserClientContainer get() {
            if (container == null) {
                Settings settings = Settings.fromSystemProperties();
                container = new HawserClientContainer(
                        settings, new NettyConnector(new ClientRuntime(settings, now -> get().tick(now)), settings));
            }
            return container;
        }
    }
}
