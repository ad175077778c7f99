package io.hawser.servlet.transport;

import io.hawser.log.Log;
import io.hawser.thread.Ending;
import io.hawser.thread.TurnThread;
import io.hawser.transport.ConnectionHandle;
import io.hawser.transport.HeldBytes;
import io.hawser.transport.Pace;
import io.hawser.transport.Transport;
import io.hawser.transport.TransportFacts;
import io.hawser.transport.WriteBuffer;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One upgraded connection of a servlet container as the engine sees it. The container's threads read and write
 * ({@link ContainerListener}). Events, and with them endpoints, run on the application's threads
 * ({@link ConnectionEvents}).
 */
public final class ServletTransport implements Transport, InputPump.Receiver {

    private static final Log LOG = Log.of(ServletTransport.class);

    private final ConnectionGroup connections;
    private final TransportFacts facts;
    /** The contexts of the server for the application's code. */
    private final Executor contexts;

    private final ContainerConnection container;
    private final ConnectionEvents events;
    private final InputPump input;
    private final OutputPump output;
    private final PumpedBytes held;
    private final ConnectionEnd end;
    private final EngineConnection connection = new EngineConnection();

    /**
     * Creates the transport of a connection. Nothing is read or written before {@link #begin}.
     *
     * @param connections the group that contains the connection
     * @param facts the facts of the connection
     * @param encrypted whether the container speaks TLS on the connection
     * @param contexts the contexts of the server for the application's code: runs a given task at once
     * @param web the container's connection
     * @throws IOException if the container has no streams for the connection
     */
    public ServletTransport(
            ConnectionGroup connections, TransportFacts facts, boolean encrypted, Executor contexts, WebConnection web)
            throws IOException {
        this.connections = connections;
        this.facts = facts;
        this.contexts = contexts;
        this.container = new ContainerConnection(connections, facts.id(), web);
        this.events = new ConnectionEvents(
                connections::execute, contexts, Worker::writeOwn, this::eventFailed, this::turnsOver);
        this.output = new OutputPump(container.quirks().writable(container.output()), this::lost, this::drained);
        this.input = new InputPump(
                container.input(),
                connections.readBuffers(),
                this,
                this::lost,
                reading -> container.quirks().pausedInput(reading, output::provokeCallback, connections.pausedInput()));
        this.held = new PumpedBytes(input, output);
        this.end = new ConnectionEnd(connections, container, encrypted, events, input, output, this::lost);
    }

    /**
     * Opens the connection, and lets the container call from now on.
     *
     * @param opening opens the connection, in a turn
     * @throws IOException if the application has ended; in this case nothing was opened
     */
    public void begin(Function<Transport, ConnectionHandle> opening) throws IOException {
        AtomicBoolean taken = new AtomicBoolean();
        events.post(() -> {
            if (taken.compareAndSet(false, true)) {
                ConnectionHandle opened = opening.apply(this);
                connection.begin(opened);
                output.begin(opened);
            }
        });
        if (connections.workers().isStopped() && taken.compareAndSet(false, true)) {
            throw new IOException("the application at " + connections + " has ended");
        }
        ContainerListener listener = new ContainerListener(input, output, end.callbacks(), end.policy());
        try {
            container.input().setReadListener(listener);
            container.output().setWriteListener(listener);
        } catch (RuntimeException e) {
            // GlassFish and Payara throw if the client has ended the connection already.
            LOG.bounded(
                    Level.WARNING,
                    "no listener",
                    () -> facts.id() + ": the servlet container refuses a listener of the connection: " + e);
            lost(e);
        }
    }

    @Override
    public WriteBuffer lend(int wanted) {
        return HeapBuffer.of(wanted);
    }

    @Override
    public void requestWrite(boolean endOfTurn) {
        if (endOfTurn && events.isMine()) {
            Worker.holdBack(output);
        } else {
            output.signal();
        }
    }

    @Override
    public void demand(boolean on) {
        input.demand(on);
        if (on) {
            input.resume(connections.workers());
        }
    }

    @Override
    public HeldBytes held() {
        return held;
    }

    @Override
    public void close(boolean peerMaySend) {
        end.begin(peerMaySend ? Ending.CLOSE_AFTER_PEER : Ending.CLOSE);
        if (peerMaySend) {
            // From now on input is read without demand, and dropped.
            input.resume(connections.workers());
        }
    }

    @Override
    public void abort() {
        end.abort();
    }

    @Override
    public void execute(Runnable task) {
        events.post(task);
    }

    @Override
    public void runWith(ClassLoader contextClassLoader, Pace pace) {
        events.pace(pace);
    }

    @Override
    public boolean stream(Runnable task) {
        return connections.workers().executeStream(() -> contexts.execute(task));
    }

    @Override
    public void completion(Runnable task) {
        connections.workers().executeCompletion(() -> contexts.execute(task));
    }

    @Override
    public boolean isInputPaused() {
        return input.isPaused();
    }

    @Override
    public void beforeBlocking() {
        if (events.isMine()) {
            events.waits();
        }
        TurnThread.beforeBlocking();
    }

    @Override
    public TransportFacts facts() {
        return facts;
    }

    private void turnsOver() {
        end.policy().turnsOver();
    }

    private void eventFailed(Throwable cause) {
        LOG.bounded(Level.WARNING, "an event has failed", () -> facts.id() + " is aborted: an event has failed", cause);
        lost(cause);
        abort();
    }

    private void drained(Ending ending) {
        end.drained(ending);
    }

    @Override
    public void came(ByteBuffer bytes) {
        int size = bytes.capacity();
        connection.inputArrived();
        if (held.isMuchInput()) {
            connection.memoryChanged();
        }
        events.post(() -> {
            try {
                connection.received(bytes);
            } finally {
                connections.readBuffers().giveBack(bytes);
                input.taken(size);
            }
        });
    }

    @Override
    public void ended() {
        end.state().endInput();
        connection.inputOver();
        events.post(connection::inputEnded);
        output.signal();
    }

    @Override
    public boolean isDiscarding() {
        return output.ending().compareTo(Ending.CLOSE_AFTER_PEER) >= 0;
    }

    /**
     * Ends the connection as lost, unless it was lost before.
     *
     * @param cause the reason
     */
    public void lost(Throwable cause) {
        if (end.state().lose()) {
            connection.lost(cause);
            output.fail(cause);
            events.post(() -> connection.failed(cause));
        }
    }
}
