package io.hawser.session.liveness;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.session.output.Outbound;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.function.Consumer;

/**
 * Pings the peer from time to time, and notices if it is gone: nothing at all came for too long after a ping. One
 * thread passes in the time with {@link #tick}.
 */
public final class KeepAlive {

    private final long interval;
    private final long timeout;
    private final long timeoutMillis;
    private final Pings pings;
    private final Outbound outbound;
    private final Consumer<IOException> lost;

    /** Whether nothing has come since a ping. */
    private volatile boolean silent;

    private boolean scheduled;
    private long nextPing;
    private long deadline;
    private long overtaken;

    /**
     * Makes the keepalive of a connection.
     *
     * @param settings the times in which pings are sent and have to be answered
     * @param pings sends them
     * @param outbound the output, behind which a peer may be slow
     * @param lost called if the peer is gone, on the ticking thread
     */
    public KeepAlive(Settings settings, Pings pings, Outbound outbound, Consumer<IOException> lost) {
        this.interval = settings.pingInterval().toNanos();
        this.timeout = settings.pingTimeout().toNanos();
        this.timeoutMillis = settings.pingTimeout().toMillis();
        this.pings = pings;
        this.outbound = outbound;
        this.lost = lost;
    }

    /** Notes that bytes have come. */
    public void heard() {
        if (silent) {
            silent = false;
        }
    }

    /**
     * Handles a tick.
     *
     * @param now the time in nanoseconds, as of {@link io.hawser.transport.Transport#nanoTime()}
     */
    public void tick(long now) {
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
            lost.accept(new SocketTimeoutException("the peer has sent nothing within the setting "
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
            // The ping still waits for the end of a large frame, and the peer reads that frame.
            overtaken = current;
            deadline = now + timeout;
        }
        return now - deadline >= 0;
    }
}
