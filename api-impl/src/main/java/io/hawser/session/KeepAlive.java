package io.hawser.session;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.function.Consumer;

/**
 * Pings the peer from time to time and finds out where it is gone: nothing at all came for too long after a ping. Time
 * comes in with {@link #tick}, called by one thread.
 */
final class KeepAlive {

    private final long interval;
    private final long timeout;
    private final long timeoutMillis;
    private final Pings pings;
    private final Outbound outbound;
    private final Consumer<IOException> lost;

    /** Whether nothing came since a ping. */
    private volatile boolean silent;

    private boolean scheduled;
    private long nextPing;
    private long deadline;
    private long overtaken;

    /** @param lost hears that the peer is gone, on the ticking thread */
    KeepAlive(Settings settings, Pings pings, Outbound outbound, Consumer<IOException> lost) {
        this.interval = settings.nanos(Setting.PING_INTERVAL);
        this.timeout = settings.nanos(Setting.PING_TIMEOUT);
        this.timeoutMillis = settings.get(Setting.PING_TIMEOUT);
        this.pings = pings;
        this.outbound = outbound;
        this.lost = lost;
    }

    /** Bytes came. */
    void heard() {
        if (silent) {
            silent = false;
        }
    }

    /** Lets time pass. */
    void tick(long now) {
        if (interval == 0) {
            return;
        }
        if (!scheduled) {
            scheduled = true;
            nextPing = now + interval;
        }
        if (now - nextPing >= 0) {
            nextPing = now + interval;
            ping(now);
        }
        if (isGone(now)) {
            lost.accept(new SocketTimeoutException("nothing came from the peer within the setting "
                    + Setting.PING_TIMEOUT.key() + " (" + timeoutMillis + " ms) after a ping"));
        }
    }

    private void ping(long now) {
        if (!silent) {
            overtaken = outbound.overtaken();
            deadline = now + timeout;
            silent = true;
        }
        pings.keepAlive();
    }

    private boolean isGone(long now) {
        if (!silent || timeout == 0) {
            return false;
        }
        long current = outbound.overtaken();
        if (current != overtaken) {
            // The ping still waits for the end of a large frame, of which the peer reads.
            overtaken = current;
            deadline = now + timeout;
        }
        return now - deadline >= 0;
    }
}
