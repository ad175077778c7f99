package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickerTest {

    private static final String NAME = "ticker of a test";

    private final AtomicLong pause = new AtomicLong();
    private final AtomicLong ticks = new AtomicLong();
    private final Ticker ticker = new Ticker(
            NAME,
            TickerTest.class.getClassLoader(),
            TimeUnit.MILLISECONDS.toNanos(20),
            pause::get,
            now -> ticks.incrementAndGet());

    @AfterEach
    void end() throws InterruptedException {
        ticker.stop(TimeUnit.SECONDS.toNanos(20));
        assertThat(runs()).isFalse();
    }

    private static boolean runs() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(NAME));
    }

    @Test
    void hasNoThreadBeforeItIsWoken() {
        assertThat(runs()).isFalse();
    }

    @Test
    void itsThreadComesWithWhatThereIsToDoAndGoesAfterIt() {
        for (int time = 0; time < 3; time++) {
            pause.set(1000);
            ticker.wake();
            long before = ticks.get();
            await().until(() -> ticks.get() > before + 10);
            pause.set(0);
            await().until(() -> !runs());
        }
    }

    @Test
    void whoWakesItWhileItGoesIsNotForgotten() {
        for (int time = 0; time < 200; time++) {
            pause.set(1);
            ticker.wake();
            long before = ticks.get();
            await().until(() -> ticks.get() > before);
            pause.set(0);
        }
    }

    @Test
    void isNotWokenAfterItsEnd() throws InterruptedException {
        ticker.stop(1);
        pause.set(1);
        ticker.wake();
        assertThat(runs()).isFalse();
    }
}
