package io.hawser.servlet;

import io.hawser.protocol.CloseStatus;
import io.hawser.session.Connection;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Which connections were opened within which HTTP session: where one ends, they are closed with 1008, and where its
 * user logs out, those of this user are (Jakarta WebSocket 2.2, section 7.2). Goes by the session's id and follows its
 * changes, since containers hand out several objects for one session.
 */
final class HttpSessions {

    private static final Logger LOG = System.getLogger(HttpSessions.class.getPackageName());
    private static final int VIOLATED_POLICY = 1008;
    /** How long containers may take from telling of the end of a session until the session itself knows. */
    private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ConcurrentHashMap<String, Set<Membership>> members = new ConcurrentHashMap<>();
    /** Since when: nanoseconds. */
    private final Map<Membership, Long> newcomers = new ConcurrentHashMap<>();

    /** {@return a connection's place in a session; it may have no session, and no user: {@code null}} */
    Membership membership(HttpSession session, Principal user) {
        return new Membership(session, user == null ? null : user.getName());
    }

    /** {@return whether no connection is within a session} */
    boolean isEmpty() {
        return members.isEmpty();
    }

    /** {@return whether somebody who had logged in has connections within a session} */
    boolean hasUser(String id) {
        return members.getOrDefault(id, Set.of()).stream().anyMatch(membership -> membership.user != null);
    }

    /** A user has logged out; the session itself goes on. */
    void loggedOut(String id, String user) {
        for (Membership membership : members.getOrDefault(id, Set.of())) {
            if (user.equals(membership.user)) {
                membership.close("the user has logged out");
            }
        }
    }

    /**
     * Looks once more at the sessions of connections that came a while ago: the container may have told of a session's
     * end just before a connection joined it, and have called it valid still just after. Later is too late to look,
     * since a container may put away a session that goes on.
     */
    void tick(long now) {
        newcomers.forEach((membership, since) -> {
            if (now - since >= ENDING_NANOS) {
                newcomers.remove(membership);
                membership.closeIfEnded();
            }
        });
    }

    /** A session is no more. */
    void ended(String id) {
        Set<Membership> ended = members.remove(id);
        if (ended != null) {
            ended.forEach(Membership::sessionEnded);
        }
    }

    /** A session has another id, as after a login. */
    void renamed(String before, String after) {
        Set<Membership> moved = members.remove(before);
        if (moved != null) {
            moved.forEach(membership -> membership.follow(after));
        }
    }

    /** One connection within one session. */
    final class Membership {

        private final HttpSession session;
        private final String user;
        private String id;
        private Connection connection;
        private boolean over;

        private Membership(HttpSession session, String user) {
            this.session = session;
            this.user = user;
        }

        /** The connection is open. */
        void begin(Connection opened) {
            if (session == null) {
                return;
            }
            synchronized (this) {
                connection = opened;
            }
            try {
                String current = session.getId();
                do {
                    move(current);
                    // Throws where the session has ended before it was in the table.
                    session.getCreationTime();
                    current = session.getId();
                    // The id may have changed before this was in the table.
                } while (!isIn(current));
                beNew();
            } catch (RuntimeException e) {
                sessionEnded();
            }
        }

        private synchronized void beNew() {
            if (!over) {
                newcomers.put(this, System.nanoTime());
            }
        }

        private synchronized boolean isIn(String current) {
            return over || current.equals(id);
        }

        private synchronized void move(String to) {
            if (over || to.equals(id)) {
                return;
            }
            leave();
            id = to;
            members.compute(to, (key, set) -> {
                Set<Membership> joined = set == null ? ConcurrentHashMap.newKeySet() : set;
                joined.add(this);
                return joined;
            });
        }

        private void leave() {
            if (id != null) {
                members.computeIfPresent(id, (key, set) -> {
                    set.remove(this);
                    return set.isEmpty() ? null : set;
                });
            }
        }

        private void follow(String after) {
            move(after);
            // It may have ended before this was at its new place.
            closeIfEnded();
        }

        private void closeIfEnded() {
            try {
                session.getCreationTime();
            } catch (IllegalStateException e) {
                sessionEnded();
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, () -> "an HTTP session does not say whether it has ended: " + e);
            }
        }

        /** The connection has ended. */
        synchronized void end() {
            over = true;
            newcomers.remove(this);
            leave();
            id = null;
        }

        private void sessionEnded() {
            close("the HTTP session has ended");
        }

        private void close(String reason) {
            Connection member;
            synchronized (this) {
                member = connection;
            }
            member.close(CloseStatus.of(VIOLATED_POLICY, reason));
        }
    }
}
