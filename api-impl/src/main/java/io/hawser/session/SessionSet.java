package io.hawser.session;

import jakarta.websocket.Session;
import java.util.AbstractSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * A copy of a set of sessions, which belongs to the caller. Most callers only read it. So it shares the snapshot until
 * it is changed for the first time, and a broadcast copies nothing. For one thread at a time once it is changed.
 */
final class SessionSet extends AbstractSet<Session> {

    private Set<Session> sessions;
    private boolean own;

    /** @param snapshot a set that never changes */
    SessionSet(Set<Session> snapshot) {
        sessions = snapshot;
    }

    private Set<Session> own() {
        if (!own) {
            sessions = new HashSet<>(sessions);
            own = true;
        }
        return sessions;
    }

    @Override
    public int size() {
        return sessions.size();
    }

    @Override
    public boolean contains(Object object) {
        // The unmodifiable set throws an exception if it is asked for null.
        return (own || object != null) && sessions.contains(object);
    }

    @Override
    public boolean add(Session session) {
        return own().add(session);
    }

    @Override
    public boolean remove(Object object) {
        return contains(object) && own().remove(object);
    }

    @Override
    public void clear() {
        own().clear();
    }

    @Override
    public Iterator<Session> iterator() {
        if (own) {
            return sessions.iterator();
        }
        Iterator<Session> shared = sessions.iterator();
        return new Iterator<>() {
            private Session last;

            @Override
            public boolean hasNext() {
                return shared.hasNext();
            }

            @Override
            public Session next() {
                last = shared.next();
                return last;
            }

            @Override
            public void remove() {
                if (last == null) {
                    throw new IllegalStateException("nothing was taken from the iterator since the last removal");
                }
                SessionSet.this.remove(last);
                last = null;
            }
        };
    }
}
