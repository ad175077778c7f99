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

    /** Called by {@link java.util.ServiceLoader}. */
    public StandaloneContainerProvider() {}

    @Override
    protected WebSocketContainer getContainer() {
        return Shared.CONTAINER;
    }

    private static final class Shared {
        private static final HawserClientContainer CONTAINER = make(Settings.fromSystemProperties());

        private static HawserClientContainer make(Settings settings) {
            return new HawserClientContainer(settings, new NettyConnector(new ClientRuntime(Shared::tick), settings));
        }

        private static void tick(long now) {
            CONTAINER.tick(now);
        }
    }
}
