package io.hawser.servlet.transport;

import io.hawser.Setting;
import io.hawser.servlet.quirks.CallbackPolicy;
import io.hawser.servlet.quirks.PausedInput;
import io.hawser.servlet.quirks.UpgradedConnection;
import io.hawser.thread.Ending;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The end of one connection: in order, after a linger, or at once. {@link ConnectionState} stores its progress, and a
 * {@link CallbackPolicy} contains the necessary actions in callbacks.
 */
final class ConnectionEnd implements UpgradedConnection, Ticked {

    private final ConnectionGroup connections;
    private final ContainerConnection container;
    private final boolean encrypted;
    private final ConnectionEvents events;
    private final InputPump input;
    private final OutputPump output;
    private final Consumer<Throwable> lost;
    // Linked together with this class: a container may still call when the class loader of an ended application finds
    // no classes.
    private final BooleanSupplier closeReceived;
    private final BooleanSupplier outputWaiting;
    private final ConnectionState state = new ConnectionState();
    private final Callbacks callbacks = new Callbacks();
    private final CallbackPolicy policy;

    /**
     * Creates the end of a connection that has not begun.
     *
     * @param connections the group that contains the connection
     * @param container the connection on the container's side
     * @param encrypted whether the container speaks TLS on the connection
     * @param events the events of the connection
     * @param input reads the connection
     * @param output writes the connection
     * @param lost called with the cause when the connection is lost, perhaps several times
     */
    ConnectionEnd(
            ConnectionGroup connections,
            ContainerConnection container,
            boolean encrypted,
            ConnectionEvents events,
            InputPump input,
            OutputPump output,
            Consumer<Throwable> lost) {
        this.connections = connections;
        this.container = container;
        this.encrypted = encrypted;
        this.events = events;
        this.input = input;
        this.output = output;
        this.lost = lost;
        this.closeReceived = input::isCloseReceived;
        this.outputWaiting = output::isWaiting;
        this.policy = container.quirks().callbacks(this);
    }

    /** {@return the progress of the end} */
    ConnectionState state() {
        return state;
    }

    /** {@return the callbacks of the container} */
    Callbacks callbacks() {
        return callbacks;
    }

    /** {@return the policy for callbacks} */
    CallbackPolicy policy() {
        return policy;
    }

    /**
     * Begins to end the connection. Only a later constant of {@link Ending} replaces an ending that was requested
     * before.
     */
    void begin(Ending ending) {
        if (state.beginEnding(System.nanoTime())) {
            connections.ending().add(this);
            if (state.isClosing()) {
                // Another thread closes the connection, and has removed this already.
                connections.ending().remove(this);
            }
        }
        output.end(ending);
    }

    /** Ends the connection at once; output that is not written yet is lost. */
    void abort() {
        begin(Ending.ABORT);
        policy.abort();
    }

    /** Continues with the end when all output is written. Called by one thread at a time, perhaps several times. */
    void drained(Ending ending) {
        if (state.mayClose(ending, closeReceived)) {
            policy.close();
        }
    }

    @Override
    public boolean isEncrypted() {
        return encrypted;
    }

    @Override
    public boolean isInputOver() {
        return state.isInputOver();
    }

    @Override
    public boolean isCloseReceived() {
        return input.isCloseReceived();
    }

    @Override
    public boolean isEnding() {
        return output.ending() != Ending.NONE;
    }

    @Override
    public boolean isAborted() {
        return output.ending() == Ending.ABORT;
    }

    @Override
    public boolean isClosing() {
        return state.isClosing();
    }

    @Override
    public boolean isOver() {
        return state.isClosed();
    }

    @Override
    public boolean isBusy() {
        return !events.isIdle() || output.isBusy();
    }

    @Override
    public boolean isOutputWaiting() {
        return output.isWaiting();
    }

    @Override
    public PausedInput pausedInput() {
        return input.paused();
    }

    @Override
    public boolean holdCallback() {
        return callbacks.hold();
    }

    @Override
    public void releaseCallback() {
        callbacks.release();
    }

    @Override
    public void provokeCallback() {
        output.provokeCallback();
    }

    @Override
    public void signalOutput() {
        output.signal();
    }

    @Override
    public void failed(Throwable cause) {
        container.beforeError();
        lost.accept(callbacks.error(cause));
    }

    @Override
    public void close() {
        closeOnce(() -> container.closeInOrder(input, output, this::forget));
    }

    @Override
    public void cut() {
        closeOnce(() -> container.cut(input, output, this::forget));
    }

    @Override
    public void cutWhereInputIsRead() {
        input.execute(this::cut, connections.workers());
    }

    private void closeOnce(Runnable closing) {
        if (state.beginClosing()) {
            try {
                closing.run();
            } finally {
                state.endClosing();
            }
        }
    }

    /** Removes this from the ticked connections, since everything is closed. */
    private void forget() {
        connections.ending().remove(this);
        input.paused().closed();
    }

    /** Checks the deadlines of a connection that is about to end. */
    @Override
    public void tick(long now) {
        long most = connections.settings().closeTimeout().toNanos();
        switch (state.due(now, output.ending(), outputWaiting, most)) {
            case NOTHING -> {}
            case HURRY -> container.hurry();
            case CLOSE -> policy.lingered();
            case CUT -> input.execute(this::cut, Runnable::run);
            case LOSE -> {
                lost.accept(new IOException(
                        "the peer has not taken the last output within the setting " + Setting.CLOSE_TIMEOUT.key()));
                abort();
            }
        }
    }
}
