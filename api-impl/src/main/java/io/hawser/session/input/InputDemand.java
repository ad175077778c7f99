package io.hawser.session.input;

import io.hawser.transport.Transport;

/**
 * The demand of a connection for more input. It wants none while user code has to read the input that is there. Safe
 * for all threads.
 */
public final class InputDemand {

    private final Transport transport;
    private volatile boolean paused;

    /**
     * Makes the demand of a connection, which wants input at first.
     *
     * @param transport told whether input is wanted
     */
    public InputDemand(Transport transport) {
        this.transport = transport;
    }

    /** {@return whether input is paused, so that silence is not the peer's} */
    public boolean isPaused() {
        return paused;
    }

    void pause() {
        if (!paused) {
            paused = true;
            transport.demand(false);
        }
    }

    void resume() {
        if (paused) {
            paused = false;
            transport.demand(true);
        }
    }
}
