package io.hawser.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MailboxTest {

    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox() {
        @Override
        protected void ready() {
            turns.add(() -> turn(this));
        }

        @Override
        protected void failed(Throwable cause) {
            seen.add(cause.getMessage());
            throw new StackOverflowError("by design");
        }

        @Override
        protected void eventEnded() {
            seen.add("ended");
        }
    };
    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    private void turn(Mailbox ready) {
        ready.runEvents();
        if (ready.endTurn()) {
            turns.add(() -> turn(ready));
        }
    }

    @Test
    void oneTurnIsAskedForHoweverManyEventsWait() {
        assertThat(mailbox.isIdle()).isTrue();
        mailbox.post(() -> seen.add("a"));
        mailbox.post(() -> seen.add("b"));
        assertThat(turns).hasSize(1);
        assertThat(mailbox.isIdle()).isFalse();
        turns.remove().run();
        assertThat(seen).containsExactly("a", "ended", "b", "ended");
        assertThat(mailbox.isIdle()).isTrue();
        assertThat(turns).isEmpty();
    }

    @Test
    void aTurnIsAHandfulOfEvents() {
        for (int i = 0; i < 40; i++) {
            mailbox.post(() -> {});
        }
        int count = 0;
        while (!turns.isEmpty()) {
            turns.remove().run();
            count++;
        }
        assertThat(count).isEqualTo(3);
    }

    @Test
    void whatAnEventPostsRunsInTheSameTurn() {
        mailbox.post(() -> {
            assertThat(mailbox.isIdle()).isFalse();
            mailbox.post(() -> seen.add("later"));
        });
        turns.remove().run();
        assertThat(seen).containsExactly("ended", "later", "ended");
        assertThat(turns).isEmpty();
    }

    @Test
    void anEventBetweenTheLastOneAndTheEndOfTheTurnIsLeftToTheRunner() {
        mailbox.post(() -> {});
        mailbox.runEvents();
        mailbox.post(() -> seen.add("late"));
        assertThat(turns).hasSize(1);
        assertThat(mailbox.endTurn()).isTrue();
        assertThat(mailbox.isIdle()).isFalse();
        mailbox.runEvents();
        assertThat(seen).endsWith("late", "ended");
        assertThat(mailbox.endTurn()).isFalse();
        assertThat(mailbox.isIdle()).isTrue();
    }

    @Test
    void whatAnEventThrowsIsToldAndTheNextOneRuns() {
        mailbox.post(() -> {
            throw new AssertionError("broken");
        });
        mailbox.post(() -> seen.add("next"));
        turns.remove().run();
        assertThat(seen).containsExactly("broken", "ended", "next", "ended");
    }

    /** Its turns run on three threads. */
    private Mailbox onThreads() {
        return new Mailbox() {
            @Override
            protected void ready() {
                threads.execute(this::turn);
            }

            private void turn() {
                runEvents();
                if (endTurn()) {
                    ready();
                }
            }

            @Override
            protected void failed(Throwable cause) {
                throw new AssertionError(cause);
            }
        };
    }

    @Test
    void eventsNeverOverlapAndStayInOrderOnAnyThreads() throws InterruptedException {
        int producers = 4;
        int each = 50_000;
        Mailbox contended = onThreads();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(producers * each);
        // Neither volatile nor locked. Their values are correct only if each event happens-before the next.
        int[] next = new int[producers];
        int[] disorder = new int[1];
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
        end();
        assertThat(overlaps).hasValue(0);
        assertThat(disorder[0]).isZero();
        assertThat(contended.isIdle()).isTrue();
    }

    /** A turn ends as often as an event is posted. No event may be left without a turn. */
    @Test
    void noEventIsForgottenWhereTurnsEndAllTheTime() throws InterruptedException {
        int posters = 3;
        Mailbox contended = onThreads();
        CountDownLatch over = new CountDownLatch(posters);
        AtomicInteger idleThoughPosted = new AtomicInteger();
        for (int p = 0; p < posters; p++) {
            new Thread(() -> {
                        Semaphore ran = new Semaphore(0);
                        for (int i = 0; i < 20_000; i++) {
                            contended.post(ran::release);
                            boolean idle = contended.isIdle();
                            if (idle && ran.availablePermits() == 0) {
                                idleThoughPosted.incrementAndGet();
                            }
                            ran.acquireUninterruptibly();
                        }
                        over.countDown();
                    })
                    .start();
        }
        assertThat(over.await(50, TimeUnit.SECONDS)).isTrue();
        assertThat(idleThoughPosted.get()).as("idle with an event that waits").isZero();
    }
}
