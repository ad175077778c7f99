package io.hawser.tck.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.standalone.HawserServer;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The two ends of one open connection: Hawser's and a foreign one. */
final class Pair implements Closeable {

    private final Deque<Closeable> parts = new ArrayDeque<>();
    private End ours;
    private End foreign;

    private Pair() {}

    /** Starts the processes, and connects. */
    static Pair connect(Library library, Place place) throws Exception {
        Pair pair = new Pair();
        try {
            place.connect(library.script("peer"), pair);
            assertThat(pair.foreign.next()).isEqualTo(Heard.open());
            assertThat(pair.ours.next()).isEqualTo(Heard.open());
            return pair;
        } catch (Throwable e) {
            pair.close();
            throw e;
        }
    }

    <T extends End> T ours(T end) {
        ours = end;
        parts.push(end);
        return end;
    }

    <T extends End> T foreign(T end) {
        foreign = end;
        parts.push(end);
        return end;
    }

    /** Closes the server together with this pair. */
    HawserServer server(HawserServer server) {
        parts.push(server::close);
        return server;
    }

    End ours() {
        return ours;
    }

    End foreign() {
        return foreign;
    }

    @Override
    public void close() throws IOException {
        for (Closeable part : parts) {
            part.close();
        }
    }
}
