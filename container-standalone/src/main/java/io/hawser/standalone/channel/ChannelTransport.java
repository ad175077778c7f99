package io.hawser.standalone.channel;

import io.hawser.log.Log;
import io.hawser.protocol.Role;
import io.hawser.session.memory.OutOfMemory;
import io.hawser.standalone.loop.ChannelWriter;
import io.hawser.standalone.loop.ConnectionToken;
import io.hawser.standalone.loop.Io;
import io.hawser.standalone.loop.TurnLoop;
import io.hawser.standalone.loop.WorkerThread;
import io.hawser.standalone.loop.Workers;
import io.hawser.thread.Ending;
import io.hawser.thread.TurnThread;
import io.hawser.transport.HeldBytes;
import io.hawser.transport.OutputSource;
import io.hawser.transport.Pace;
import io.hawser.transport.Transport;
import io.hawser.transport.TransportEvents;
import io.hawser.transport.TransportFacts;
import io.hawser.transport.TransportSignals;
import io.hawser.transport.WriteBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The transport of one connection: a channel as the engine sees it. Any thread may call the methods, but only the loop
 * acts on the channel: the methods set fields, and the loop reads them in {@link #write()}.
 *
 * <p>Before the opening handshake is done, the only events are the tasks of {@link #execute}. {@link #open} begins the
 * others. A connection gets an end of input, a failure, or first the one and then the other, each at most once.
 */
public final class ChannelTransport extends ChannelWriter implements Transport, ChannelEvents {

    private static final Log LOG = Log.of(ChannelTransport.class);
    private static final int SMALLEST_LOAN = 64;
    /** The size, in bytes, above which a change of the held memory is reported at once. */
    private static final int MUCH_BYTES = 16 * 1024;

    private final Channel channel;
    private final TurnLoop loop;
    private final Role role;
    private final Workers workers;
    private final TransportFacts facts;
    private final ConnectionToken token;
    private final InputGauge gauge = new InputGauge();
    private final ChannelOutput output;
    private final HeldBytes held;
    private final Io io;

    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicReference<Ending> ending = new AtomicReference<>(Ending.NONE);
    private volatile boolean demanded = true;
    private volatile Opened opened;
    private volatile TransportSignals signals = NOBODY;
    private volatile Throwable lossCause;

    /** Used in turns only. */
    private TransportEvents events;

    private boolean inputEnded;
    private boolean broken;

    /** Receives the signals before there is a connection. */
    private static final TransportSignals NOBODY = new TransportSignals() {
        @Override
        public void inputArrived() {}

        @Override
        public void memoryChanged() {}

        @Override
        public void inputOver() {}

        @Override
        public void lost(Throwable cause) {}
    };

    /** A connection that has been opened, for the loop. */
    private record Opened(OutputSource source, Runnable becomeFrames) {}

    /**
     * Creates the transport of a channel.
     *
     * @param channel the channel, on a {@link TurnLoop}
     * @param role the role of this end: server or client
     * @param facts the facts of the connection
     * @param workers the threads that run user code outside turns
     * @param closeNanos the longest time that the last output may take, in nanoseconds
     * @param io allocates the buffers of the output
     */
    public ChannelTransport(Channel channel, Role role, TransportFacts facts, Workers workers, long closeNanos, Io io) {
        this.channel = channel;
        this.role = role;
        this.loop = (TurnLoop) channel.eventLoop();
        this.workers = workers;
        this.facts = facts;
        this.token = new ConnectionToken(loop.turns()::ready, this::eventFailed);
        this.io = io;
        this.output = new ChannelOutput(channel, closeNanos, this::fail, this::closed);
        this.held = new ChannelHeldBytes(channel, gauge);
    }

    /**
     * Connects this transport to a connection. Called in a turn.
     *
     * @param <C> the type of connections
     * @param connection receives the events, and has the output
     * @param told receives the signals
     * @param becomeFrames replaces the handlers of HTTP by the handlers of frames; called on the loop before any
     *     output. The input that it passes on is the first input of the connection
     */
    public <C extends TransportEvents & OutputSource> void open(
            C connection, TransportSignals told, Runnable becomeFrames) {
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
        return new NettyWriteBuffer(io.outputBuffer(Math.max(wanted, SMALLEST_LOAN)));
    }

    @Override
    public void requestWrite(boolean endOfTurn) {
        if (!writing.get() && writing.compareAndSet(false, true)) {
            loop.addWriter(this);
        }
        if (!endOfTurn) {
            WorkerThread.write(loop);
        } else if (!WorkerThread.holdsWriteBack(loop)) {
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
    public HeldBytes held() {
        return held;
    }

    /**
     * Closes the channel after the last output. A client lets the server end first (RFC 6455, section 7.1.1): a server
     * that is still sending may treat the end of its input as the end of the connection, and lose the Close frame
     * before it.
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
        wanted.replace(ending);
        requestWrite(wanted != Ending.ABORT);
    }

    @Override
    public void execute(Runnable task) {
        token.post(task);
    }

    @Override
    public boolean stream(Runnable task) {
        return workers.executeStream(token.context().around(task));
    }

    @Override
    public void completion(Runnable task) {
        workers.executeCompletion(token.context().around(task));
    }

    @Override
    public void runWith(ClassLoader contextClassLoader, Pace pace) {
        token.runWith(contextClassLoader, pace);
    }

    @Override
    public void beforeBlocking() {
        TurnThread.beforeBlocking();
    }

    @Override
    public TransportFacts facts() {
        return facts;
    }

    private void eventFailed(Throwable cause) {
        LOG.bounded(Level.WARNING, "an event has failed", () -> facts.id() + " is aborted: an event has failed", cause);
        abort();
    }

    /** Does on the channel the actions that the other methods have requested. */
    @Override
    protected void write() {
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
            if (held.output() > MUCH_BYTES) {
                signals.memoryChanged();
            }
        } catch (Throwable e) {
            OutOfMemory.tell(e);
            LOG.bounded(
                    Level.WARNING,
                    "could not be written to",
                    () -> facts.id() + " is aborted: it could not be written to",
                    e);
            fail(e);
        }
    }

    @Override
    public void fail(Throwable cause) {
        broke(cause);
        Linger.abort(channel);
    }

    @Override
    public void writable() {
        requestWrite(false);
    }

    /** Reports that the channel holds nothing any more. */
    private void closed() {
        signals.memoryChanged();
    }

    private void updateReading() {
        gauge.update();
        boolean read = demanded && !gauge.isFull() || output.isEnding();
        if (read != channel.config().isAutoRead()) {
            channel.config().setAutoRead(read);
        }
    }

    @Override
    public void received(ByteBuf bytes) {
        gauge.came(bytes.readableBytes());
        signals.inputArrived();
        token.post(() -> deliver(bytes));
        if (held.input() > MUCH_BYTES) {
            signals.memoryChanged();
        }
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
            if (size > MUCH_BYTES) {
                signals.memoryChanged();
            }
        }
    }

    @Override
    public void inputEnded() {
        if (!inputEnded && !broken) {
            inputEnded = true;
            signals.inputOver();
            token.post(() -> events.inputEnded());
        }
    }

    @Override
    public void broke(Throwable cause) {
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
