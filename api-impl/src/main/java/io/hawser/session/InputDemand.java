package io.hawser.session;

/** Whether a connection wants more input: not while user code has to read what there is. For all threads. */
final class InputDemand {

    private final Transport transport;
    private volatile boolean paused;

    InputDemand(Transport transport) {
        this.transport = transport;
    }

    /** {@return whether silence is not the peer's} */
    boolean isPaused() {
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
