package io.hawser.container;

/** A connector with threads of its own, which whoever has opened it ends. Safe for all threads. */
public interface OwnConnector extends Connector, AutoCloseable {

    /**
     * Ends everything now: attempts that are under way fail, connections that are left are cut, the threads are waited
     * for, but not for ever; the names of those that are still in an endpoint's code are logged as a warning. Nothing
     * that was opened through this keeps its class loader in memory afterwards. A further call waits for the same.
     *
     * <p>{@link #connect} then throws an {@link IllegalStateException}.
     */
    @Override
    void close();
}
