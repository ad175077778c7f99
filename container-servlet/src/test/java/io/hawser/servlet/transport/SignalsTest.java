package io.hawser.servlet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SignalsTest {

    @Test
    void whoAsksWithinAPassHasItDoneOnceMore() {
        AtomicInteger passes = new AtomicInteger();
        Signals[] signals = new Signals[1];
        signals[0] = new Signals(() -> {
            assertThat(signals[0].isBusy()).isTrue();
            if (passes.incrementAndGet() == 1) {
                signals[0].signal();
                signals[0].signal();
                assertThat(passes).hasValue(1);
            }
        });
        signals[0].signal();
        assertThat(passes).hasValue(2);
        assertThat(signals[0].isBusy()).isFalse();
    }

    @Test
    void threadsNeverPassAtOnceAndNoSignalIsLost() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        List<String> faults = new ArrayList<>();
        // A plain variable. Each pass must see the value of the pass before.
        int[] seen = new int[1];
        Signals signals = new Signals(() -> {
            if (inside.incrementAndGet() != 1) {
                faults.add("two at once");
            }
            seen[0] = asked.get();
            inside.decrementAndGet();
        });
        CyclicBarrier start = new CyclicBarrier(4);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                for (int n = 0; n < 20_000; n++) {
                    asked.incrementAndGet();
                    signals.signal();
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(faults).isEmpty();
        assertThat(signals.isBusy()).isFalse();
        assertThat(seen[0]).isEqualTo(80_000);
    }
}
