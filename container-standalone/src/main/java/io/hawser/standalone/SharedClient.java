package io.hawser.standalone;

import io.hawser.container.HawserClientContainer;
import io.hawser.session.Setting;
import io.hawser.session.Settings;
import java.io.IOException;

/** The client container that all share. It is made when somebody asks for it, and anew after its end. */
final class SharedClient {

    private Client client;

    /** A container and what carries its connections. */
    private static final class Client {
        private final ClientConnector connector;
        private final HawserClientContainer container;

        Client(Settings settings) {
            connector = new ClientConnector(settings, this::tick);
            container = new HawserClientContainer(settings, connector);
        }

        private void tick(long now) {
            container.tick(now);
        }

        private void end() {
            container.shutdown();
            Waiting.whileBusy(() -> !container.isIdle(), container.settings().nanos(Setting.SHUTDOWN_TIMEOUT));
            container.abort(new IOException("the application has ended"));
            connector.close();
        }
    }

    /**
     * {@return the one container}
     *
     * @throws IllegalArgumentException where a setting is no number or out of its range; told to everyone who asks
     */
    synchronized HawserClientContainer get() {
        if (client == null) {
            client = new Client(Settings.fromSystemProperties());
        }
        return client.container;
    }

    /** Ends the container, if there is one. Waits for its sessions and its threads, but not for ever. */
    void end() {
        Client ended = take();
        if (ended != null) {
            WorkerThread.beforeBlocking();
            ended.end();
        }
    }

    private synchronized Client take() {
        Client taken = client;
        client = null;
        return taken;
    }
}
