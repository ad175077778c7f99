package io.hawser.servlet.quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeldCallbackTest {

    /** Reads once for each time that it is asked. */
    private static final class Pump implements PausedInput.Reading {

        private final AtomicInteger reads = new AtomicInteger();
        private final HeldCallback input = new HeldCallback(this);
        private volatile boolean paused;

        @Override
        public boolean isPaused() {
            return paused;
        }

        @Override
        public void readOn() {
            input.called();
            if (reads.incrementAndGet() == 1) {
                // Some input is left again.
                input.left();
            }
        }
    }

    private final Pump pump = new Pump();

    @Test
    void callbackReturnsAtOnceWhereNothingIsLeft() {
        pump.input.called();
        pump.input.stay(false);
        assertThat(pump.reads).hasValue(0);
    }

    @Test
    void callbackStaysUntilAllInputIsRead() {
        pump.paused = true;
        pump.input.left();
        CompletableFuture<Void> callback = CompletableFuture.runAsync(() -> pump.input.stay(false));
        assertThat(callback).isNotDone();
        pump.paused = false;
        assertThat(pump.input.isLeftToCallbacks()).isTrue();
        await().until(callback::isDone);
        assertThat(pump.reads).hasValue(2);
    }

    @Test
    void closedConnectionLetsTheCallbackReturn() {
        pump.paused = true;
        pump.input.left();
        CompletableFuture<Void> callback = CompletableFuture.runAsync(() -> pump.input.stay(false));
        pump.input.closed();
        await().until(callback::isDone);
        assertThat(pump.reads).hasValue(0);
    }
}
