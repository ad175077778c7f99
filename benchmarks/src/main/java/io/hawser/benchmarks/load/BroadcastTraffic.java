package io.hawser.benchmarks.load;

import java.io.IOException;
import java.util.List;

/** One connection publishes, and sends the next message when one has come to all. */
final class BroadcastTraffic extends Traffic {

    private final int depth;
    private Connection publisher;
    private int listeners;
    private long inFlight;
    /** Deliveries of messages that have not come to all. Each listener checks the order of its own. */
    private long deliveries;

    BroadcastTraffic(Destination destination) {
        super(destination);
        depth = destination.workload().depth();
    }

    @Override
    int extraConnections() {
        return 1;
    }

    @Override
    void begin(List<Connection> open) throws IOException {
        publisher = open.get(0);
        listeners = open.size();
        inFlight = depth;
        publisher.sendNow(depth);
    }

    @Override
    public void received(Connection connection, long now) {
        count();
        deliveries++;
        if (deliveries < listeners) {
            return;
        }
        deliveries -= listeners;
        inFlight--;
        if (!isEnding()) {
            inFlight++;
            publisher.send(1);
        }
    }

    @Override
    long inFlight() {
        return inFlight;
    }
}
