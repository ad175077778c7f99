package io.hawser.servlet.quirks;

/** The objects that have to be closed for an upgraded connection to end. */
public enum WayToClose {
    /** The {@code WebConnection}, which closes its streams, and does not wait. */
    CONNECTION,
    /**
     * The {@code WebConnection}, on a thread that no callback waits for. Its close waits for the end of callbacks. If a
     * stream were closed before, the connection would stay open.
     */
    CONNECTION_APART,
    /** The streams. A close of the {@code WebConnection} would wait for the peer to take the last output. */
    STREAMS,
    /** The streams and then the {@code WebConnection}, which may wait without a limit. */
    BOTH
}
