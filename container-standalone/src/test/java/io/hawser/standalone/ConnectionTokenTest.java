package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTokenTest {

    private static class Counting implements ConnectionToken.Owner {
        final AtomicInteger turns = new AtomicInteger();
        final List<Throwable> failures = new ArrayList<>();

        @Override
        public void turnEnds() {
            turns.incrementAndGet();
        }

        @Override
        public void eventFailed(Throwable cause) {
            failures.add(cause);
        }
    }

    /** Queues tokens, and runs none. */
    private static final class Queued implements Turns {
        final List<ConnectionToken> tokens = new ArrayList<>();

        @Override
        public void ready(ConnectionToken token) {
            tokens.add(token);
        }

        @Override
        public void pollEnded() {}

        @Override
        public void tick(boolean punctual) {}

        @Override
        public void renew() {}

        @Override
        public void stop() {}
    }

    private final Counting owner = new Counting();
    private final Queued turns = new Queued();
    private final ConnectionToken token = new ConnectionToken(turns, owner);
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void aTokenIsQueuedOnceHoweverManyEventsWait() {
        token.post(() -> ran.add(1));
        token.post(() -> ran.add(2));

        assertThat(turns.tokens).containsExactly(token);
        assertThat(token.runTurn()).isFalse();
        assertThat(ran).containsExactly(1, 2);
        assertThat(owner.turns).hasValue(1);
    }

    @Test
    void anEventThatIsPostedInATurnRunsInTheSameTurn() {
        token.post(() -> token.post(() -> ran.add(2)));

        assertThat(token.runTurn()).isFalse();
        assertThat(ran).containsExactly(2);
        assertThat(turns.tokens).hasSize(1);
    }

    @Test
    void aTurnEndsAfterABoundedNumberOfEventsAndWantsAnother() {
        for (int i = 0; i < 20; i++) {
            int number = i;
            token.post(() -> ran.add(number));
        }

        assertThat(token.runTurn()).isTrue();
        assertThat(ran).hasSize(16);
        assertThat(turns.tokens).as("who ran the turn queues it again").hasSize(1);
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

        assertThat(owner.failures).singleElement().isInstanceOf(IllegalStateException.class);
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
        // Neither volatile nor locked: that they are right in the end shows what happens-before what.
        int[] next = new int[producers];
        int[] disorder = new int[1];
        Turns pool = new Turns() {
            @Override
            public void ready(ConnectionToken ready) {
                threads.execute(() -> {
                    if (ready.runTurn()) {
                        ready(ready);
                    }
                });
            }

            @Override
            public void pollEnded() {}

            @Override
            public void tick(boolean punctual) {}

            @Override
            public void renew() {}

            @Override
            public void stop() {}
        };
        ConnectionToken contended = new ConnectionToken(pool, owner);
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
