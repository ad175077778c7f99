package io.hawser.session.liveness;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.ProtocolException;
import io.hawser.session.output.PendingSend;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The timeouts of one connection. One thread passes in the time with {@link #tick}. The first tick that sees the cause
 * of a deadline sets it, so that no other method needs a clock.
 */
public final class Timers {

    /** The result of a tick. */
    public enum Due {
        NOTHING,
        CLOSE_TIMEOUT,
        MESSAGE_TIMEOUT,
        IDLE
    }

    private final long closeTimeout;
    private final long messageTimeout;
    private final Queue<PendingSend> sends = new ConcurrentLinkedQueue<>();
    private volatile long idleMillis;
    private volatile boolean active = true;
    private volatile boolean closeAwaited;
    /** The number of the incomplete message, 0 for none. */
    private volatile int message;
    /** Whether user code is slow. Such time does not count against the peer. */
    private volatile boolean held;

    private volatile int lateMessage;
    private int messageSeen;
    private long messageWaited;
    private long lastTick;
    private long idleSince;
    private long closeDeadline;
    private boolean closeDeadlineSet;

    /**
     * Creates the timers of a connection.
     *
     * @param settings the timeouts
     */
    public Timers(Settings settings) {
        this.closeTimeout = settings.closeTimeout().toNanos();
        this.messageTimeout = settings.messageTimeout().toNanos();
        this.idleMillis = settings.idleTimeout().toMillis();
    }

    /** Reports that bytes were received or sent, other than the engine's own pings and their pongs. */
    public void active() {
        if (!active) {
            active = true;
        }
    }

    /**
     * Sets the message that the peer has begun and not ended.
     *
     * @param number its number, which no other message has; 0 for none
     */
    public void message(int number) {
        if (message != number) {
            message = number;
        }
    }

    /**
     * {@return whether a tick has found that this message takes too long}
     *
     * @param number the number of the message
     */
    public boolean isLate(int number) {
        return number == lateMessage;
    }

    /** {@return the exception with which the connection is failed} */
    public ProtocolException late() {
        return new ProtocolException(
                CloseStatus.POLICY_VIOLATION,
                "a message was not complete within the setting " + Setting.MESSAGE_TIMEOUT.key() + " ("
                        + TimeUnit.NANOSECONDS.toMillis(messageTimeout) + " ms)");
    }

    /** Reports that input is paused because user code does not read. The peer is not slow then. */
    public void held() {
        held = true;
        active();
    }

    /** Reports that a Close frame was sent. The peer has to answer it or to end the connection. */
    public void awaitClose() {
        closeAwaited = true;
    }

    /** {@return the idle timeout in milliseconds, 0 for none} */
    public long idleTimeout() {
        return idleMillis;
    }

    /**
     * Sets the idle timeout, which begins anew.
     *
     * @param millis the timeout in milliseconds, 0 for none
     */
    public void idleTimeout(long millis) {
        idleMillis = millis;
        active = true;
    }

    /** {@return whether nothing was received or sent since the last tick} */
    public boolean isIdle() {
        return !active;
    }

    /**
     * Watches the timeout of a send.
     *
     * @param send a send with a timeout
     */
    public void watch(PendingSend send) {
        sends.add(send);
    }

    /**
     * {@return the sends whose timeout has passed, each once}
     *
     * @param now the time in nanoseconds, as of {@link io.hawser.transport.Transport#nanoTime()}
     */
    public List<PendingSend> expiredSends(long now) {
        if (sends.isEmpty()) {
            return List.of();
        }
        List<PendingSend> expired = new ArrayList<>(0);
        sends.removeIf(send -> send.isDone() || send.expired(now) && expired.add(send));
        return expired;
    }

    /**
     * Handles a tick.
     *
     * @param now the time in nanoseconds, as of {@link io.hawser.transport.Transport#nanoTime()}
     * @return the timeout that has passed
     */
    public Due tick(long now) {
        if (closeAwaited) {
            return closeExpired(now) ? Due.CLOSE_TIMEOUT : Due.NOTHING;
        }
        if (messageExpired(now)) {
            return Due.MESSAGE_TIMEOUT;
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

    /**
     * {@return whether the incomplete message takes too long} Its time begins anew then, so that not every tick posts
     * an event for it.
     */
    private boolean messageExpired(long now) {
        int number = message;
        long passed = number == messageSeen && !held ? now - lastTick : 0;
        lastTick = now;
        held = false;
        messageWaited = number == messageSeen ? messageWaited + passed : 0;
        messageSeen = number;
        boolean expired = number != 0 && messageTimeout > 0 && messageWaited >= messageTimeout;
        if (expired) {
            messageWaited = 0;
            lateMessage = number;
        }
        return expired;
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
