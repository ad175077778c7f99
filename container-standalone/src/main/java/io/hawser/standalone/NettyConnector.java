package io.hawser.standalone;

import io.hawser.container.Connector;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.session.Settings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens client connections on the loops of a runtime. */
final class NettyConnector implements Connector {

    /** Where the threads come from. */
    interface Runtimes {

        /** {@return threads, which stay until they are given back} */
        IoRuntime acquire();

        /** Gives the threads back. */
        void release();
    }

    private final Runtimes runtimes;
    private final Settings settings;
    /** Those whose threads are not given back yet. */
    private final Set<ClientAttempt> attempts = ConcurrentHashMap.newKeySet();

    private volatile boolean abandoning;

    NettyConnector(Runtimes runtimes, Settings settings) {
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

    /** Fails what has not been answered yet, and what comes from now on. */
    void abandonAttempts() {
        abandoning = true;
        attempts.forEach(ClientAttempt::abandon);
    }

    @Override
    public void beforeBlocking() {
        WorkerThread.beforeBlocking();
    }
}
