package io.hawser.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.Settings;
import io.hawser.log.Log;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test has its own clock, and calls the ticks. */
@Timeout(60)
class WorkerPoolTest {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private io.hawser.session.Log logged;
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private volatile boolean exhausted;
    private WorkerPool pool;

    private WorkerPool pool(int most) {
        return pool(most, Settings.defaults().virtualThreads(false));
    }

    private WorkerPool pool(int most, Settings settings) {
        pool = new WorkerPool(
                "test-pool",
                most,
                (work, name) -> {
                    if (exhausted) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    made.incrementAndGet();
                    return new Thread(work, name);
                },
                Log.of(WorkerPoolTest.class),
                new VirtualThreads("test-virtual", null, settings),
                told::incrementAndGet);
        return pool;
    }

    @BeforeEach
    void listen() throws ReflectiveOperationException {
        logged = new io.hawser.session.Log(WorkerPoolTest.class.getPackageName());
    }

    @AfterEach
    void end() throws ReflectiveOperationException {
        release.countDown();
        exhausted = false;
        pool.tick(System.nanoTime());
        assertThat(pool.stop(TimeUnit.SECONDS.toNanos(20))).isTrue();
        logged.close();
    }

    private void block(int times) throws InterruptedException {
        blockers(times).await();
    }

    /** {@return a latch that opens when all tasks have a thread} */
    private CountDownLatch blockers(int times) {
        CountDownLatch blocked = new CountDownLatch(times);
        for (int i = 0; i < times; i++) {
            pool.execute(() -> {
                blocked.countDown();
                awaitRelease();
            });
        }
        return blocked;
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

    @Test
    void tasksThatBlockHaveAThreadEachWithoutATick() throws InterruptedException {
        pool(100);
        block(100);
        assertThat(pool.spare()).isZero();
        assertThat(made).hasValue(100);
    }

    @Test
    void manyShortTasksTakeFewThreads() throws InterruptedException {
        pool(200);
        CountDownLatch done = new CountDownLatch(20_000);
        for (int i = 0; i < 10_000; i++) {
            pool.execute(done::countDown);
            pool.executeCompletion(done::countDown);
        }
        done.await();
        assertThat(made.get()).isLessThan(30);
    }

    @Test
    void whatWaitsForTwoTicksGetsAThreadThoughOthersComeBack() throws InterruptedException {
        pool(10);
        CountDownLatch first = new CountDownLatch(1);
        CompletableFuture<Void> busy = new CompletableFuture<>();
        exhausted = true;
        pool.execute(first::countDown);
        pool.execute(() -> busy.complete(null));
        assertThat(pool.isWaiting()).isTrue();
        assertThat(told).hasPositiveValue();
        exhausted = false;
        pool.tick(0);
        first.await();
        busy.join();
    }

    @Test
    void aThreadThatCannotBeStartedTakesNoPlaceAndOthersDoItsTask() throws InterruptedException {
        pool(2);
        CountDownLatch one = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        pool.execute(() -> {
            begun.countDown();
            try {
                one.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        begun.await();
        exhausted = true;
        CountDownLatch ran = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            pool.execute(ran::countDown);
            pool.tick(System.nanoTime());
        }
        assertThat(ran.getCount()).isEqualTo(3);
        one.countDown();
        ran.await();
        assertThat(logged.lines())
                .singleElement()
                .asString()
                .startsWith("SEVERE a thread of test-pool cannot be started; 1 threads continue")
                .contains("maxThreads");

        exhausted = false;
        CountDownLatch blocked = blockers(2);
        pool.tick(System.nanoTime());
        blocked.await();
        assertThat(made).as("both places are there").hasValue(2);
    }

    @Test
    void placesForWhichTasksWaitAreNotFree() {
        pool(3);
        exhausted = true;
        assertThat(pool.spare()).isEqualTo(3);
        pool.execute(() -> {});
        pool.execute(() -> {});
        assertThat(pool.spare()).isEqualTo(1);
        pool.execute(() -> {});
        pool.execute(() -> {});
        assertThat(pool.spare()).isZero();
    }

    @Test
    void anErrorOfATaskEndsNothing() throws InterruptedException {
        pool(1);
        for (int i = 0; i < 3; i++) {
            pool.execute(() -> {
                throw new StackOverflowError("by design");
            });
        }
        block(1);
        assertThat(made).hasValue(1);
        assertThat(logged.lines()).singleElement().asString().startsWith("WARNING a task has failed");
    }

    @Test
    void streamsHaveHalfOfTheThreads() throws InterruptedException {
        pool(8);
        CountDownLatch reading = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            assertThat(pool.executeStream(() -> {
                        reading.countDown();
                        awaitRelease();
                    }))
                    .isTrue();
        }
        reading.await();
        assertThat(pool.executeStream(() -> {})).isFalse();
        block(4);
        assertThat(made).hasValue(8);
        CountDownLatch completed = new CountDownLatch(1);
        pool.executeCompletion(completed::countDown);
        completed.await();
        release.countDown();
        Awaitility.await().until(() -> pool.executeStream(() -> {}));
    }

    @Test
    void aPoolOfOneThreadReadsStreamsToo() throws InterruptedException {
        pool(1);
        CountDownLatch read = new CountDownLatch(1);
        assertThat(pool.executeStream(read::countDown)).isTrue();
        read.await();
    }

    @Test
    void streamsLeaveOneThreadWhereNoMoreCanBeStarted() throws InterruptedException {
        pool(100);
        block(3);
        exhausted = true;
        CountDownLatch reading = new CountDownLatch(2);
        AtomicInteger beyond = new AtomicInteger();
        release.countDown();
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            pool.executeStream(() -> {
                beyond.incrementAndGet();
                reading.countDown();
                await(end);
            });
            pool.tick(i);
        }
        reading.await();
        for (int i = 0; i < 100; i++) {
            CountDownLatch done = new CountDownLatch(2);
            pool.execute(done::countDown);
            pool.executeCompletion(done::countDown);
            done.await();
        }
        assertThat(beyond).as("streams that are read").hasValue(2);
        end.countDown();
        Awaitility.await().untilAtomic(beyond, org.hamcrest.Matchers.is(20));
    }

    @Test
    void completionsThatBlockLeaveThreadsToOthers() throws InterruptedException {
        pool(16);
        CountDownLatch completing = new CountDownLatch(8);
        for (int i = 0; i < 100; i++) {
            pool.executeCompletion(() -> {
                completing.countDown();
                awaitRelease();
            });
        }
        block(12);
        completing.await();
        pool.execute(() -> {});
        pool.tick(System.nanoTime());
        pool.tick(System.nanoTime());
        assertThat(logged.lines())
                .singleElement()
                .asString()
                .startsWith("WARNING all 16 threads of test-pool are blocked");
    }

    @Test
    void busyThreadsAreLoggedOnceAMinuteIfATaskWaitsForATick() throws InterruptedException {
        pool(2);
        block(2);
        long now = System.nanoTime();
        pool.tick(now);
        pool.tick(now + 1);
        assertThat(logged.lines()).as("nobody waits").isEmpty();

        pool.execute(() -> {});
        pool.tick(now + 2);
        assertThat(logged.lines()).as("nobody has waited for a tick").isEmpty();
        pool.tick(now + 3);
        pool.tick(now + MINUTE);
        assertThat(logged.lines())
                .singleElement()
                .asString()
                .startsWith("WARNING all 2 threads of test-pool are blocked")
                .contains("setting maxThreads");
        pool.tick(now + MINUTE + 4);
        assertThat(logged.lines()).as("a minute later").hasSize(2);
    }
}
