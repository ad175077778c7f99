package io.hawser.servlet;

import io.hawser.container.Connector;
import io.hawser.handshake.UpgradeRequest;
import java.io.IOException;

/** Opens no outgoing connections. */
final class Clients implements Connector {

    static Connector connector() {
        return new Clients();
    }

    @Override
    public Attempt connect(Target target, UpgradeRequest request, Exchange exchange) {
        exchange.failed(new IOException("there is no client"));
        return () -> {};
    }

    @Override
    public void beforeBlocking() {}
}
