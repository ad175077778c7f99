package io.hawser.standalone;

/** A server's own threads, which carry its outgoing connections too and stay as long as the server. */
final class OwnRuntime implements NettyConnector.Runtimes {

    private volatile IoRuntime runtime;

    /** Gives this its threads, before the first connection. */
    void set(IoRuntime runtime) {
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
