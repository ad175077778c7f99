package io.hawser.transport;

import io.hawser.Settings;
import io.hawser.handshake.HostPort;
import io.hawser.handshake.UpgradeRequest;
import java.io.IOException;
import java.util.function.LongConsumer;

/** A provider without a transport. Each attempt to connect fails with a message that names the missing artifact. */
final class AbsentConnectors implements ConnectorProvider {

    @Override
    public OwnConnector open(Settings settings, LongConsumer ticked) {
        return new Absent();
    }

    @Override
    public void beginShared(ClassLoader application) {
        // Nothing is shared.
    }

    @Override
    public void endShared(ClassLoader application) {
        // Nothing is shared.
    }

    private static final class Absent implements OwnConnector {

        @Override
        public Attempt connect(Target target, UpgradeRequest request, Exchange exchange) {
            exchange.failed(new IOException("cannot connect to " + new HostPort(target.host(), target.port())
                    + ": Hawser has no client transport here; add the artifact io.hawser:hawser-container-standalone"));
            return () -> {};
        }

        @Override
        public void beforeBlocking() {
            // The provider has no threads to relieve.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
