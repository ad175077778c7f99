package io.hawser.session;

import java.io.IOException;
import java.net.SocketTimeoutException;
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
        SEND_TIMEOUT,
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
    private PendingSend expired;

    Timers(Settings settings) {
        this.closeTimeout = settings.nanos(Setting.CLOSE_TIMEOUT);
        this.idleMillis = settings.get(Setting.IDLE_TIMEOUT);
    }

    /** Bytes came or went. */
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

    /** Tells the sender whose send has taken too long, before anything else can, and {@return what it was told} */
    IOException failExpiredSend() {
        IOException timeout = new SocketTimeoutException(
                "a message was not written within its send timeout of " + expired.timeoutMillis() + " ms");
        expired.complete(timeout);
        return timeout;
    }

    Due tick(long now) {
        if (sendExpired(now)) {
            return Due.SEND_TIMEOUT;
        }
        if (closeAwaited) {
            return closeExpired(now) ? Due.CLOSE_TIMEOUT : Due.NOTHING;
        }
        return idleExpired(now) ? Due.IDLE : Due.NOTHING;
    }

    private boolean sendExpired(long now) {
        if (expired != null || sends.isEmpty()) {
            return false;
        }
        sends.removeIf(PendingSend::isDone);
        for (PendingSend send : sends) {
            if (send.expired(now)) {
                expired = send;
                return true;
            }
        }
        return false;
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
