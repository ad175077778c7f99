package io.hawser.container;

import io.hawser.handshake.HostPort;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.session.Settings;
import java.io.IOException;
import java.util.function.LongConsumer;

/** Stands in where nothing opens connections: who connects hears what is missing. */
final class AbsentConnectors implements ConnectorProvider {

    @Override
    public OwnConnector open(Settings settings, LongConsumer ticked) {
        return new Absent();
    }

    @Override
    public void endShared() {
        // Nobody shares anything.
    }

    private static final class Absent implements OwnConnector {

        @Override
        public Attempt connect(Target target, UpgradeRequest request, Exchange exchange) {
            exchange.failed(new IOException("cannot connect to " + new HostPort(target.host(), target.port())
                    + ": there is no client here; add the artifact io.hawser:hawser-container-standalone"));
            return () -> {};
        }

        @Override
        public void beforeBlocking() {
            // There are no threads to be relieved.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
