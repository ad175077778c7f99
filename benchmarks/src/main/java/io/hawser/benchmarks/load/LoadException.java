package io.hawser.benchmarks.load;

import java.io.IOException;

/** The server did something else than a WebSocket server has to do under this load. */
public final class LoadException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what the server did
     */
    public LoadException(String message) {
        super(message);
    }
}
