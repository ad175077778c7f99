package io.hawser.servlet.transport;

import io.hawser.transport.ConnectionHandle;
import io.hawser.transport.TransportEvents;
import io.hawser.transport.TransportSignals;
import java.nio.ByteBuffer;

/**
 * The engine's connection of a transport, after it is open. Events and signals before that are dropped. The end of the
 * input and the loss of the connection are signalled when the connection opens. Events come in turns, signals on any
 * thread.
 */
final class EngineConnection implements TransportEvents, TransportSignals {

    private volatile ConnectionHandle connection;
    private volatile Throwable lossCause;
    private volatile boolean inputIsOver;

    /** Sets the open connection, and passes on earlier signals. Called in a turn. */
    void begin(ConnectionHandle opened) {
        connection = opened;
        if (inputIsOver) {
            opened.signals().inputOver();
        }
        if (lossCause != null) {
            opened.signals().lost(lossCause);
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        if (connection != null) {
            connection.received(bytes);
        }
    }

    @Override
    public void inputEnded() {
        if (connection != null) {
            connection.inputEnded();
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (connection != null) {
            connection.failed(cause);
        }
    }

    @Override
    public void inputArrived() {
        if (connection != null) {
            connection.signals().inputArrived();
        }
    }

    @Override
    public void memoryChanged() {
        if (connection != null) {
            connection.signals().memoryChanged();
        }
    }

    @Override
    public void inputOver() {
        inputIsOver = true;
        if (connection != null) {
            connection.signals().inputOver();
        }
    }

    @Override
    public void lost(Throwable cause) {
        lossCause = cause;
        if (connection != null) {
            connection.signals().lost(cause);
        }
    }
}
