package io.hawser.servlet;

import io.hawser.CloseWithHttpSession;
import io.hawser.log.Log;
import io.hawser.protocol.CloseStatus;
import io.hawser.transport.ConnectionHandle;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP sessions of an application, with the connections that were opened within each. When an HTTP session ends,
 * the connections of users who had logged in are closed with 1008. When a user logs out, the connections of this user
 * are closed in the same way (Jakarta WebSocket 2.2, section 7.2). The setting {@code closeWithHttpSession} decides
 * about connections without a user. The id identifies an HTTP session, and this class follows changes of the id, since
 * containers create several objects for one HTTP session.
 */
final class HttpSessions {

    private static final Log LOG = Log.of(HttpSessions.class);
    private static final int VIOLATED_POLICY = 1008;
    /**
     * The longest time between a container's report that a session has ended and the end of the session object itself.
     */
    private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ConcurrentHashMap<String, Set<Membership>> members = new ConcurrentHashMap<>();
    /** The new memberships with the times of their beginning, in nanoseconds. */
    private final Map<Membership, Long> newcomers = new ConcurrentHashMap<>();
    /**
     * The id of the HTTP session of the request that runs on a thread. The session was valid when the request began.
     */
    private final ThreadLocal<String> current = new ThreadLocal<>();

    /**
     * {@return the membership of a connection in an HTTP session}
     *
     * @param session the HTTP session, or {@code null}
     * @param user the user who has logged in, or {@code null}
     * @param withoutUser the value of the setting {@code closeWithHttpSession}
     */
    Membership membership(HttpSession session, Principal user, CloseWithHttpSession withoutUser) {
        CloseWithHttpSession bond = user == null ? withoutUser : CloseWithHttpSession.ALWAYS;
        return new Membership(session, user == null ? null : user.getName(), bond);
    }

    /** Begins a request of an HTTP session on the calling thread. */
    void requestBegins(String id) {
        current.set(id);
    }

    /** Ends the request of the calling thread. */
    void requestEnds() {
        current.remove();
    }

    /** {@return whether no connection is within an HTTP session} */
    boolean isEmpty() {
        return members.isEmpty();
    }

    /** {@return whether there are connections of a user within an HTTP session} */
    boolean hasUser(String id) {
        return members.getOrDefault(id, Set.of()).stream().anyMatch(membership -> membership.user != null);
    }

    /** Closes the connections of a user who has logged out. The HTTP session itself goes on. */
    void loggedOut(String id, String user) {
        for (Membership membership : members.getOrDefault(id, Set.of())) {
            if (user.equals(membership.user)) {
                membership.close("the user has logged out");
            }
        }
    }

    /** Closes the connections of all users who have logged in, since they have logged out. */
    void loggedOut(String id) {
        for (Membership membership : members.getOrDefault(id, Set.of())) {
            if (membership.user != null) {
                membership.close("the user has logged out");
            }
        }
    }

    /**
     * Checks again the HTTP sessions of connections that came a while ago. The container may have reported the end of
     * an HTTP session just before a connection joined it, and may still have called it valid just afterwards. A later
     * check would be wrong, since a container may put away an HTTP session that goes on.
     */
    void tick(long now) {
        newcomers.forEach((membership, since) -> {
            if (now - since >= ENDING_NANOS) {
                newcomers.remove(membership);
                membership.closeIfEnded(now);
            }
        });
    }

    /** Closes the connections of an HTTP session that is about to end. */
    void ended(HttpSession session) {
        String id = session.getId();
        Set<Membership> ended = members.remove(id);
        if (ended != null) {
            boolean timedOut = !id.equals(current.get()) && hasTimedOut(session);
            ended.forEach(membership -> membership.sessionEnded(timedOut));
        }
    }

    /**
     * {@return whether an HTTP session has timed out, and was not invalidated; the Servlet API does not report which}
     */
    private static boolean hasTimedOut(HttpSession session) {
        try {
            long most = TimeUnit.SECONDS.toMillis(session.getMaxInactiveInterval());
            return most > 0 && System.currentTimeMillis() - session.getLastAccessedTime() >= most;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Follows an HTTP session to its new id. For example, it gets one after a login. */
    void renamed(String before, String after) {
        if (before.equals(current.get())) {
            current.set(after);
        }
        Set<Membership> moved = members.remove(before);
        if (moved != null) {
            moved.forEach(membership -> membership.follow(after));
        }
    }

    /** The membership of one connection in one HTTP session. */
    final class Membership {

        private final HttpSession session;
        private final String user;
        private final CloseWithHttpSession bond;
        private String id;
        private ConnectionHandle connection;
        /** The time, in nanoseconds, at which the HTTP session times out if it has no request until then. */
        private long timeout = Long.MAX_VALUE;

        private boolean over;

        private Membership(HttpSession session, String user, CloseWithHttpSession bond) {
            this.session = session;
            this.user = user;
            this.bond = bond;
        }

        /** Begins the membership: the connection is open. */
        void begin(ConnectionHandle opened) {
            if (session == null || bond == CloseWithHttpSession.NEVER) {
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
                    // This call throws an exception if the session has ended before it was in the table.
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
            // The session may have ended before this was at its new place.
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

        /** Ends the membership: the connection has ended. */
        synchronized void end() {
            over = true;
            newcomers.remove(this);
            leave();
            id = null;
        }

        private void sessionEnded(boolean timedOut) {
            if (timedOut && bond == CloseWithHttpSession.INVALIDATED) {
                // The connection is within no session from now on.
                end();
            } else {
                close("the HTTP session has ended");
            }
        }

        private void close(String reason) {
            ConnectionHandle member;
            synchronized (this) {
                member = connection;
            }
            member.close(CloseStatus.of(VIOLATED_POLICY, reason));
        }
    }
}
