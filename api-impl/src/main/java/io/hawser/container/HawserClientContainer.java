package io.hawser.container;

import io.hawser.session.Settings;

/** A container that only connects. */
public final class HawserClientContainer extends HawserContainer {

    /**
     * Makes a container.
     *
     * @param settings what its connections start with
     * @param connector opens their transports
     */
    public HawserClientContainer(Settings settings, Connector connector) {
        super(settings, connector);
    }

    /** That of whoever connects: all applications of a process may share this container. */
    @Override
    ClassLoader contextClassLoader() {
        return Thread.currentThread().getContextClassLoader();
    }
}
