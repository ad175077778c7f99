package io.hawser.session;

/** Knows the connections of a container, so that it can tick and close them. Called by any thread. */
public interface ConnectionRegistry {

    /**
     * A connection has begun.
     *
     * @param connection the connection
     */
    void opened(Connection connection);

    /**
     * A connection has no more to do: its session is over and its transport is told to end. Called once.
     *
     * @param connection the connection
     */
    void ended(Connection connection);
}
