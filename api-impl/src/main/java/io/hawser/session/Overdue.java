package io.hawser.session;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.protocol.CloseStatus;
import io.hawser.session.input.InputDemand;
import io.hawser.session.liveness.KeepAlive;
import io.hawser.session.liveness.Timers;
import io.hawser.session.output.PendingSend;
import io.hawser.session.output.StalledOutput;
import java.io.IOException;

/** Acts on the timeouts of one connection that have passed. One thread passes in the time with {@link #tick}. */
final class Overdue {

    private final ConnectionParts parts;
    private final ClosingConnection connection;
    private final WebSocketSession session;
    private final Dispatcher dispatcher;
    private final InputDemand demand;
    private final KeepAlive keepAlive;
    private final StalledOutput stalled;

    Overdue(
            ConnectionParts parts,
            WebSocketSession session,
            Dispatcher dispatcher,
            InputDemand demand,
            KeepAlive keepAlive,
            Settings settings) {
        this.parts = parts;
        this.connection = parts.connection();
        this.session = session;
        this.dispatcher = dispatcher;
        this.demand = demand;
        this.keepAlive = keepAlive;
        this.stalled = new StalledOutput(
                parts.transport().held(), parts.outbound(), parts.share(), settings, connection::abort);
    }

    void tick(long now) {
        parts.share().tick();
        Timers timers = parts.timers();
        PeerPresence presence = parts.presence();
        timers.expiredSends(now).forEach(this::expire);
        // The holder of the lock may have waited for the transport, and so may not have pulled again.
        parts.outbound().pullAgain();
        if (demand.isPaused() || parts.transport().isInputPaused()) {
            // User code is slow, not the peer.
            timers.held();
            keepAlive.heard();
        }
        dispatcher.tick();
        session.tick();
        parts.pings().tick();
        switch (timers.tick(now)) {
            case NOTHING -> {}
            case CLOSE_TIMEOUT ->
                connection.abort(new IOException(
                        "the peer has not answered the Close frame within the setting " + Setting.CLOSE_TIMEOUT.key()));
            case MESSAGE_TIMEOUT -> parts.transport().execute(dispatcher::failLate);
            case IDLE -> parts.transport().execute(this::closeIdle);
        }
        presence.tick(now);
        stalled.tick(now);
        // A peer that has ended its output answers no ping.
        if (session.accepts() && !presence.isLost() && !presence.isDoubtful()) {
            keepAlive.tick(now);
        }
    }

    private void closeIdle() {
        Timers timers = parts.timers();
        String reason = "idle for " + timers.idleTimeout() + " ms";
        if (timers.isIdle() && connection.startClosing(CloseStatus.of(CloseStatus.GOING_AWAY, reason), false)) {
            connection.endSession(CloseStatus.of(CloseStatus.ABNORMAL.code(), reason));
        }
    }

    private void expire(PendingSend send) {
        boolean withdrawn = parts.outbound().withdraw(send);
        IOException timeout = send.timeout();
        if (send.completeFirst(timeout) && !withdrawn) {
            connection.abort(timeout);
        }
    }
}
