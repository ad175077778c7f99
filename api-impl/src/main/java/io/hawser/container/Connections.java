package io.hawser.container;

import io.hawser.log.Log;
import io.hawser.log.RareLine;
import io.hawser.protocol.CloseStatus;
import io.hawser.session.ConnectionRegistry;
import io.hawser.session.LiveConnection;
import io.hawser.session.memory.Budget;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The live connections of one container, and the number of those that are about to be opened by a server. */
final class Connections implements ConnectionRegistry {

    private static final RareLine FAILED = new RareLine(Log.of(Connections.class), Level.WARNING);

    private final Set<LiveConnection> live = ConcurrentHashMap.newKeySet();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final Budget budget;
    private volatile CloseStatus stopping;

    Connections(Budget budget) {
        this.budget = budget;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public void opened(LiveConnection connection) {
        live.add(connection);
        CloseStatus status = stopping;
        if (status != null) {
            connection.close(status);
        }
    }

    /** Counts an opening handshake on a server, until {@link #handshakeEnded}. */
    void handshakeBegins() {
        handshakes.incrementAndGet();
    }

    /** Counts the end of a handshake: it was refused, or its connection is open or will not be opened. */
    void handshakeEnded() {
        handshakes.decrementAndGet();
    }

    /** {@return whether opening handshakes are under way on a server} */
    boolean isShakingHands() {
        return handshakes.get() != 0;
    }

    @Override
    public void ended(LiveConnection connection) {
        live.remove(connection);
    }

    void tick(long now) {
        live.forEach(connection -> tick(connection, now));
        budget.tick();
    }

    /** Ticks one connection. A failure of it must not stop the ticks of the others. */
    private static void tick(LiveConnection connection, long now) {
        try {
            connection.tick(now);
        } catch (Throwable e) {
            FAILED.tell("a tick of a session has failed", e);
        }
    }

    /** Closes all connections, and each connection that opens from now on. */
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
