package io.hawser.tck.soak.app;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;

/** Records the beginning and the end of its sessions. */
abstract class Noting extends Endpoint {

    @Override
    public final void onOpen(Session session, EndpointConfig config) {
        Ends.opened(session);
        begin(session);
    }

    abstract void begin(Session session);

    @Override
    public final void onError(Session session, Throwable failure) {
        // Hostile peers are to be expected.
    }

    @Override
    public final void onClose(Session session, CloseReason reason) {
        Ends.closed(session);
    }
}
