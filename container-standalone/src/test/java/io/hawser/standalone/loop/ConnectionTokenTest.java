package io.hawser.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTokenTest {

    private final List<Throwable> failures = new ArrayList<>();
    /** Tokens that wait for a thread. The test does not run them. */
    private final List<ConnectionToken> queued = new ArrayList<>();

    private final ConnectionToken token = new ConnectionToken(queued::add, failures::add);
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void aTokenIsQueuedOnceHoweverManyEventsWait() {
        token.post(() -> ran.add(1));
        token.post(() -> ran.add(2));

        assertThat(queued).containsExactly(token);
        assertThat(token.runTurn()).isFalse();
        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void anEventThatIsPostedInATurnRunsInTheSameTurn() {
        token.post(() -> token.post(() -> ran.add(2)));

        assertThat(token.runTurn()).isFalse();
        assertThat(ran).containsExactly(2);
        assertThat(queued).hasSize(1);
    }

    @Test
    void aTurnEndsAfterABoundedNumberOfEventsAndWantsAnother() {
        for (int i = 0; i < 20; i++) {
            int number = i;
            token.post(() -> ran.add(number));
        }

        assertThat(token.runTurn()).isTrue();
        assertThat(ran).hasSize(16);
        assertThat(queued).as("who ran the turn queues it again").hasSize(1);
        assertThat(token.runTurn()).isFalse();
        assertThat(ran).hasSize(20).isSorted();
    }

    @Test
    void anEventThatThrowsIsToldAndTheNextOneRuns() {
        token.post(() -> {
            throw new IllegalStateException("expected");
        });
        token.post(() -> ran.add(1));
        token.runTurn();

        assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(ran).containsExactly(1);
    }

    @Test
    void eventsNeverOverlapAndStayInOrderOnAnyThreads() throws InterruptedException {
        int producers = 4;
        int each = 20_000;
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(producers * each);
        // Neither volatile nor locked. Their values are correct only if each event happens-before the next.
        int[] next = new int[producers];
        int[] disorder = new int[1];
        Consumer<ConnectionToken> pool = new Consumer<>() {
            @Override
            public void accept(ConnectionToken ready) {
                threads.execute(() -> {
                    if (ready.runTurn()) {
                        accept(ready);
                    }
                });
            }
        };
        ConnectionToken contended = new ConnectionToken(pool, failures::add);
        for (int p = 0; p < producers; p++) {
            int producer = p;
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            int number = i;
                            contended.post(() -> {
                                if (inside.getAndIncrement() != 0) {
                                    overlaps.incrementAndGet();
                                }
                                if (next[producer]++ != number) {
                                    disorder[0]++;
                                }
                                inside.getAndDecrement();
                                done.countDown();
                            });
                        }
                    })
                    .start();
        }
        done.await();
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        assertThat(overlaps).hasValue(0);
        assertThat(disorder[0]).isZero();
    }
}
