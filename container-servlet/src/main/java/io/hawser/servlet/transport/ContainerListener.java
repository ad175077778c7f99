package io.hawser.servlet.transport;

import io.hawser.servlet.quirks.CallbackPolicy;
import jakarta.servlet.ReadListener;
import jakarta.servlet.WriteListener;

/**
 * The callbacks of the container for one connection. The container's threads only read and write. Some containers hold
 * a lock of the connection in a callback, so code that waits for this connection's output must not run there.
 */
final class ContainerListener implements ReadListener, WriteListener {

    private final InputPump input;
    private final OutputPump output;
    private final Callbacks callbacks;
    private final CallbackPolicy policy;

    /**
     * Creates the listener of both streams.
     *
     * @param input reads the connection
     * @param output writes the connection
     * @param callbacks counts the callbacks
     * @param policy the further actions in callbacks
     */
    ContainerListener(InputPump input, OutputPump output, Callbacks callbacks, CallbackPolicy policy) {
        this.input = input;
        this.output = output;
        this.callbacks = callbacks;
        this.policy = policy;
    }

    @Override
    public void onDataAvailable() {
        callbacks.enter();
        input.dataAvailable();
        policy.dataRead();
        callbacks.leave();
    }

    @Override
    public void onWritePossible() {
        callbacks.enter();
        policy.writeCalled();
        output.writePossible();
        policy.written();
        callbacks.leave();
    }

    @Override
    public void onAllDataRead() {
        callbacks.enter();
        input.allRead();
        policy.allDataRead();
        callbacks.leave();
    }

    @Override
    public void onError(Throwable cause) {
        if (!policy.isEndOfInput(cause)) {
            policy.error(cause);
        } else if (input.isMine() || output.isMine()) {
            // Reported within a call of the stream, which any thread may make, and not in a callback of its own.
            input.allRead();
        } else {
            onAllDataRead();
        }
    }
}
