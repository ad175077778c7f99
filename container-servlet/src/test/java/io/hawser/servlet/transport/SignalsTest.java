package io.hawser.servlet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SignalsTest {

    private static void signal(Signals signals, Runnable pass) {
        if (signals.request()) {
            do {
                pass.run();
            } while (signals.isRequestedAgain());
        }
    }

    @Test
    void whoAsksWithinAPassHasItDoneOnceMore() {
        AtomicInteger passes = new AtomicInteger();
        Signals signals = new Signals();
        assertThat(signals.isMine()).isFalse();
        signal(signals, () -> {
            assertThat(signals.isBusy()).isTrue();
            assertThat(signals.isMine()).isTrue();
            if (passes.incrementAndGet() == 1) {
                assertThat(signals.request()).isFalse();
                assertThat(signals.request()).isFalse();
            }
        });
        assertThat(passes).hasValue(2);
        assertThat(signals.isBusy()).isFalse();
        assertThat(signals.isMine()).isFalse();
    }

    @Test
    void threadsNeverPassAtOnceAndNoSignalIsLost() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        List<String> faults = new ArrayList<>();
        // A plain variable. Each pass must see the value of the pass before.
        int[] seen = new int[1];
        Signals signals = new Signals();
        Runnable pass = () -> {
            if (inside.incrementAndGet() != 1) {
                faults.add("two at once");
            }
            seen[0] = asked.get();
            inside.decrementAndGet();
        };
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
                    signal(signals, pass);
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
