package io.hawser.standalone.client;

import io.hawser.Settings;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.transport.OwnConnector;
import java.util.function.LongConsumer;

/** Opens connections on separate threads, until it is closed. */
public final class ClientConnector implements OwnConnector {

    private final ClientRuntime runtime;
    private final NettyConnector connector;

    /**
     * Creates a connector without threads.
     *
     * @param settings the settings of the container
     * @param ticked called with the time, in nanoseconds, about ten times a second while there are connections
     */
    public ClientConnector(Settings settings, LongConsumer ticked) {
        this.runtime = new ClientRuntime(settings, ticked);
        this.connector = new NettyConnector(runtime, settings);
    }

    @Override
    public Attempt connect(Target target, UpgradeRequest request, Exchange exchange) {
        return connector.connect(target, request, exchange);
    }

    @Override
    public void beforeBlocking() {
        connector.beforeBlocking();
    }

    @Override
    public void close() {
        beforeBlocking();
        runtime.refuse();
        connector.abandonAttempts();
        runtime.end();
    }
}
