package io.hawser.servlet;

import io.hawser.session.Connection;
import io.hawser.session.Setting;
import io.hawser.session.Transport;
import io.hawser.session.TransportFacts;
import io.hawser.session.WriteBuffer;
import jakarta.servlet.ReadListener;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * One upgraded connection of a servlet container as the engine sees it. The container's threads read and write and do
 * nothing else: some containers hold a lock of the connection while they call a listener, so that nothing that waits
 * for this connection's output may run there. Events, and with them endpoints, run on the application's own threads.
 */
final class ServletTransport implements Transport, ReadListener, WriteListener, InputPump.Receiver {

    private static final Logger LOG = System.getLogger(ServletTransport.class.getPackageName());
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** How long a thread of a container that closes in callbacks is kept for the end of a connection. */
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** How long such a thread is kept from asking again for input that cannot be taken yet. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** Where it may not ask again. */
    private static final long SECURE_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServletApplication application;
    private final TransportFacts facts;
    private final boolean encrypted;
    private final ContainerConnection carrier;
    private final boolean closesInCallbacks;
    /** Those of the server, around the application's code. */
    private final Executor contexts;

    private final Turns turns;
    private final InputPump input;
    private final OutputPump output;
    private final Callbacks callbacks = new Callbacks();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Thread lingerer;
    private volatile boolean inputOver;
    private volatile boolean over;
    private volatile boolean lingered;
    private volatile long endingSince;
    private final CarriedConnection connection = new CarriedConnection();

    /** The container was made to call, and has not called yet. */
    private volatile boolean nudged;

    /**
     * @param application whose connection it is
     * @param facts what is known of it
     * @param encrypted whether the container speaks TLS on it
     * @param contexts those of the server around the application's code: runs what it is given at once
     * @param web the container's
     * @throws IOException where the container has no streams for it
     */
    ServletTransport(
            ServletApplication application,
            TransportFacts facts,
            boolean encrypted,
            Executor contexts,
            WebConnection web)
            throws IOException {
        this.application = application;
        this.facts = facts;
        this.encrypted = encrypted;
        this.contexts = contexts;
        this.carrier = new ContainerConnection(application, facts.id(), web);
        this.closesInCallbacks = carrier.traits().closesInCallbacks();
        this.turns = new Turns(this::callback, this::turnEnds, this::eventFailed, this::turnsIdle);
        this.output = new OutputPump(carrier.output(), this::broke, this::drained);
        this.input = new InputPump(
                carrier.input(),
                application.readBuffers(),
                this,
                this::broke,
                closesInCallbacks ? output::nudge : null);
    }

    /**
     * Opens the connection, and lets the container call from now on.
     *
     * @param opening opens it, in a turn
     * @throws IOException where the application has ended; nothing was opened then
     */
    void begin(Function<Transport, Connection> opening) throws IOException {
        AtomicBoolean taken = new AtomicBoolean();
        turns.post(() -> {
            if (taken.compareAndSet(false, true)) {
                Connection opened = opening.apply(this);
                connection.begin(opened);
                output.begin(opened);
            }
        });
        if (application.workers().isStopped() && taken.compareAndSet(false, true)) {
            throw new IOException("the application at " + application + " has ended");
        }
        try {
            carrier.input().setReadListener(this);
            carrier.output().setWriteListener(this);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, facts.id() + " is lost: the servlet container does not carry it", e);
            broke(e);
        }
    }

    @Override
    public WriteBuffer lend(int wanted) {
        return HeapBuffer.of(wanted);
    }

    @Override
    public void requestWrite(boolean endOfTurn) {
        if (endOfTurn && turns.isMine()) {
            Worker.holdBack(output);
        } else {
            output.signal();
        }
    }

    @Override
    public void demand(boolean on) {
        input.demand(on);
        if (on) {
            input.resume(application.workers());
        }
    }

    @Override
    public void shutdownOutput() {
        end(Ending.OUTPUT);
    }

    @Override
    public void close(boolean peerMaySend) {
        end(peerMaySend ? Ending.LINGER : Ending.CLOSE);
        if (peerMaySend) {
            // From now on what was not wanted is read, and forgotten.
            input.resume(application.workers());
        }
    }

    @Override
    public void abort() {
        end(Ending.ABORT);
        if (!closesInCallbacks) {
            input.execute(this::cut, application.workers());
        } else if (!closed.get()) {
            output.nudge();
        }
    }

    private void end(Ending ending) {
        if (endingSince == 0) {
            endingSince = nanoTime() | 1;
            application.closing().add(this);
            if (closed.get()) {
                // By another thread, which has told the application already.
                application.closing().remove(this);
            }
        }
        output.end(ending);
    }

    @Override
    public void execute(Runnable task) {
        turns.post(task);
    }

    @Override
    public void callback(Runnable task) {
        application.workers().execute(() -> contexts.execute(task));
    }

    @Override
    public void completion(Runnable task) {
        application.workers().executeCompletion(() -> contexts.execute(task));
    }

    @Override
    public boolean isInputPaused() {
        return input.isPaused();
    }

    @Override
    public void beforeBlocking() {
        // Turns of other connections run on other threads, but their peers may wait for what is held back here.
        Worker.writeOwn();
    }

    @Override
    public TransportFacts facts() {
        return facts;
    }

    private void turnEnds() {
        Worker.writeOwn();
        connection.inputPaused();
    }

    private void turnsIdle() {
        LockSupport.unpark(lingerer);
    }

    private void eventFailed(Throwable cause) {
        LOG.log(Level.WARNING, facts.id() + " is aborted: an event has failed", cause);
        broke(cause);
        abort();
    }

    @Override
    public void onDataAvailable() {
        callbacks.enter();
        input.dataAvailable();
        if (closesInCallbacks) {
            if (input.isFarewell() || output.ending() != Ending.NONE) {
                stayForTheEnd();
            } else if (input.isPaused()) {
                input.stay(encrypted ? SECURE_PAUSE_NANOS : PAUSE_NANOS, encrypted);
            }
        }
        callbacks.leave();
    }

    @Override
    public void onWritePossible() {
        callbacks.enter();
        nudged = false;
        output.writePossible();
        input.rescue();
        if (closesInCallbacks && output.ending() != Ending.NONE) {
            stayForTheEnd();
        }
        callbacks.leave();
    }

    /** What ends while this thread of the container is here ends now, and not with the peer's next move. */
    private void stayForTheEnd() {
        if (output.ending() == Ending.ABORT) {
            cut();
            return;
        }
        lingerer = Thread.currentThread();
        long begun = nanoTime();
        while (!over
                && (!turns.isIdle() || output.isBusy())
                && !(output.isWaiting() && output.ending() != Ending.NONE)
                && nanoTime() - begun < FAREWELL_NANOS) {
            LockSupport.parkNanos(this, GLANCE_NANOS);
        }
        lingerer = null;
    }

    @Override
    public void onAllDataRead() {
        callbacks.enter();
        input.allRead();
        if (closesInCallbacks) {
            stayForTheEnd();
        }
        callbacks.leave();
    }

    @Override
    public void onError(Throwable cause) {
        if (cause instanceof EOFException && closesInCallbacks) {
            // Tomcat calls the end of the input an error, when it finds it in its own look at the socket.
            input.allRead();
        } else {
            broke(callbacks.error(cause));
        }
    }

    @Override
    public void came(ByteBuffer bytes) {
        int size = bytes.remaining();
        connection.inputArrived();
        turns.post(() -> {
            try {
                connection.received(bytes);
            } finally {
                application.readBuffers().giveBack(bytes);
                input.taken(size);
            }
        });
    }

    @Override
    public void ended() {
        inputOver = true;
        connection.inputOver();
        turns.post(connection::inputEnded);
        output.signal();
    }

    @Override
    public boolean isDiscarding() {
        return output.ending().compareTo(Ending.LINGER) >= 0;
    }

    /** The connection is no more, or the container says so. */
    void broke(Throwable cause) {
        if (broken.compareAndSet(false, true)) {
            connection.lost(cause);
            output.fail(cause);
            turns.post(() -> connection.failed(cause));
        }
    }

    /** Everything is written. Called by one thread at a time, perhaps several times. */
    private void drained(Ending ending) {
        if (ending == Ending.OUTPUT) {
            Closing.quietly(carrier.output(), facts.id());
        } else if (ending == Ending.CLOSE || lingered || inputOver || input.isFarewell()) {
            close();
        }
    }

    /** Ends in an orderly way what has nothing left to write. Does not wait. */
    private void close() {
        if (!closesInCallbacks) {
            closeOnce(this::closeInOrder);
        } else if (callbacks.hold()) {
            try {
                closeOnce(this::closeInOrder);
            } finally {
                callbacks.release();
            }
        } else if (!nudged && !closed.get()) {
            // Closed now, it would end with the peer's next move.
            nudged = true;
            output.nudge();
        }
    }

    private void closeInOrder() {
        carrier.closeInOrder(input, output, this::closedNow);
    }

    /** Ends at once. */
    private void cut() {
        closeOnce(() -> carrier.cut(input, output, this::closedNow));
    }

    private void closeOnce(Runnable closing) {
        if (closed.compareAndSet(false, true)) {
            try {
                closing.run();
            } finally {
                over = true;
            }
        }
    }

    private void closedNow() {
        application.closing().remove(this);
    }

    /** Lets time pass for a connection that is about to end. */
    void tick(long now) {
        long since = now - endingSince;
        Ending ending = output.ending();
        if (closed.get()) {
            // The container takes its time.
            long most = application.settings().nanos(Setting.CLOSE_TIMEOUT);
            if (since > (ending == Ending.ABORT ? LINGER_NANOS : most)) {
                carrier.hurry();
            }
        } else if (ending == Ending.LINGER && !lingered && !output.isWaiting() && since > LINGER_NANOS) {
            lingered = true;
            if (closesInCallbacks) {
                output.nudge();
            } else {
                output.signal();
            }
        } else if (ending == Ending.ABORT && since > LINGER_NANOS) {
            input.execute(this::cut, Runnable::run);
        } else if (ending.compareTo(Ending.LINGER) >= 0
                && since > application.settings().nanos(Setting.CLOSE_TIMEOUT)) {
            broke(new IOException(
                    "the peer has not taken the last output within the setting " + Setting.CLOSE_TIMEOUT.key()));
            abort();
        }
    }
}
