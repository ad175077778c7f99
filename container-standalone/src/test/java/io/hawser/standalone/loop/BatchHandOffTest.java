package io.hawser.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.Settings;
import io.hawser.thread.TurnThread;
import io.hawser.transport.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of the test acts as the event loop. */
@Timeout(60)
class BatchHandOffTest {

    private static final Settings PLATFORM = Settings.defaults().virtualThreads(false);

    private final FixedLoop loop = new FixedLoop();
    private final CountDownLatch release = new CountDownLatch(1);
    private Workers workers = new Workers("hawser-test-worker", 200, PLATFORM, new FreshThreads(null), () -> {});
    private BatchHandOff turns = new BatchHandOff(loop, false, workers);

    @AfterEach
    void end() {
        release.countDown();
        turns.stop();
        assertThat(workers.stop(TimeUnit.SECONDS.toNanos(20))).isTrue();
    }

    @Test
    void nothingRunsBeforeThePollHasEnded() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        token().post(ran::countDown);
        // A connection that another thread has made ready runs meanwhile, so the runner is awake.
        CountDownLatch other = new CountDownLatch(1);
        Thread foreign = new Thread(() -> token().post(other::countDown));
        foreign.start();
        other.await();
        assertThat(ran.getCount()).isOne();

        turns.pollEnded();
        ran.await();
    }

    @Test
    void oneThreadRunsTheTurnsOfAPollInTheirOrder() throws InterruptedException {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        CountDownLatch ran = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            int number = i;
            token().post(() -> {
                threads.add(Thread.currentThread());
                order.add(number);
                ran.countDown();
            });
        }
        turns.pollEnded();
        ran.await();

        assertThat(threads.stream().distinct()).hasSize(1).doesNotContain(Thread.currentThread());
        assertThat(List.copyOf(order)).isSorted();
    }

    @Test
    void aStuckRunnerIsReplacedAndTheRestOfItsPollGoesOn() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(10);
        ConnectionToken slow = token();
        Queue<String> slowOrder = new ConcurrentLinkedQueue<>();
        slow.post(() -> {
            stuck.countDown();
            awaitRelease();
            slowOrder.add("stuck");
        });
        for (int i = 0; i < 10; i++) {
            token().post(ran::countDown);
        }
        turns.pollEnded();
        stuck.await();
        slow.post(() -> slowOrder.add("next"));
        assertThat(ran.getCount()).isEqualTo(10);

        turns.tick(true);
        assertThat(ran.getCount()).as("one tick says nothing yet").isEqualTo(10);
        turns.tick(true);
        ran.await();
        assertThat(slowOrder).as("a slow turn keeps its token").isEmpty();

        release.countDown();
        Awaitility.await().untilAsserted(() -> assertThat(slowOrder).containsExactly("stuck", "next"));
    }

    @Test
    void whoWasInOnePollWithAStuckTurnIsNotLeftWithoutARunner() throws InterruptedException {
        turns.stop();
        assertThat(workers.stop(TimeUnit.SECONDS.toNanos(20))).isTrue();
        workers = new Workers("hawser-test-worker", 3, PLATFORM, new FreshThreads(null), () -> {});
        turns = new BatchHandOff(loop, false, workers);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(10);
        token().post(() -> {
            stuck.countDown();
            awaitRelease();
        });
        token().post(this::awaitRelease);
        for (int i = 0; i < 10; i++) {
            token().post(ran::countDown);
        }
        turns.pollEnded();
        stuck.await();
        turns.tick(true);
        turns.tick(true);
        ran.await();
    }

    @Test
    void aLateTickReplacesNobody() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(1);
        token().post(() -> {
            stuck.countDown();
            awaitRelease();
        });
        token().post(ran::countDown);
        turns.pollEnded();
        stuck.await();
        for (int i = 0; i < 10; i++) {
            turns.tick(false);
        }
        assertThat(ran.getCount()).isOne();

        turns.tick(true);
        ran.await();
    }

    @Test
    void aThreadThatIsGoingToWaitIsRelievedWithoutATick() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        token().post(() -> {
            TurnThread.beforeBlocking();
            TurnThread.beforeBlocking();
            awaitRelease();
        });
        token().post(ran::countDown);
        turns.pollEnded();

        ran.await();
    }

    @Test
    void aHundredStuckTurnsOfOnePollTakeFewTicks() throws InterruptedException {
        AtomicInteger stuck = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            token().post(() -> {
                stuck.incrementAndGet();
                awaitRelease();
                all.countDown();
            });
        }
        turns.pollEnded();
        Awaitility.await().until(() -> stuck.get() == 1);
        turns.tick(true);
        turns.tick(true);
        // The first runner, the connections that got their own threads because of it, and the successor.
        Awaitility.await().until(() -> stuck.get() == 66);
        turns.tick(true);
        turns.tick(true);
        Awaitility.await().until(() -> stuck.get() == 100);
        release.countDown();
        all.await();
    }

    @Test
    void aConnectionThatWasSlowHasAThreadOfItsOwnUntilItIsFast() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        ConnectionToken slow = token();
        run(slow, () -> {
            threads.add(Thread.currentThread());
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(3);
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        });
        Awaitility.await().until(slow::isSlow);
        run(slow, () -> threads.add(Thread.currentThread()));
        assertThat(threads.get(1)).isNotSameAs(threads.get(0));

        Awaitility.await().until(() -> {
            run(slow, () -> threads.add(Thread.currentThread()));
            return threads.get(threads.size() - 1) == threads.get(0);
        });
    }

    /** New connections of an endpoint that blocks do not occupy the runner. */
    @Test
    void aTurnThatGetsStuckSlowsDownNoOtherConnectionOfItsEndpoint() throws InterruptedException {
        Pace pace = new Pace();
        CompletableFuture<Thread> stuck = new CompletableFuture<>();
        ConnectionToken first = token();
        first.runWith(null, pace);
        first.post(() -> {
            stuck.complete(Thread.currentThread());
            awaitRelease();
        });
        turns.pollEnded();
        Awaitility.await().until(() -> stuck.join().getState() == Thread.State.WAITING);
        assertThat(pace.isSlow()).isFalse();
        turns.tick(true);
        turns.tick(true);
        assertThat(pace.isSlow()).isTrue();

        CountDownLatch blocked = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            ConnectionToken next = token();
            next.runWith(null, pace);
            next.post(() -> {
                blocked.countDown();
                awaitRelease();
            });
        }
        CountDownLatch ran = new CountDownLatch(1);
        token().post(ran::countDown);
        turns.pollEnded();
        // There are no ticks.
        blocked.await();
        ran.await();
        release.countDown();
        Awaitility.await().until(() -> {
            run(first, () -> {});
            return !pace.isSlow() && !first.isSlow();
        });
    }

    @Test
    void whereThereAreNoThreadsLeftOthersWait() throws InterruptedException {
        end();
        workers = new Workers("hawser-test-few", 2, PLATFORM, new FreshThreads(null), () -> {});
        turns = new BatchHandOff(loop, false, workers);
        CountDownLatch again = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(2);
        CountDownLatch ran = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            token().post(() -> {
                stuck.countDown();
                TurnThread.beforeBlocking();
                await(again);
            });
        }
        token().post(ran::countDown);
        turns.pollEnded();
        stuck.await();
        turns.tick(true);
        turns.tick(true);
        assertThat(ran.getCount()).isOne();

        again.countDown();
        ran.await();
    }

    @Test
    void anInterruptOfUserCodeDoesNotReachTheNextConnection() throws InterruptedException {
        AtomicInteger interrupted = new AtomicInteger();
        run(token(), () -> Thread.currentThread().interrupt());
        run(token(), () -> interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0));

        assertThat(interrupted).hasValue(0);
    }

    private void run(ConnectionToken token, Runnable event) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        token.post(event);
        token.post(done::countDown);
        turns.pollEnded();
        done.await();
    }

    private ConnectionToken token() {
        return new ConnectionToken(turns::ready, cause -> {
            throw new AssertionError(cause);
        });
    }

    private void awaitRelease() {
        await(release);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
