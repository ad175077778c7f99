package io.hawser.session;

import io.hawser.handshake.Escaped;
import io.hawser.log.Log;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.ClosingHandshake;
import io.hawser.protocol.FrameReader;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.ProtocolException;
import io.hawser.session.input.InputDemand;
import io.hawser.session.liveness.KeepAlive;
import io.hawser.session.liveness.Pings;
import io.hawser.session.liveness.Timers;
import io.hawser.session.memory.OutOfMemory;
import io.hawser.session.memory.Share;
import io.hawser.session.output.ConnectionLock;
import io.hawser.session.output.Outbound;
import io.hawser.session.output.OutputLanes;
import io.hawser.session.output.SendCompletion;
import io.hawser.transport.ConnectionHandle;
import io.hawser.transport.Transport;
import io.hawser.transport.TransportSignals;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One WebSocket connection, from the end of its opening handshake to the end of its transport. It joins the transport's
 * bytes, the protocol and the session that user code sees.
 *
 * <p>{@link TransportEvents} come one after the other. Any thread may call {@link #close}, {@link #tick} and the
 * methods that send.
 */
public final class Connection implements ConnectionHandle, ClosingConnection, Share.Owner {

    private static final Log LOG = Log.of(Connection.class);
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
    private final PeerPresence presence;
    private final Share share;
    private final Overdue overdue;
    private boolean started;
    private boolean sessionEnded;
    private boolean released;

    private Connection(SessionContext context, Transport transport, Runnable whenEnded) {
        this.context = context;
        this.transport = transport;
        this.whenEnded = whenEnded;
        this.closing = new ClosingHandshake(context.role());
        this.share = new Share(context.registry().budget(), transport, this);
        boolean traced = FrameLog.isOn();
        OutputLanes lanes = new OutputLanes(
                context.role(),
                context.frameExtensions(),
                transport,
                share,
                sink -> traced ? FrameLog.sent(sink, transport) : sink);
        this.outbound = new Outbound(lock, lanes, transport, context.settings(), share, this::tooMuchOutput);
        this.pings = new Pings(context.role(), outbound, transport);
        KeepAlive keepAlive = new KeepAlive(context.settings(), pings, outbound, this::abort);
        this.timers = new Timers(context.settings());
        UserCalls calls = new UserCalls();
        this.presence = new PeerPresence(
                lock, outbound, keepAlive, pings, calls, share, context.settings(), this::sessionLost, this::abort);
        ConnectionParts parts = new ConnectionParts(this, transport, outbound, timers, pings, share, calls, presence);
        InputDemand demand = new InputDemand(transport);
        this.dispatcher = new Dispatcher(
                parts,
                context.endpoint(),
                demand,
                context.settings().blockingSendTimeout().toNanos());
        MessageReader messages = new MessageReader(
                dispatcher,
                (int) context.settings().maxTextMessageSize(),
                (int) context.settings().maxBinaryMessageSize(),
                share);
        FrameSink incoming = context.frameExtensions().incoming(messages);
        this.frames = new FrameReader(
                context.role(),
                context.frameExtensions().rsv(),
                context.settings().maxFrameSize(),
                traced ? FrameLog.received(incoming, transport) : incoming);
        this.session = new WebSocketSession(parts, context, messages);
        dispatcher.begin(session);
        this.overdue = new Overdue(parts, session, dispatcher, demand, keepAlive, context.settings());
    }

    /**
     * Opens a session on a transport. The endpoint's {@code onOpen} is the next event. By then the transport knows the
     * connection, so that it takes the messages that {@code onOpen} sends. Called as the transport's first event.
     *
     * @param context the result of the opening handshake
     * @param transport the transport of the connection
     * @param whenEnded run once, as an event, when the session has ended and {@code onClose} has returned
     * @return the connection
     */
    public static Connection open(SessionContext context, Transport transport, Runnable whenEnded) {
        Connection connection = new Connection(context, transport, whenEnded);
        transport.execute(connection::start);
        context.registry().opened(connection);
        return connection;
    }

    /** Calls {@code onOpen} before the endpoint hears of anything else, whichever event comes first. */
    private void start() {
        if (!started) {
            started = true;
            LOG.log(Level.DEBUG, session::opening);
            context.openSessions().add(session);
            if (presence.isLost()) {
                // The connection was lost before the session was in the set.
                context.openSessions().remove(session);
            }
            dispatcher.open(context.config());
        }
    }

    /** {@return the session as user code sees it} */
    public Session session() {
        return session;
    }

    @Override
    public TransportSignals signals() {
        return presence;
    }

    private void sessionLost() {
        session.lost();
    }

    Pings pings() {
        return pings;
    }

    Outbound outbound() {
        return outbound;
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
            timers.message(session.messageUnderWay());
            // At the end: the time that user code takes for a message is not silence of the peer.
            if (!pings.wereAll(size)) {
                timers.active();
            }
        }
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
            lost = outbound.end()
                    .end(() -> "the peer has ended the connection: " + Escaped.text(outcome.toString(), LOGGED_CHARS));
        } finally {
            outbound.unlock();
        }
        // The peer may have ended only its output. It may still read the accepted messages, and the Close frame above
        // all.
        transport.close(false);
        SendCompletion.lose(lost, () -> "the peer has ended the connection");
        endSession(outcome);
        release();
    }

    @Override
    public void failed(Throwable cause) {
        start();
        presence.lost(cause);
        OutOfMemory.tell(cause);
        CloseStatus outcome;
        boolean expected;
        List<SendCompletion> lost;
        lock.lock();
        try {
            expected = !closing.isOpen();
            closing.ended();
            outcome = closing.outcome();
            lost = outbound.end().abandon(() -> PeerPresence.lossOf(cause));
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

    @Override
    public void abort(Throwable cause) {
        transport.execute(() -> failed(cause));
        presence.lost(cause);
        transport.abort();
    }

    @Override
    public void close(CloseStatus status) {
        if (startClosing(status, false)) {
            transport.execute(() -> endSession(status));
        }
    }

    @Override
    public boolean startClosing(CloseStatus status, boolean beforeWhatWaits) {
        List<SendCompletion> lost;
        lock.lock();
        try {
            if (presence.isLost() || !closing.close(status)) {
                return false;
            }
            lost = beforeWhatWaits
                    ? outbound.end().failNow(status)
                    : outbound.end().close(status);
        } finally {
            outbound.unlock();
        }
        stopAccepting();
        timers.awaitClose();
        transport.requestWrite(false);
        String end = beforeWhatWaits ? "has failed" : "was closed while a partial message was open";
        SendCompletion.lose(lost, () -> "the session " + end + ": " + status);
        return true;
    }

    /**
     * The session accepts no more messages. Removes it from the open sessions, so that nobody finds it to send to it.
     */
    private void stopAccepting() {
        session.closed();
        context.openSessions().remove(session);
    }

    @Override
    public void closeReceived(CloseStatus status) {
        boolean tcpToo;
        CloseStatus outcome;
        List<SendCompletion> lost = List.of();
        lock.lock();
        try {
            if (closing.received(status)) {
                lost = outbound.end().close(closing.answer());
            }
            tcpToo = closing.mustCloseTcp();
            outcome = closing.outcome();
        } finally {
            outbound.unlock();
        }
        // Before anything else can end the connection: see WebSocketSession.lost().
        stopAccepting();
        transport.requestWrite(false);
        SendCompletion.lose(
                lost, () -> "the peer has closed the session: " + Escaped.text(status.toString(), LOGGED_CHARS));
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

    @Override
    public void fail(ProtocolException error) {
        List<SendCompletion> lost = List.of();
        CloseStatus outcome;
        lock.lock();
        try {
            if (closing.fail(error.status(), error.status())) {
                lost = outbound.end().fail(error.status());
            }
            outcome = closing.outcome();
        } finally {
            outbound.unlock();
        }
        frames.discard();
        if (dispatcher.isReading()) {
            // The next call waits for the reading method, and that method may wait for the end of the session.
            session.lost();
        }
        LOG.bounded(Level.INFO, session.kind(error), () -> session.failure(error));
        transport.requestWrite(false);
        transport.close(true);
        SendCompletion.lose(lost, error);
        if (!sessionEnded) {
            dispatcher.connectionError(error);
        }
        endSession(outcome);
        release();
    }

    @Override
    public void tooMuchInput(ProtocolException reason) {
        dispatcher.dropStream(reason.getMessage());
        transport.execute(() -> {
            if (!released) {
                fail(reason);
            }
        });
    }

    @Override
    public void tooMuchOutput(ProtocolException reason) {
        CloseStatus status = reason.status();
        if (!startClosing(status, true)) {
            abort(reason);
            return;
        }
        LOG.bounded(Level.INFO, session.kind(reason), () -> session.failure(reason));
        transport.execute(() -> {
            dispatcher.connectionError(reason);
            endSession(status);
        });
    }

    @Override
    public void endSession(CloseStatus outcome) {
        start();
        if (sessionEnded) {
            return;
        }
        sessionEnded = true;
        stopAccepting();
        LOG.log(Level.DEBUG, () -> session.label() + " is closed: " + Escaped.text(outcome.toString(), LOGGED_CHARS));
        pings.end(() -> "the session has ended");
        Steps.all(session, () -> dispatcher.closed(outcome), session::ended, context.endpoint()::release, whenEnded);
    }

    /** Releases the engine's part of the connection. Only its transport has something to do from now on. */
    private void release() {
        if (!released) {
            released = true;
            outbound.free();
            session.released();
            pings.endTicks();
            context.registry().ended(this);
            // The budget keeps whoever holds memory, and there may be no further tick to find that this does not.
            share.count();
        }
    }

    @Override
    public void tick(long now) {
        overdue.tick(now);
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
