package io.hawser.session;

import io.hawser.handshake.Escaped;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.ClosingHandshake;
import io.hawser.protocol.FrameReader;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.ProtocolException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One WebSocket connection, from the end of its opening handshake to the end of its transport: joins the transport's
 * bytes, the protocol, and the session that user code sees.
 *
 * <p>{@link TransportEvents} come one after the other; {@link #close}, {@link #tick} and everything that sends may be
 * called by any thread.
 */
public final class Connection implements TransportEvents, OutputSource {

    private static final Logger LOG = System.getLogger(Connection.class.getPackageName());
    private static final int LOGGED_CHARS = 200;

    private final ConnectionLock lock = new ConnectionLock();
    private final SessionContext context;
    private final Transport transport;
    private final Runnable whenEnded;
    private final ClosingHandshake closing;
    private final Outbound outbound;
    private final FrameReader frames;
    private final Dispatcher dispatcher;
    private final WebSocketSession session;
    private final Timers timers;
    private final Pings pings;
    private final KeepAlive keepAlive;
    private final PeerPresence presence;
    private final InputDemand demand;
    private boolean started;
    private boolean sessionEnded;
    private boolean released;

    private Connection(SessionContext context, Transport transport, Runnable whenEnded) {
        this.context = context;
        this.transport = transport;
        this.whenEnded = whenEnded;
        this.closing = new ClosingHandshake(context.role());
        boolean traced = FrameLog.isOn();
        OutputLanes lanes = new OutputLanes(
                context.role(),
                context.frameExtensions(),
                transport,
                sink -> traced ? FrameLog.sent(sink, transport) : sink);
        this.outbound = new Outbound(lock, lanes, transport, context.settings());
        this.pings = new Pings(context.role(), outbound, transport);
        this.keepAlive = new KeepAlive(context.settings(), pings, outbound, this::abort);
        this.timers = new Timers(context.settings());
        this.demand = new InputDemand(transport);
        this.dispatcher = new Dispatcher(
                this, context.endpoint(), demand, context.settings().nanos(Setting.BLOCKING_SEND_TIMEOUT));
        MessageReader messages = new MessageReader(
                dispatcher,
                context.settings().size(Setting.MAX_TEXT_MESSAGE_SIZE),
                context.settings().size(Setting.MAX_BINARY_MESSAGE_SIZE));
        FrameSink incoming = context.frameExtensions().incoming(messages);
        this.frames = new FrameReader(
                context.role(),
                context.frameExtensions().rsv(),
                context.settings().get(Setting.MAX_FRAME_SIZE),
                traced ? FrameLog.received(incoming, transport) : incoming);
        this.session = new WebSocketSession(this, context, transport.facts(), outbound, messages);
        this.presence = new PeerPresence(
                lock, outbound, keepAlive, pings, dispatcher, context.settings(), session::lost, this::abort);
    }

    /**
     * Opens a session on a transport. The endpoint's {@code onOpen} is the next event: by then the transport knows the
     * connection, so that what is sent there gets away. Called as the transport's first event.
     *
     * @param context what the opening handshake has settled
     * @param transport what carries the connection
     * @param whenEnded run once, as an event, when the session has ended and {@code onClose} has returned
     * @return the connection
     */
    public static Connection open(SessionContext context, Transport transport, Runnable whenEnded) {
        Connection connection = new Connection(context, transport, whenEnded);
        transport.execute(connection::start);
        context.registry().opened(connection);
        return connection;
    }

    /** Calls {@code onOpen}, before anything else is told, whichever event comes first. */
    private void start() {
        if (!started) {
            started = true;
            LOG.log(Level.DEBUG, session::opening);
            context.openSessions().add(session);
            if (presence.isLost()) {
                // Lost before it was there to be removed.
                context.openSessions().remove(session);
            }
            dispatcher.open(context.config());
        }
    }

    /** {@return the session as user code sees it} */
    public Session session() {
        return session;
    }

    /** {@return who is to hear at once what the transport finds out of the peer} */
    public TransportSignals signals() {
        return presence;
    }

    /** {@return whether the calling thread is in one of the endpoint's methods} */
    boolean isInCallback() {
        return dispatcher.isCalling();
    }

    WebSocketSession webSocketSession() {
        return session;
    }

    Timers timers() {
        return timers;
    }

    PeerPresence presence() {
        return presence;
    }

    Pings pings() {
        return pings;
    }

    Outbound outbound() {
        return outbound;
    }

    Transport transport() {
        return transport;
    }

    @Override
    public void received(ByteBuffer bytes) {
        int size = bytes.remaining();
        start();
        try {
            frames.read(bytes);
        } catch (ProtocolException e) {
            fail(e);
        } finally {
            // At the end, so that a message whose handling took long is not taken for silence.
            if (!pings.wereAll(size)) {
                timers.active();
            }
        }
    }

    @Override
    public void inputPaused() {
        // Held-back output leaves with the end of the transport's turn.
    }

    @Override
    public void inputEnded() {
        start();
        dispatcher.inputEnds();
        List<SendCompletion> lost;
        CloseStatus outcome;
        lock.lock();
        try {
            closing.ended();
            outcome = closing.outcome();
            lost = outbound.end("the peer has ended the connection: " + outcome);
        } finally {
            outbound.unlock();
        }
        // The peer may have ended its output alone and still read what was accepted, a Close frame above all.
        transport.close(false);
        SendCompletion.lose(lost, "the peer has ended the connection");
        endSession(outcome);
        release();
    }

    @Override
    public void failed(Throwable cause) {
        start();
        presence.lost(cause);
        CloseStatus outcome;
        boolean expected;
        List<SendCompletion> lost;
        lock.lock();
        try {
            expected = !closing.isOpen();
            closing.ended();
            outcome = closing.outcome();
            lost = outbound.abandon(PeerPresence.lossOf(cause));
        } finally {
            outbound.unlock();
        }
        transport.abort();
        SendCompletion.lose(lost, cause);
        if (!expected) {
            LOG.log(Level.DEBUG, () -> session.label() + " is lost: " + cause.getMessage());
            dispatcher.connectionError(cause);
        }
        endSession(outcome);
        release();
    }

    /**
     * Gives the connection up, without waiting for its events, one of which may be what waits for output.
     *
     * @param cause what its sends are failed with
     */
    public void abort(Throwable cause) {
        transport.execute(() -> failed(cause));
        presence.lost(cause);
        transport.abort();
    }

    /**
     * Starts the closing handshake, behind everything that was sent before. Does nothing where it has begun already.
     *
     * @param status what the peer is told, and what {@code onClose} is told
     */
    public void close(CloseStatus status) {
        if (startClosing(status)) {
            transport.execute(() -> endSession(status));
        }
    }

    private boolean startClosing(CloseStatus status) {
        List<SendCompletion> lost;
        lock.lock();
        try {
            if (presence.isLost() || !closing.close(status)) {
                return false;
            }
            lost = outbound.close(status);
        } finally {
            outbound.unlock();
        }
        stopAccepting();
        timers.awaitClose();
        transport.requestWrite(false);
        SendCompletion.lose(lost, "the session was closed while a partial message was open: " + status);
        return true;
    }

    /** No message is accepted any more, so nobody should find the session to send to it. */
    private void stopAccepting() {
        session.closed();
        context.openSessions().remove(session);
    }

    /** The peer's Close frame came. */
    void closeReceived(CloseStatus status) {
        boolean tcpToo;
        CloseStatus outcome;
        List<SendCompletion> lost = List.of();
        lock.lock();
        try {
            if (closing.received(status)) {
                lost = outbound.close(closing.answer());
            }
            tcpToo = closing.mustCloseTcp();
            outcome = closing.outcome();
        } finally {
            outbound.unlock();
        }
        // Before anything else can end the connection: see WebSocketSession.lost().
        stopAccepting();
        transport.requestWrite(false);
        SendCompletion.lose(lost, "the peer has closed the session: " + Escaped.text(status.toString(), LOGGED_CHARS));
        if (tcpToo) {
            transport.close(false);
        } else {
            timers.awaitClose();
        }
        endSession(outcome);
        if (tcpToo) {
            release();
        }
    }

    /** "Fail the WebSocket Connection" (RFC 6455, section 7.1.7). */
    void fail(ProtocolException error) {
        List<SendCompletion> lost = List.of();
        CloseStatus outcome;
        lock.lock();
        try {
            if (closing.fail(error.status(), error.status())) {
                lost = outbound.fail(error.status());
            }
            outcome = closing.outcome();
        } finally {
            outbound.unlock();
        }
        frames.discard();
        if (dispatcher.isReading()) {
            // The next call waits for the method that reads, which may wait for the session to end.
            session.lost();
        }
        LOG.log(Level.INFO, () -> session.label() + " is failed with " + error.status() + session.peer());
        transport.requestWrite(false);
        transport.close(true);
        SendCompletion.lose(lost, error);
        if (!sessionEnded) {
            dispatcher.connectionError(error);
        }
        endSession(outcome);
        release();
    }

    private void endSession(CloseStatus outcome) {
        start();
        if (sessionEnded) {
            return;
        }
        sessionEnded = true;
        stopAccepting();
        LOG.log(Level.DEBUG, () -> session.label() + " is closed: " + Escaped.text(outcome.toString(), LOGGED_CHARS));
        pings.end("the session has ended");
        Steps.all(session, () -> dispatcher.closed(outcome), session::ended, context.endpoint()::release, whenEnded);
    }

    /** The connection has nothing to do any more: the rest is its transport's. */
    private void release() {
        if (!released) {
            released = true;
            outbound.free();
            session.discardPartialMessage();
            context.registry().ended(this);
        }
    }

    /**
     * Lets time pass: finds what has taken too long. Called by one thread, about ten times a second.
     *
     * @param now the time in nanoseconds, as of {@link Transport#nanoTime()}
     */
    public void tick(long now) {
        timers.expiredSends(now).forEach(this::expire);
        // Whoever held the lock may have waited for the transport at once, and not looked.
        outbound.pullAgain();
        if (demand.isPaused() || transport.isInputPaused()) {
            // It is user code that is slow, not the peer.
            timers.active();
            keepAlive.heard();
        }
        switch (timers.tick(now)) {
            case NOTHING -> {}
            case CLOSE_TIMEOUT ->
                abort(new IOException(
                        "the peer has not answered the Close frame within the setting " + Setting.CLOSE_TIMEOUT.key()));
            case IDLE -> transport.execute(this::closeIdle);
        }
        presence.tick(now);
        // Whoever has ended its output answers no ping.
        if (session.accepts() && !presence.isLost() && !presence.isDoubtful()) {
            keepAlive.tick(now);
        }
    }

    private void expire(PendingSend send) {
        boolean withdrawn = outbound.withdraw(send);
        IOException timeout = send.timeout();
        if (send.completeFirst(timeout) && !withdrawn) {
            abort(timeout);
        }
    }

    private void closeIdle() {
        String reason = "idle for " + timers.idleTimeout() + " ms";
        if (timers.isIdle() && startClosing(CloseStatus.of(CloseStatus.GOING_AWAY, reason))) {
            endSession(CloseStatus.of(CloseStatus.ABNORMAL.code(), reason));
        }
    }

    @Override
    public Output next() {
        return outbound.next();
    }

    @Override
    public boolean isComing() {
        return lock.hasPullFailed();
    }
}
