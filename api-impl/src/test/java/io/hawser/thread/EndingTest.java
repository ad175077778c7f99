package io.hawser.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class EndingTest {

    @ParameterizedTest
    @EnumSource
    void replacesOnlyEarlierOutput(Ending ending) {
        for (Ending before : Ending.values()) {
            AtomicReference<Ending> asked = new AtomicReference<>(before);
            ending.replace(asked);
            assertThat(asked.get()).isEqualTo(before.ordinal() > ending.ordinal() ? before : ending);
        }
    }

    @Test
    void theLastOfAllIsLeftHoweverManyThreadsAsk() throws InterruptedException {
        for (int time = 0; time < 500; time++) {
            AtomicReference<Ending> asked = new AtomicReference<>(Ending.NONE);
            CountDownLatch ready = new CountDownLatch(3);
            List<Thread> threads = new ArrayList<>();
            for (Ending ending : List.of(Ending.CLOSE_AFTER_PEER, Ending.ABORT, Ending.CLOSE)) {
                Thread thread = new Thread(() -> {
                    ready.countDown();
                    while (ready.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    ending.replace(asked);
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(asked).hasValue(Ending.ABORT);
        }
    }
}
