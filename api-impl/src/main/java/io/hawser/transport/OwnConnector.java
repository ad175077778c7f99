package io.hawser.transport;

/** A connector with its own threads. The caller that has opened it has to close it. Safe for all threads. */
public interface OwnConnector extends Connector, AutoCloseable {

    /**
     * Closes the connector. Attempts in progress fail, open connections are aborted, and this method waits a bounded
     * time for the threads to end. It logs a warning with the names of threads that still run code of an endpoint.
     * Afterwards nothing that was opened through this connector keeps its class loader in memory. A second call waits
     * until the first one is done.
     *
     * <p>{@link #connect} then throws an {@link IllegalStateException}.
     */
    @Override
    void close();
}
