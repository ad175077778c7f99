package io.hawser.benchmarks.load;

import java.io.IOException;
import java.util.List;

/** Each connection is closed as soon as it is open, and followed by another one. */
final class ConnectTraffic extends Traffic {

    private final Destination destination;
    private long open;

    ConnectTraffic(Destination destination) {
        super(destination);
        this.destination = destination;
    }

    @Override
    void begin(List<Connection> first) throws IOException {
        open = first.size();
        for (Connection connection : first) {
            connection.closeNow();
        }
        first.clear();
    }

    @Override
    public void opened(Connection connection) {
        if (open == 0) {
            super.opened(connection);
        } else {
            connection.close();
        }
    }

    @Override
    public void received(Connection connection, long now) {
        throw new IllegalStateException("no message was sent");
    }

    @Override
    public void closed(Connection connection) throws IOException {
        count();
        if (isEnding()) {
            open--;
        } else {
            destination.connect(this);
        }
    }

    @Override
    long inFlight() {
        return open;
    }
}
