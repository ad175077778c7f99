package io.hawser.standalone.client;

import io.hawser.Settings;
import io.hawser.container.HawserClientContainer;
import io.hawser.standalone.loop.Io;
import io.hawser.thread.Polling;
import io.hawser.thread.TurnThread;
import java.io.IOException;

/** A client container that many callers share. It is created at the first request for it, and again after its end. */
final class SharedClient {

    private Client client;

    /** A container and its connector. */
    private static final class Client {
        private final ClientConnector connector;
        private final HawserClientContainer container;

        Client(Settings settings) {
            connector = new ClientConnector(settings, this::tick);
            container = new HawserClientContainer(settings, connector, Io.budget(settings));
        }

        private void tick(long now) {
            container.tick(now);
        }

        private void end() {
            container.shutdown();
            Polling.await(
                    container::isIdle, container.settings().shutdownTimeout().toNanos());
            container.abort(new IOException("the application has ended"));
            connector.close();
        }
    }

    /**
     * {@return the container}
     *
     * @throws IllegalArgumentException if a setting is no number or out of its range, at each call
     */
    synchronized HawserClientContainer get() {
        if (client == null) {
            client = new Client(Settings.fromSystemProperties());
        }
        return client.container;
    }

    /** Ends the container, if there is one. Waits for its sessions and its threads, for a limited time. */
    void end() {
        Client ended = take();
        if (ended != null) {
            TurnThread.beforeBlocking();
            ended.end();
        }
    }

    private synchronized Client take() {
        Client taken = client;
        client = null;
        return taken;
    }
}
