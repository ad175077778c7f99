package io.hawser.standalone;

import io.hawser.protocol.Role;
import io.hawser.session.OutputSource;
import io.hawser.session.Transport;
import io.hawser.session.TransportEvents;
import io.hawser.session.TransportFacts;
import io.hawser.session.TransportSignals;
import io.hawser.session.WriteBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One channel as the engine sees it. All that user code does to a channel goes through here: it leaves a wish, and the
 * loop carries it out in {@link #write()}.
 *
 * <p>Until the opening handshake is done there are no events but those of {@link #execute}; {@link #open} begins the
 * rest. A connection hears of its end exactly once: as end of input or as failure, or of the one and then the other.
 */
final class ChannelTransport extends Inbox.Item<ChannelTransport> implements Transport, ConnectionToken.Owner {

    private static final Logger LOG = System.getLogger(ChannelTransport.class.getPackageName());
    private static final int SMALLEST_LOAN = 64;

    private final Channel channel;
    private final TurnLoop loop;
    private final Role role;
    private final Executor callbacks;
    private final Executor completions;
    private final TransportFacts facts;
    private final ConnectionToken token;
    private final InputGauge gauge = new InputGauge();
    private final ChannelOutput output;
    private final Io io;

    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicReference<Ending> ending = new AtomicReference<>(Ending.NONE);
    private volatile boolean demanded = true;
    private volatile Opened opened;
    private volatile TransportSignals signals = NOBODY;
    private volatile Throwable lossCause;

    /** Set by turns, used by turns. */
    private TransportEvents events;

    private boolean inputEnded;
    private boolean broken;

    /** Hears what happens before there is a connection. */
    private static final TransportSignals NOBODY = new TransportSignals() {
        @Override
        public void inputArrived() {}

        @Override
        public void inputOver() {}

        @Override
        public void lost(Throwable cause) {}
    };

    /** What the loop needs to know of a connection that has just been opened. */
    private record Opened(OutputSource source, Runnable becomeFrames) {}

    /**
     * @param channel the channel, on a {@link TurnLoop}
     * @param role which end of the connection this is
     * @param facts what is known of it
     * @param callbacks runs user code that belongs to no turn
     * @param completions runs such code for which a turn may wait
     * @param closeNanos how long the last output may take
     * @param io gives room for output
     */
    ChannelTransport(
            Channel channel,
            Role role,
            TransportFacts facts,
            Executor callbacks,
            Executor completions,
            long closeNanos,
            Io io) {
        this.channel = channel;
        this.role = role;
        this.loop = (TurnLoop) channel.eventLoop();
        this.callbacks = callbacks;
        this.completions = completions;
        this.facts = facts;
        this.token = new ConnectionToken(loop.turns(), this);
        this.io = io;
        this.output = new ChannelOutput(channel, closeNanos, this::broke);
    }

    /**
     * Joins this to a connection. Called in a turn.
     *
     * @param <C> what a connection is
     * @param connection what happens is told to it, and its output is written
     * @param told hears at once what is found out of the peer
     * @param becomeFrames replaces HTTP by frames in the pipeline; called on the loop before any output. Input that
     *     comes out of it is the connection's first
     */
    <C extends TransportEvents & OutputSource> void open(C connection, TransportSignals told, Runnable becomeFrames) {
        events = connection;
        signals = told;
        if (lossCause != null) {
            told.lost(lossCause);
        }
        opened = new Opened(connection, becomeFrames);
        requestWrite(true);
    }

    @Override
    public WriteBuffer lend(int wanted) {
        return new LentBuffer(io.room(Math.max(wanted, SMALLEST_LOAN)));
    }

    @Override
    public void requestWrite(boolean endOfTurn) {
        if (!writing.get() && writing.compareAndSet(false, true)) {
            loop.addWriter(this);
        }
        if (!endOfTurn || !WorkerThread.holdsWriteBack(loop)) {
            loop.wakeWriters();
        }
    }

    @Override
    public void demand(boolean on) {
        demanded = on;
        requestWrite(true);
    }

    @Override
    public boolean isInputPaused() {
        return gauge.isFull();
    }

    @Override
    public void shutdownOutput() {
        end(Ending.OUTPUT);
    }

    /**
     * A channel can end its output alone, and then reads away whatever comes. But it is for the server to end first
     * (RFC 6455, section 7.1.1): to one that is still sending, the end of its input may be the end of the connection,
     * and the Close frame before it is lost.
     */
    @Override
    public void close(boolean peerMaySend) {
        end(peerMaySend && role == Role.CLIENT ? Ending.CLOSE_AFTER_PEER : Ending.CLOSE);
    }

    @Override
    public void abort() {
        end(Ending.ABORT);
    }

    private void end(Ending wanted) {
        ending.accumulateAndGet(wanted, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        requestWrite(wanted != Ending.ABORT);
    }

    @Override
    public void execute(Runnable task) {
        token.post(task);
    }

    @Override
    public void callback(Runnable task) {
        callbacks.execute(token.context().around(task));
    }

    @Override
    public void completion(Runnable task) {
        completions.execute(token.context().around(task));
    }

    @Override
    public void runWith(ClassLoader contextClassLoader) {
        token.runWith(contextClassLoader);
    }

    @Override
    public void beforeBlocking() {
        WorkerThread.beforeBlocking();
    }

    @Override
    public TransportFacts facts() {
        return facts;
    }

    @Override
    public void turnEnds() {
        if (events != null) {
            events.inputPaused();
        }
    }

    @Override
    public void eventFailed(Throwable cause) {
        LOG.log(Level.WARNING, facts.id() + " is aborted: an event has failed", cause);
        abort();
    }

    /** Carries out what turns have wished for. Called by the loop. */
    void write() {
        writing.set(false);
        try {
            Opened connection = opened;
            if (connection != null) {
                opened = null;
                output.begin(connection.source());
                if (channel.isActive()) {
                    connection.becomeFrames().run();
                }
            }
            updateReading();
            output.write(ending.get());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, facts.id() + " is aborted: it could not be written to", e);
            broke(e);
            Linger.abort(channel);
        }
    }

    private void updateReading() {
        gauge.update();
        boolean read = demanded && !gauge.isFull() || output.isEnding();
        if (read != channel.config().isAutoRead()) {
            channel.config().setAutoRead(read);
        }
    }

    /** Bytes came. Called by the loop; the buffer belongs to this from now on. */
    void received(ByteBuf bytes) {
        gauge.came(bytes.readableBytes());
        signals.inputArrived();
        token.post(() -> deliver(bytes));
        if (gauge.isFull()) {
            updateReading();
        }
    }

    private void deliver(ByteBuf bytes) {
        int size = bytes.readableBytes();
        try {
            events.received(bytes.internalNioBuffer(bytes.readerIndex(), size));
        } finally {
            bytes.release();
            if (gauge.taken(size)) {
                requestWrite(true);
            }
        }
    }

    /** The peer has ended its output. Called by the loop. */
    void inputEnded() {
        if (!inputEnded && !broken) {
            inputEnded = true;
            signals.inputOver();
            token.post(() -> events.inputEnded());
        }
    }

    /** The channel broke or closed. Called by the loop. */
    void broke(Throwable cause) {
        if (!broken) {
            broken = true;
            lossCause = cause;
            signals.lost(cause);
            token.post(() -> {
                if (events != null) {
                    events.failed(cause);
                }
            });
            output.broke(cause);
            requestWrite(false);
        }
    }
}
