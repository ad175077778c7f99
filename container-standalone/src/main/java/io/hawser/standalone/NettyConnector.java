package io.hawser.standalone;

import io.hawser.container.Connector;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.session.Setting;
import io.hawser.session.Settings;

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
    private final long closeNanos;

    NettyConnector(Runtimes runtimes, Settings settings) {
        this.runtimes = runtimes;
        this.closeNanos = settings.nanos(Setting.CLOSE_TIMEOUT);
    }

    @Override
    public Attempt connect(Target target, UpgradeRequest request, Exchange exchange) {
        IoRuntime runtime = runtimes.acquire();
        ClientAttempt attempt = new ClientAttempt(runtime, target, request, exchange, closeNanos, runtimes::release);
        attempt.start();
        return attempt;
    }

    @Override
    public void beforeBlocking() {
        WorkerThread.beforeBlocking();
    }
}
