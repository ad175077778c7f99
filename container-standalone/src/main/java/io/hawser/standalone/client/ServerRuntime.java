package io.hawser.standalone.client;

import io.hawser.standalone.loop.IoRuntime;

/** The threads of a server, which its outgoing connections use too. They stay as long as the server. */
public final class ServerRuntime implements NettyConnector.Runtimes {

    private volatile IoRuntime runtime;

    /**
     * Sets the threads, before the first connection.
     *
     * @param runtime the threads of the server
     */
    public void set(IoRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public IoRuntime acquire() {
        return runtime;
    }

    @Override
    public void release() {
        // The threads end with the server.
    }
}
