package io.hawser.standalone;

import io.hawser.container.OwnConnector;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.session.Settings;
import java.util.function.LongConsumer;

/** Opens client connections on threads of its own, until it is closed. */
final class ClientConnector implements OwnConnector {

    private final ClientRuntime runtime;
    private final NettyConnector connector;

    /**
     * @param settings say how many threads, and how long the last output of a connection may take
     * @param ticked what wants to know the time about ten times a second while there are connections
     */
    ClientConnector(Settings settings, LongConsumer ticked) {
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
