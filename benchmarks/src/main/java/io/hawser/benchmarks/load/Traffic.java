package io.hawser.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The connections of one load and what they do with each message. */
abstract class Traffic implements Connection.Owner {

    /** So many handshakes are under way at once, fewer than any server's backlog. */
    private static final int OPENING = 32;

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Destination destination;
    private final List<Connection> open = new ArrayList<>();
    private final Histogram latency = new Histogram(LONGEST_NANOS, 3);
    private long messages;
    private int opened;
    private int left;
    private boolean ending;

    Traffic(Destination destination) {
        this.destination = destination;
    }

    /** Opens all connections. */
    final void open(long deadline) throws IOException {
        int wanted = destination.workload().connections() + extraConnections();
        while (opened < wanted) {
            int target = Math.min(wanted, opened + OPENING);
            for (int i = opened; i < target; i++) {
                destination.connect(this);
            }
            if (!destination.loop().until(() -> opened == target, deadline)) {
                throw new LoadException("only " + opened + " of " + wanted + " connections were opened in time");
            }
        }
    }

    int extraConnections() {
        return 0;
    }

    @Override
    public void opened(Connection connection) {
        open.add(connection);
        opened++;
    }

    /** Sends the first messages. */
    abstract void begin(List<Connection> open) throws IOException;

    final void begin() throws IOException {
        begin(open);
    }

    /** Notes a message, or whatever else is counted. */
    final void count() {
        messages++;
    }

    final void count(long nanos) {
        messages++;
        latency.recordValue(Math.min(nanos, LONGEST_NANOS));
    }

    final long messages() {
        return messages;
    }

    final Histogram latency() {
        return latency;
    }

    final boolean isEnding() {
        return ending;
    }

    /** {@return how many messages have been sent and have not come} */
    abstract long inFlight();

    /** Lets everything that is in flight come, and closes all connections. */
    void end(long deadline) throws IOException {
        ending = true;
        if (!destination.loop().until(() -> inFlight() == 0, deadline)) {
            throw new LoadException(inFlight() + " messages did not come back");
        }
        left = open.size();
        for (Connection connection : open) {
            connection.closeNow();
        }
        if (!destination.loop().until(() -> left == 0, deadline)) {
            throw new LoadException(left + " connections were not closed in time");
        }
    }

    @Override
    public void closed(Connection connection) throws IOException {
        left--;
    }
}
