package io.hawser.container;

import io.hawser.handshake.UpgradeRequest;
import io.hawser.session.MemoryPair;
import io.hawser.transport.ConnectionHandle;
import io.hawser.transport.Connector;
import io.hawser.transport.TransportFacts;
import io.hawser.transport.Upgrade;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Connects to a server container in memory. Everything runs on the thread that connects, before {@code connectToServer}
 * returns. The client receives the first messages together with the response.
 */
final class MemoryConnector implements Connector, AutoCloseable {

    private final List<MemoryPair> pairs = new ArrayList<>();
    private long now;

    UpgradeRequest lastRequest;
    Target lastTarget;
    IOException unreachable;
    Answers answers;
    Runnable whenEnded = () -> {};
    ConnectionHandle lastAccepted;
    UnaryOperator<Upgrade> change = upgrade -> upgrade;

    MemoryConnector(HawserServerContainer server) {
        this.answers = server::upgrade;
    }

    @Override
    public Attempt connect(Target target, UpgradeRequest request, Exchange exchange) {
        lastTarget = target;
        lastRequest = request;
        if (unreachable != null) {
            exchange.failed(unreachable);
            return () -> {};
        }
        MemoryPair pair = new MemoryPair();
        Upgrade upgrade = change.apply(answer(request, pair.server.facts()));
        pair.client.execute(() -> {
            ConnectionHandle connection = exchange.responded(upgrade.response(), pair.client);
            if (connection == null) {
                pair.client.abort();
            } else {
                pair.client.attach(connection);
            }
        });
        if (upgrade instanceof Upgrade.Accepted accepted) {
            pairs.add(pair);
            pair.server.execute(() -> {
                lastAccepted = accepted.opening().open(pair.server, whenEnded);
                pair.server.attach(lastAccepted);
            });
            pair.server.runEvents();
            pair.server.write();
        }
        pair.client.runEvents();
        return () -> {};
    }

    private Upgrade answer(UpgradeRequest request, TransportFacts facts) {
        try {
            return answers.answer(request, facts);
        } catch (DeploymentException e) {
            throw new AssertionError(e);
        }
    }

    /** Changes the answer of the server. */
    interface Answers {
        Upgrade answer(UpgradeRequest request, TransportFacts facts) throws DeploymentException;
    }

    @Override
    public void beforeBlocking() {}

    /** {@return the last connection} */
    MemoryPair last() {
        return pairs.get(pairs.size() - 1);
    }

    /** Runs all waiting work. */
    void pump() {
        pairs.forEach(MemoryPair::pump);
    }

    /** Lets time pass for some containers, in ticks of a tenth of a second, and runs all waiting work. */
    void passMillis(long millis, HawserContainer... containers) {
        for (long passed = 0; passed <= millis; passed += 100) {
            now += TimeUnit.MILLISECONDS.toNanos(100);
            for (HawserContainer container : containers) {
                container.tick(now);
            }
            pump();
        }
    }

    /** Ends open connections, and checks that all lent buffers were released. */
    @Override
    public void close() {
        for (MemoryPair pair : pairs) {
            pair.client.resume();
            pair.server.resume();
            pair.pump();
            pair.client.arriveEnd();
            pair.server.arriveEnd();
            pair.pump();
            pair.client.abort();
            pair.pump();
            pair.client.assertClean();
            pair.server.assertClean();
        }
    }
}
