package io.hawser.tck.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.WirePeer.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A session beside the hostile ones: knows what became of them, what the server has logged about them, and that the
 * server still serves.
 */
final class Observer implements AutoCloseable {

    /** Far from what a test takes by itself, and from what it would take if something grew with its input. */
    private static final long MOST_GROWTH = 6 << 20;

    private final Peer peer;
    private final Site site;
    private long memory;

    Observer(Peer peer) {
        this.peer = peer;
        this.site = peer.site();
    }

    /** Remembers what the server holds now. */
    Observer measure() {
        memory = site.memory();
        return this;
    }

    /** {@return what has happened to a connection} */
    List<String> events(Peer hostile) {
        try {
            return peer.ask(hostile.name()).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the observer was disturbed", e);
        }
    }

    /** Waits until the session has ended, and looks that it was opened and closed once, with this code. */
    List<String> awaitClose(Peer hostile, int code) {
        await().pollDelay(Duration.ZERO)
                .until(() -> events(hostile).stream().anyMatch(event -> event.startsWith("close ")));
        List<String> events = events(hostile);
        assertThat(events).filteredOn(event -> event.startsWith("open ")).hasSize(1);
        assertThat(events)
                .filteredOn(event -> event.startsWith("close "))
                .singleElement()
                .asString()
                .startsWith("close " + code + " ");
        // What a message has come to may be told on another thread while onClose runs.
        assertThat(events)
                .filteredOn(event -> !event.startsWith("unsent "))
                .last()
                .asString()
                .startsWith("close ");
        return events;
    }

    /** {@return the lines about a connection, from INFO upwards, without the id before them} */
    List<String> log(Peer hostile) throws IOException {
        String id = events(hostile).get(0).substring("open ".length());
        return site.log().stream()
                .filter(line -> line.matches("[A-Z]+: " + id + "\\b.*"))
                .map(line -> line.replaceFirst(" " + id + "\\b", ""))
                .toList();
    }

    /** The session was failed, which is told to the peer, the endpoint and the reader of the log: once. */
    void assertFailed(Peer hostile, int code, String reason) throws IOException {
        Frame close = hostile.nextMessage();
        assertThat(close.closeCode()).isEqualTo(code);
        assertThat(close.reason()).isEqualTo(reason);
        hostile.untilEnd();
        List<String> events = awaitClose(hostile, code);
        assertThat(events).filteredOn(event -> event.startsWith("error ")).containsExactly("error " + reason);
        assertThat(log(hostile))
                .singleElement()
                .asString()
                .startsWith("INFO: " + Site.CONTEXT + "/")
                .contains(" failed with " + code + " (" + reason + ")");
    }

    /** The server holds no more than it did by {@link #measure()}, but for what does not grow with its input. */
    void assertNoGrowth() {
        assertThat(site.memory() - memory).as("growth of memory").isLessThan(MOST_GROWTH);
    }

    /** Whatever peers do, nothing is wrong with the server. */
    void assertNoWarnings() {
        assertThat(get(site::log)).noneMatch(line -> line.startsWith("WARNING") || line.startsWith("SEVERE"));
    }

    private static <T> T get(Callable<T> action) {
        try {
            return action.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}
