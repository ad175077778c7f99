package io.hawser.standalone.client;

import io.hawser.Settings;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.standalone.loop.IoRuntime;
import io.hawser.thread.TurnThread;
import io.hawser.transport.Connector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens connections on the loops of a runtime. */
public final class NettyConnector implements Connector {

    /** A source of threads. */
    interface Runtimes {

        /** Starts to use threads. {@return the threads, which stay until they are released} */
        IoRuntime acquire();

        /** Ends a use of the threads. */
        void release();
    }

    private final Runtimes runtimes;
    private final Settings settings;
    /** The attempts whose threads are not released yet. */
    private final Set<ClientAttempt> attempts = ConcurrentHashMap.newKeySet();

    private volatile boolean abandoning;

    /**
     * Creates a connector.
     *
     * @param runtimes the source of threads
     * @param settings the settings of the container
     */
    public NettyConnector(Runtimes runtimes, Settings settings) {
        this.runtimes = runtimes;
        this.settings = settings;
    }

    @Override
    public Attempt connect(Target target, UpgradeRequest request, Exchange exchange) {
        IoRuntime runtime = runtimes.acquire();
        ClientAttempt attempt = new ClientAttempt(runtime, target, request, exchange, settings, this::ended);
        attempts.add(attempt);
        attempt.start();
        if (abandoning) {
            attempt.abandon();
        }
        return attempt;
    }

    private void ended(ClientAttempt attempt) {
        attempts.remove(attempt);
        runtimes.release();
    }

    /** Fails all attempts that have no response yet, and all later attempts. */
    void abandonAttempts() {
        abandoning = true;
        attempts.forEach(ClientAttempt::abandon);
    }

    @Override
    public void beforeBlocking() {
        TurnThread.beforeBlocking();
    }
}
