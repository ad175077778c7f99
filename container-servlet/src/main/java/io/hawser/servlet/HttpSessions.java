package io.hawser.servlet;

import io.hawser.protocol.CloseStatus;
import io.hawser.session.Connection;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Which connections were opened within which HTTP session: where one ends, those of users who had logged in are closed
 * with 1008, and where a user logs out, those of this user are (Jakarta WebSocket 2.2, section 7.2). The setting
 * {@code closeWithHttpSession} says it for those of users who had not. Goes by the session's id and follows its
 * changes, since containers hand out several objects for one session.
 */
final class HttpSessions {

    private static final Logger LOG = System.getLogger(HttpSessions.class.getPackageName());
    private static final int VIOLATED_POLICY = 1008;
    /** How long containers may take from telling of the end of a session until the session itself knows. */
    private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** What the end of a session is to a connection. */
    private enum Bond {
        NEVER,
        INVALIDATED,
        ALWAYS
    }

    private final ConcurrentHashMap<String, Set<Membership>> members = new ConcurrentHashMap<>();
    /** Since when: nanoseconds. */
    private final Map<Membership, Long> newcomers = new ConcurrentHashMap<>();
    /** The session of the request that runs on a thread: it was valid when the request began. */
    private final ThreadLocal<String> current = new ThreadLocal<>();

    /**
     * {@return a connection's place in a session}
     *
     * @param session the session, or {@code null}
     * @param user who has logged in, or {@code null}
     * @param withoutUser the value of the setting {@code closeWithHttpSession}
     */
    Membership membership(HttpSession session, Principal user, String withoutUser) {
        Bond bond = user == null ? Bond.valueOf(withoutUser.toUpperCase(Locale.ROOT)) : Bond.ALWAYS;
        return new Membership(session, user == null ? null : user.getName(), bond);
    }

    /** A request of a session begins to run on this thread. */
    void requestBegins(String id) {
        current.set(id);
    }

    /** It has run. */
    void requestEnds() {
        current.remove();
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
                membership.closeIfEnded(now);
            }
        });
    }

    /** A session is about to be no more. */
    void ended(HttpSession session) {
        String id = session.getId();
        Set<Membership> ended = members.remove(id);
        if (ended != null) {
            boolean timedOut = !id.equals(current.get()) && hasTimedOut(session);
            ended.forEach(membership -> membership.sessionEnded(timedOut));
        }
    }

    /** {@return whether nobody has ended a session but the time: the Servlet API does not tell} */
    private static boolean hasTimedOut(HttpSession session) {
        try {
            long most = TimeUnit.SECONDS.toMillis(session.getMaxInactiveInterval());
            return most > 0 && System.currentTimeMillis() - session.getLastAccessedTime() >= most;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** A session has another id, as after a login. */
    void renamed(String before, String after) {
        if (before.equals(current.get())) {
            current.set(after);
        }
        Set<Membership> moved = members.remove(before);
        if (moved != null) {
            moved.forEach(membership -> membership.follow(after));
        }
    }

    /** One connection within one session. */
    final class Membership {

        private final HttpSession session;
        private final String user;
        private final Bond bond;
        private String id;
        private Connection connection;
        /** When, in nanoseconds, it would have timed out if nobody had asked for it again. */
        private long timeout = Long.MAX_VALUE;

        private boolean over;

        private Membership(HttpSession session, String user, Bond bond) {
            this.session = session;
            this.user = user;
            this.bond = bond;
        }

        /** The connection is open. */
        void begin(Connection opened) {
            if (session == null || bond == Bond.NEVER) {
                return;
            }
            synchronized (this) {
                connection = opened;
            }
            try {
                int most = session.getMaxInactiveInterval();
                String current = session.getId();
                do {
                    move(current);
                    // Throws where the session has ended before it was in the table.
                    session.getCreationTime();
                    current = session.getId();
                    // The id may have changed before this was in the table.
                } while (!isIn(current));
                beNew(most);
            } catch (RuntimeException e) {
                sessionEnded(false);
            }
        }

        private synchronized void beNew(int mostSeconds) {
            if (!over) {
                long now = System.nanoTime();
                newcomers.put(this, now);
                timeout = mostSeconds > 0 ? now + TimeUnit.SECONDS.toNanos(mostSeconds) : Long.MAX_VALUE;
            }
        }

        private synchronized boolean mayHaveTimedOut(long now) {
            return timeout != Long.MAX_VALUE && now - timeout >= 0;
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
            closeIfEnded(System.nanoTime());
        }

        private void closeIfEnded(long now) {
            try {
                session.getCreationTime();
            } catch (IllegalStateException e) {
                sessionEnded(mayHaveTimedOut(now));
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

        private void sessionEnded(boolean timedOut) {
            if (timedOut && bond == Bond.INVALIDATED) {
                // The connection is within no session from now on.
                end();
            } else {
                close("the HTTP session has ended");
            }
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
