package io.hawser.session.output;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.session.memory.Share;
import io.hawser.transport.HeldBytes;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Finds a peer that does not read: output waits, and none of it is written for too long. Input from the peer does not
 * count here, unlike for keepalive. One thread passes in the time with {@link #tick}.
 */
public final class StalledOutput {

    /** The write timeout of a session that was told to end because it holds too much memory. */
    private static final long HURRIED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HeldBytes held;
    private final Outbound outbound;
    private final Share share;
    private final long timeout;
    private final long timeoutMillis;
    private final Consumer<IOException> giveUp;

    private boolean waiting;
    private long taken;
    private long written;
    private long since;

    /**
     * Creates the check of a connection's output.
     *
     * @param settings the write timeout
     * @param held the output that the transport has
     * @param outbound the output that the transport does not have yet
     * @param share knows whether the session was told to end
     * @param giveUp called when no output is written in time, on the ticking thread
     */
    public StalledOutput(
            HeldBytes held, Outbound outbound, Share share, Settings settings, Consumer<IOException> giveUp) {
        this.held = held;
        this.outbound = outbound;
        this.share = share;
        this.timeout = settings.writeTimeout().toNanos();
        this.timeoutMillis = settings.writeTimeout().toMillis();
        this.giveUp = giveUp;
    }

    /**
     * Handles a tick.
     *
     * @param now the time in nanoseconds, as of {@link io.hawser.transport.Transport#nanoTime()}
     */
    public void tick(long now) {
        if (held.output() == 0 && (share.queued() == 0 || !outbound.isWaiting())) {
            waiting = false;
            return;
        }
        long takenNow = outbound.taken();
        long writtenNow = held.progress();
        if (!waiting || takenNow != taken || writtenNow != written) {
            waiting = true;
            taken = takenNow;
            written = writtenNow;
            since = now;
        } else if (share.isEnding() && now - since >= HURRIED_NANOS) {
            giveUp.accept(new IOException("the peer has not read the Close frame"));
        } else if (timeout > 0 && now - since >= timeout) {
            giveUp.accept(new SocketTimeoutException("the peer does not read: no output was written within the setting "
                    + Setting.WRITE_TIMEOUT.key() + " (" + timeoutMillis + " ms)"));
        }
    }
}
