package io.hawser.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hawser.Settings;
import io.hawser.log.Log;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The virtual threads of a pool. */
@Timeout(60)
class VirtualThreadsTest {

    private static final int JDK = Runtime.version().feature();

    private final ClassLoader loader = new URLClassLoader(new URL[0]);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger made = new AtomicInteger();
    private WorkerPool pool;

    private void start(int most, int mostVirtual) {
        assumeTrue(JDK >= 21, "virtual threads need JDK 21");
        Settings settings = Settings.defaults().virtualThreads(true).maxVirtualThreads(mostVirtual);
        pool = new WorkerPool(
                "test-pool",
                most,
                (work, name) -> {
                    made.incrementAndGet();
                    return new Thread(work, name);
                },
                Log.of(VirtualThreadsTest.class),
                new VirtualThreads("test-virtual", loader, settings),
                () -> {});
    }

    @AfterEach
    void end() {
        release.countDown();
        if (pool != null) {
            assertThat(pool.stop(TimeUnit.SECONDS.toNanos(20))).isTrue();
            Awaitility.await().until(() -> pool.threads().stream().noneMatch(Thread::isAlive));
        }
    }

    private void blockVirtual(int times) throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(times);
        for (int i = 0; i < times; i++) {
            pool.executeBlocking(() -> {
                blocked.countDown();
                awaitRelease();
            });
        }
        blocked.await();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theyAreUsedByDefaultWhereTheyDoNotHoldTheirCarrier() {
        assertThat(Settings.defaults().virtualThreads()).isEqualTo(JDK >= 24);
    }

    @Test
    void aJdkWithoutThemRefusesTheSettingByName() {
        assumeTrue(JDK < 21, "JDK 21 has virtual threads");
        Settings settings = Settings.defaults().virtualThreads(true);
        assertThatThrownBy(() -> new VirtualThreads("test", null, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("setting virtualThreads is true, but JDK " + JDK
                        + " has no virtual threads: it needs JDK 21 or later");
    }

    @Test
    void aThousandTasksThatBlockTakeNoThreadOfThePool() throws InterruptedException {
        start(1, 1_000);
        blockVirtual(1_000);
        assertThat(made).hasValue(0);
        assertThat(pool.spare()).isEqualTo(1);
        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(ran::countDown);
        ran.await();
    }

    @Test
    void beyondTheirNumberTasksHaveTheThreadsOfThePool() throws InterruptedException {
        start(2, 3);
        assertThat(pool.hasSpare(true, 1)).isTrue();
        blockVirtual(4);
        assertThat(made).hasValue(1);
        assertThat(pool.hasSpare(true, 0)).isTrue();
        assertThat(pool.hasSpare(true, 1)).isFalse();
        blockVirtual(1);
        assertThat(made).hasValue(2);
        assertThat(pool.hasSpare(true, 0)).isFalse();
        release.countDown();
        Awaitility.await().until(() -> pool.hasSpare(true, 1));
    }

    /** Otherwise they would wait until a thread is free, perhaps for ever. */
    @Test
    void tasksGetThemIfAllThreadsOfThePoolAreBlocked() throws InterruptedException {
        start(2, 1_000);
        CountDownLatch blocked = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                blocked.countDown();
                awaitRelease();
            });
        }
        Awaitility.await().until(() -> {
            tick();
            return blocked.getCount() == 0;
        });
        AtomicInteger onPlatform = new AtomicInteger();
        PlatformTask platform = onPlatform::incrementAndGet;
        pool.executeFirst(platform);
        CountDownLatch ran = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            pool.execute(() -> {
                ran.countDown();
                awaitRelease();
            });
        }
        tick();
        assertThat(ran.getCount()).as("tasks that have not waited for a tick").isEqualTo(100);
        tick();
        ran.await();
        assertThat(onPlatform).hasValue(0);
        assertThat(made).hasValue(2);
        release.countDown();
        Awaitility.await().untilAtomic(onPlatform, org.hamcrest.Matchers.is(1));
    }

    private void tick() {
        pool.tick(System.nanoTime());
    }

    /** On half of them. */
    @Test
    void streamsAreReadOnThem() throws InterruptedException {
        start(1, 4);
        CountDownLatch reading = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            assertThat(pool.executeStream(() -> {
                        reading.countDown();
                        awaitRelease();
                    }))
                    .isTrue();
        }
        reading.await();
        assertThat(made).hasValue(0);
        CountDownLatch third = new CountDownLatch(1);
        assertThat(pool.executeStream(third::countDown)).isTrue();
        third.await();
        assertThat(made.get()).isPositive();
    }

    @Test
    void eachTaskHasAThreadWithTheClassLoaderAndNothingFromAnother() throws Exception {
        start(1, 1);
        InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
        inherited.set("of the test");
        ThreadLocal<String> own = new ThreadLocal<>();
        for (int i = 0; i < 3; i++) {
            CompletableFuture<String> seen = new CompletableFuture<>();
            pool.executeBlocking(() -> {
                Thread thread = Thread.currentThread();
                seen.complete(thread.getName() + " " + thread.isDaemon() + " " + thread.isInterrupted() + " "
                        + (thread.getContextClassLoader() == loader) + " " + inherited.get() + " " + own.get());
                own.set("of a task");
                thread.interrupt();
            });
            assertThat(seen.get()).isEqualTo("test-virtual true false true null null");
            Awaitility.await().until(() -> pool.threads().isEmpty());
        }
    }

    @Test
    void anErrorGivesItsPlaceBack() throws InterruptedException {
        start(1, 1);
        for (int i = 0; i < 3; i++) {
            pool.executeBlocking(() -> {
                throw new StackOverflowError("by design");
            });
            Awaitility.await().until(() -> pool.threads().isEmpty());
        }
        assertThat(made).hasValue(0);
    }

    /** If a method of an endpoint runs when the application ends, it may wait for its own message. */
    @Test
    void aStoppingPoolRunsWhatAVirtualThreadWaitsFor() throws Exception {
        start(1, 1);
        CompletableFuture<Boolean> completed = new CompletableFuture<>();
        pool.executeBlocking(() -> {
            awaitRelease();
            CountDownLatch completion = new CountDownLatch(1);
            pool.executeCompletion(completion::countDown);
            try {
                completed.complete(completion.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                completed.completeExceptionally(e);
            }
        });
        assertThat(pool.stop(1)).isFalse();
        release.countDown();
        assertThat(completed.get()).isTrue();
    }

    /** The next turn of a connection, which more events wait for. */
    @Test
    void aStoppingPoolRunsWhatAVirtualThreadLeavesBehind() throws Exception {
        start(1, 1);
        CountDownLatch ran = new CountDownLatch(2);
        pool.executeBlocking(() -> {
            awaitRelease();
            pool.executeBlocking(ran::countDown);
            pool.execute(ran::countDown);
        });
        assertThat(pool.stop(1)).isFalse();
        release.countDown();
        ran.await();
    }

    @Test
    void aStoppedPoolTakesNoMoreTasks() {
        start(1, 1);
        assertThat(pool.stop(1)).isTrue();
        pool.executeBlocking(() -> made.set(100));
        assertThat(pool.executeStream(() -> made.set(100))).isFalse();
        assertThat(pool.isWaiting()).isFalse();
        assertThat(made).hasValue(0);
    }

    @Test
    void aTaskMayStopThePool() throws Exception {
        start(1, 2);
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        pool.executeBlocking(() -> stopped.complete(pool.stop(TimeUnit.SECONDS.toNanos(20))));
        assertThat(stopped.get()).isTrue();
    }
}
