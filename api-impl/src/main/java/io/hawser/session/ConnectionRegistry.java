package io.hawser.session;

import io.hawser.session.memory.Budget;

/** The connections of a container, which it ticks and closes. Any thread may call these methods. */
public interface ConnectionRegistry {

    /**
     * Adds a connection that has begun.
     *
     * @param connection the connection
     */
    void opened(LiveConnection connection);

    /**
     * Removes a connection that has nothing more to do: its session is over and its transport is told to end. Called
     * once.
     *
     * @param connection the connection
     */
    void ended(LiveConnection connection);

    /** {@return the budget of the container's connections} */
    Budget budget();
}
