package io.hawser.servlet;

import io.hawser.session.Connection;
import io.hawser.session.TransportEvents;
import io.hawser.session.TransportSignals;
import java.nio.ByteBuffer;

/**
 * The connection that a transport carries, from the moment at which there is one: before, there is nobody to tell. The
 * events are told in turns, the signals by any thread.
 */
final class CarriedConnection implements TransportEvents, TransportSignals {

    private volatile Connection connection;
    private volatile Throwable lossCause;
    private volatile boolean inputIsOver;

    /** There is one. Called in a turn. */
    void begin(Connection opened) {
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
    public void inputPaused() {
        if (connection != null) {
            connection.inputPaused();
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
