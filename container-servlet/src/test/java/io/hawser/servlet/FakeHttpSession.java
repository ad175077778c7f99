package io.hawser.servlet;

import jakarta.servlet.http.HttpSession;

/** An HTTP session whose id may change, and which may end. */
public final class FakeHttpSession {

    final HttpSession session = Fakes.of(HttpSession.class, this);
    volatile String id;
    volatile boolean ended;
    /** The maximum inactive interval in seconds. */
    volatile int most = 1800;

    volatile long lastAccessed = System.currentTimeMillis();
    /** The action of another thread between two reads of the id. */
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
