package io.hawser.container;

import io.hawser.protocol.CloseStatus;
import io.hawser.session.Connection;
import io.hawser.session.ConnectionRegistry;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The live connections of one container. */
final class Connections implements ConnectionRegistry {

    private final Set<Connection> live = ConcurrentHashMap.newKeySet();
    private volatile CloseStatus stopping;

    @Override
    public void opened(Connection connection) {
        live.add(connection);
        CloseStatus status = stopping;
        if (status != null) {
            connection.close(status);
        }
    }

    @Override
    public void ended(Connection connection) {
        live.remove(connection);
    }

    void tick(long now) {
        live.forEach(connection -> connection.tick(now));
    }

    /** Closes all connections, and each one that opens from now on. */
    void stop(CloseStatus status) {
        stopping = status;
        live.forEach(connection -> connection.close(status));
    }

    void abort(IOException cause) {
        live.forEach(connection -> connection.abort(cause));
    }

    boolean isStopping() {
        return stopping != null;
    }

    boolean isEmpty() {
        return live.isEmpty();
    }
}
