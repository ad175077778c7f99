package io.hawser.container;

import io.hawser.Settings;
import io.hawser.session.memory.Budget;
import io.hawser.transport.Connector;

/** A container that only opens connections to servers. */
public final class HawserClientContainer extends HawserContainer {

    /**
     * Makes a container.
     *
     * @param settings the settings of new connections
     * @param connector opens the transports of the connections
     */
    public HawserClientContainer(Settings settings, Connector connector) {
        this(settings, connector, Budget.of(settings));
    }

    /**
     * Makes a container whose connections share a budget with those of other containers.
     *
     * @param settings the settings of new connections
     * @param connector opens the transports of the connections
     * @param budget the budget of the connections
     */
    @SuppressWarnings("exports") // Only Hawser's own containers have budgets to share.
    public HawserClientContainer(Settings settings, Connector connector, Budget budget) {
        super(settings, connector, budget);
    }

    /**
     * {@return the context class loader of the calling thread} All applications of a process may share this container.
     */
    @Override
    ClassLoader contextClassLoader() {
        return Thread.currentThread().getContextClassLoader();
    }
}
