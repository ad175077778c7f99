package io.hawser.session;

import jakarta.websocket.Session;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The open sessions of one endpoint. A snapshot is made once after each change, not at each call. So a broadcast to
 * {@code getOpenSessions()} copies nothing while no session opens or ends.
 */
public final class OpenSessions {

    private record Snapshot(long version, Set<Session> sessions) {}

    private static final Snapshot NONE = new Snapshot(0, Set.of());

    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicLong version = new AtomicLong();
    private volatile Snapshot latest = NONE;

    /** Makes an empty set. */
    public OpenSessions() {}

    void add(Session session) {
        sessions.add(session);
        version.incrementAndGet();
    }

    void remove(Session session) {
        if (sessions.remove(session)) {
            version.incrementAndGet();
            latest = NONE; // the snapshot would keep the session in memory
        }
    }

    /** {@return the sessions that are open now; never changes} */
    public Set<Session> snapshot() {
        Snapshot current = latest;
        long now = version.get();
        if (current.version() != now) {
            current = new Snapshot(now, Set.copyOf(sessions));
            latest = current;
            if (version.get() != now) {
                latest = NONE; // a session that has ended meanwhile may be in it
            }
        }
        return current.sessions();
    }
}
