package io.hawser.servlet;

import jakarta.servlet.http.HttpSession;

/** A session whose id may change, and which ends. */
public final class FakeHttpSession {

    final HttpSession session = Fakes.of(HttpSession.class, this);
    volatile String id;
    volatile boolean ended;
    /** Seconds. */
    volatile int most = 1800;

    volatile long lastAccessed = System.currentTimeMillis();
    /** What somebody else does between two looks at the session. */
    volatile Runnable meanwhile = () -> {};

    FakeHttpSession(String id) {
        this.id = id;
    }

    public String getId() {
        String current = id;
        Runnable once = meanwhile;
        meanwhile = () -> {};
        once.run();
        return current;
    }

    public int getMaxInactiveInterval() {
        return most;
    }

    public long getLastAccessedTime() {
        if (ended) {
            throw new IllegalStateException("the session has ended");
        }
        return lastAccessed;
    }

    public long getCreationTime() {
        if (ended) {
            throw new IllegalStateException("the session has ended");
        }
        return 1;
    }
}
