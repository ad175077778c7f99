package io.hawser.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The timeouts of one connection. Time comes in with {@link #tick}, called by one thread; a deadline is set by the
 * first tick that sees its cause, so that nobody else has to look at a clock.
 */
final class Timers {

    /** What a tick has found. */
    enum Due {
        NOTHING,
        CLOSE_TIMEOUT,
        IDLE
    }

    private final long closeTimeout;
    private final Queue<PendingSend> sends = new ConcurrentLinkedQueue<>();
    private volatile long idleMillis;
    private volatile boolean active = true;
    private volatile boolean closeAwaited;
    private long idleSince;
    private long closeDeadline;
    private boolean closeDeadlineSet;

    Timers(Settings settings) {
        this.closeTimeout = settings.nanos(Setting.CLOSE_TIMEOUT);
        this.idleMillis = settings.get(Setting.IDLE_TIMEOUT);
    }

    /** Bytes came or went, other than those of the engine's own pings and their pongs. */
    void active() {
        if (!active) {
            active = true;
        }
    }

    /** A Close frame was sent, and the peer has to answer it or to end the connection. */
    void awaitClose() {
        closeAwaited = true;
    }

    /** {@return the idle timeout in milliseconds, 0 for ever} */
    long idleTimeout() {
        return idleMillis;
    }

    void idleTimeout(long millis) {
        idleMillis = millis;
        active = true;
    }

    /** {@return whether nothing came or went since the last tick} */
    boolean isIdle() {
        return !active;
    }

    void watch(PendingSend send) {
        sends.add(send);
    }

    /** {@return the sends that have taken too long, each once} */
    List<PendingSend> expiredSends(long now) {
        if (sends.isEmpty()) {
            return List.of();
        }
        List<PendingSend> expired = new ArrayList<>(0);
        sends.removeIf(send -> send.isDone() || send.expired(now) && expired.add(send));
        return expired;
    }

    Due tick(long now) {
        if (closeAwaited) {
            return closeExpired(now) ? Due.CLOSE_TIMEOUT : Due.NOTHING;
        }
        return idleExpired(now) ? Due.IDLE : Due.NOTHING;
    }

    private boolean closeExpired(long now) {
        if (!closeDeadlineSet) {
            closeDeadlineSet = true;
            closeDeadline = now + closeTimeout;
        }
        if (now - closeDeadline < 0) {
            return false;
        }
        closeAwaited = false;
        return true;
    }

    private boolean idleExpired(long now) {
        if (active) {
            active = false;
            idleSince = now;
            return false;
        }
        long timeout = TimeUnit.MILLISECONDS.toNanos(idleMillis);
        if (timeout == 0 || now - idleSince < timeout) {
            return false;
        }
        idleSince = now;
        return true;
    }
}
