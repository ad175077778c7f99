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
    private final Transport transport;
    private final Consumer<IOException> lost;

    /** Whether nothing came since a ping, and how many such pings there were. */
    private volatile boolean silent;

    private volatile int round;
    private boolean scheduled;
    private boolean suspected;
    private long nextPing;
    private long deadline;
    private long overtaken;

    /** @param lost hears that the peer is gone, as an event of the connection */
    KeepAlive(Settings settings, Pings pings, Outbound outbound, Transport transport, Consumer<IOException> lost) {
        this.interval = settings.nanos(Setting.PING_INTERVAL);
        this.timeout = settings.nanos(Setting.PING_TIMEOUT);
        this.timeoutMillis = settings.get(Setting.PING_TIMEOUT);
        this.pings = pings;
        this.outbound = outbound;
        this.transport = transport;
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
        if (isSuspicious(now)) {
            int suspectedRound = round;
            // Behind what has come already and waits for a method of the endpoint that takes its time.
            transport.execute(() -> giveUpIfSilent(suspectedRound));
        }
    }

    private void ping(long now) {
        if (!silent) {
            int next = round + 1;
            round = next;
            suspected = false;
            overtaken = outbound.overtaken();
            deadline = now + timeout;
            silent = true;
        }
        pings.keepAlive();
    }

    private boolean isSuspicious(long now) {
        if (!silent || suspected || timeout == 0) {
            return false;
        }
        long current = outbound.overtaken();
        if (current != overtaken) {
            // The ping still waits for the end of a large frame, of which the peer reads.
            overtaken = current;
            deadline = now + timeout;
        }
        suspected = now - deadline >= 0;
        return suspected;
    }

    private void giveUpIfSilent(int suspectedRound) {
        if (silent && round == suspectedRound) {
            lost.accept(failure());
        }
    }

    private IOException failure() {
        return new SocketTimeoutException("nothing came from the peer within the setting " + Setting.PING_TIMEOUT.key()
                + " (" + timeoutMillis + " ms) after a ping");
    }
}
