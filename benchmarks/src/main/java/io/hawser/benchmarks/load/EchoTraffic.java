package io.hawser.benchmarks.load;

import java.io.IOException;
import java.util.List;

/** Each message that comes back is answered by the next one. */
final class EchoTraffic extends Traffic {

    private final int depth;
    private final boolean showsLatency;
    private long inFlight;

    EchoTraffic(Destination destination) {
        super(destination);
        depth = destination.workload().depth();
        showsLatency = destination.workload().showsLatency();
    }

    @Override
    void begin(List<Connection> open) throws IOException {
        for (Connection connection : open) {
            inFlight += depth;
            connection.sendNow(depth);
        }
    }

    @Override
    public void received(Connection connection, long now) {
        if (showsLatency) {
            count(now - connection.lastSentAt());
        } else {
            count();
        }
        if (isEnding()) {
            inFlight--;
        } else {
            connection.send(1);
        }
    }

    @Override
    long inFlight() {
        return inFlight;
    }
}
