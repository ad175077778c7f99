package io.hawser.tck.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;

/** A session next to the hostile ones that exchanges messages all the time. */
final class Bystander implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Peer peer;
    private final Thread thread = new Thread(this::exchange, "bystander");
    private volatile boolean leaves;
    private volatile int exchanged;
    private volatile Throwable disturbance;

    Bystander(Place place) throws IOException {
        peer = Peer.open(place, "/whole");
        peer.patience(Good.PATIENCE_MILLIS);
        thread.setDaemon(true);
        thread.start();
    }

    private void exchange() {
        try {
            while (!leaves) {
                String message = "message " + exchanged + " " + "x".repeat(exchanged * 37 % 2_000);
                assertThat(peer.ask(message)).isEqualTo(message);
                exchanged++;
            }
            assertThat(peer.closing(1000).nextOfData().closeCode()).isEqualTo(1000);
        } catch (IOException | AssertionError e) {
            disturbance = e;
        }
    }

    /** Asserts that the session continues without a fault. */
    void assertUndisturbed() {
        int before = exchanged;
        await("the next messages of the bystander")
                .atMost(PATIENCE)
                .until(() -> exchanged > before + 1 || disturbance != null);
        assertThat(disturbance).as("what the bystander has met").isNull();
    }

    @Override
    public void close() throws IOException {
        leaves = true;
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        peer.close();
    }
}
