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
 * A session next to the hostile ones. It knows their outcomes and their log lines, and checks that the server still
 * works.
 */
final class Observer implements AutoCloseable {

    /** Much more than a test itself uses, and much less than it would use if memory grew with its input. */
    private static final long MOST_GROWTH = 6 << 20;

    private final Peer peer;
    private final Site site;
    private long memory;

    Observer(Peer peer) {
        this.peer = peer;
        this.site = peer.site();
    }

    /** Records the memory that the server holds now. */
    Observer measure() {
        memory = site.memory();
        return this;
    }

    /** {@return the events of a connection} */
    List<String> events(Peer hostile) {
        try {
            return peer.ask(hostile.name()).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the observer was disturbed", e);
        }
    }

    /** Waits until the session is open, and gets broadcasts. A client may have the server's answer earlier. */
    void awaitOpen(Peer hostile) {
        await().pollDelay(Duration.ZERO).until(() -> !events(hostile).isEmpty());
    }

    /** Waits until the session has ended, and asserts that it was opened and closed once, with this code. */
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
        // A completion may run on another thread while onClose runs.
        assertThat(events)
                .filteredOn(event -> !event.startsWith("unsent "))
                .last()
                .asString()
                .startsWith("close ");
        return events;
    }

    /** {@return the log lines of a connection, from INFO upwards, without the id} */
    List<String> log(Peer hostile) throws IOException {
        String id = events(hostile).get(0).substring("open ".length());
        return site.log().stream()
                .filter(line -> line.matches("[A-Z]+: " + id + "\\b.*"))
                .map(line -> line.replaceFirst(" " + id + "\\b", ""))
                .toList();
    }

    /** Asserts that the session was failed, and that peer, endpoint and log got the reason once. */
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

    /**
     * Asserts that the server holds no more than at {@link #measure()}, apart from memory that does not grow with
     * input.
     */
    void assertNoGrowth() {
        assertThat(site.memory() - memory).as("growth of memory").isLessThan(MOST_GROWTH);
    }

    /** Asserts that the server has no faults. */
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
