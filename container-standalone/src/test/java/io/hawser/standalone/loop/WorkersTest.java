package io.hawser.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.Settings;
import io.hawser.standalone.Logged;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {

    private static final Settings PLATFORM = Settings.defaults().virtualThreads(false);

    private final Workers workers = new Workers("hawser-test-worker", 2, PLATFORM, new FreshThreads(null), () -> {});
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        assertThat(workers.stop(TimeUnit.SECONDS.toNanos(20))).isTrue();
    }

    @Test
    void tasksRunOnDaemonThreadsWithTheName() throws InterruptedException {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        CountDownLatch ran = new CountDownLatch(1);
        workers.execute(() -> {
            threads.add(Thread.currentThread());
            ran.countDown();
        });
        ran.await();

        assertThat(threads).singleElement().satisfies(thread -> {
            assertThat(thread.getName()).startsWith("hawser-test-worker-");
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    @Test
    void anIdleThreadIsUsedAgain() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 20; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            workers.execute(() -> {
                threads.add(Thread.currentThread());
                ran.countDown();
            });
            ran.await();
        }
        assertThat(threads).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void tasksWaitWhereAllThreadsAreBlockedAndTheFirstOnesComeFirst() throws InterruptedException {
        blockAll();
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(2);
        Runnable late = () -> {
            ran.add("late");
            done.countDown();
        };
        workers.execute(late);
        workers.executeFirst(() -> {
            ran.add("first");
            done.countDown();
        });
        assertThat(workers.hasSpare()).isFalse();
        assertThat(ran).isEmpty();

        release.countDown();
        done.await();
        assertThat(ran).containsExactlyInAnyOrder("first", "late");
    }

    /** Each completion causes the next one, like a {@code SendHandler} that sends the next message. */
    @Test
    void completionsWithoutEndKeepNoThreadFromOtherTasks() throws InterruptedException {
        CountDownLatch chains = new CountDownLatch(32);
        for (int i = 0; i < 32; i++) {
            completeAgainAndAgain(chains);
        }
        chains.await();
        CountDownLatch ran = new CountDownLatch(2);
        workers.execute(ran::countDown);
        workers.executeFirst(ran::countDown);

        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private void completeAgainAndAgain(CountDownLatch begun) {
        workers.executeCompletion(() -> {
            begun.countDown();
            if (release.getCount() > 0) {
                completeAgainAndAgain(begun);
            }
        });
    }

    @Test
    void completionsRunWhereTasksWithoutEndHaveAllThreads() throws InterruptedException {
        CountDownLatch chains = new CountDownLatch(32);
        for (int i = 0; i < 32; i++) {
            executeAgainAndAgain(chains);
        }
        chains.await();
        CountDownLatch ran = new CountDownLatch(1);
        workers.executeCompletion(ran::countDown);

        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private void executeAgainAndAgain(CountDownLatch begun) {
        workers.execute(() -> {
            begun.countDown();
            if (release.getCount() > 0) {
                executeAgainAndAgain(begun);
            }
        });
    }

    /** A thread that blocks in a completion is an additional one. It uses none of the places. */
    @Test
    void aCompletionThatBlocksKeepsNoTaskWaiting() throws InterruptedException {
        CountDownLatch one = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(3);
        workers.execute(() -> {
            blocked.countDown();
            awaitRelease();
        });
        workers.execute(() -> {
            blocked.countDown();
            awaitQuietly(one);
        });
        workers.executeCompletion(() -> {
            blocked.countDown();
            awaitRelease();
        });
        blocked.await();
        CountDownLatch ran = new CountDownLatch(1);
        workers.execute(ran::countDown);
        one.countDown();

        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whereAllThreadsAreBlockedOneWarningNamesTheSetting() throws InterruptedException {
        try (Logged logged = new Logged()) {
            blockAll();
            assertThat(workers.hasSpareOrWarns()).isFalse();
            assertThat(workers.hasSpareOrWarns()).isFalse();

            assertThat(logged.linesWith("setting maxThreads")).hasSize(1);
        }
    }

    @Test
    void aTaskThatThrowsIsLoggedAndEndsNoThread() throws InterruptedException {
        try (Logged logged = new Logged()) {
            workers.execute(() -> {
                throw new IllegalStateException("expected");
            });
            CountDownLatch ran = new CountDownLatch(1);
            workers.execute(ran::countDown);
            ran.await();

            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(logged.linesWith("a task has failed")).hasSize(1));
        }
    }

    @Test
    void anInterruptIsGoneBeforeTheNextTask() throws InterruptedException {
        Workers one = new Workers("hawser-test-single", 1, PLATFORM, new FreshThreads(null), () -> {});
        Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();
        CountDownLatch ran = new CountDownLatch(1);
        one.execute(() -> Thread.currentThread().interrupt());
        one.execute(() -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            ran.countDown();
        });
        ran.await();

        assertThat(interrupted).containsExactly(false);
        assertThat(one.stop(TimeUnit.SECONDS.toNanos(20))).isTrue();
    }

    @Test
    void threadsThatAreRenewedAreReplacedAsSoonAsTheyHaveNothingToDo() throws InterruptedException {
        blockAll();
        Set<Thread> before = ConcurrentHashMap.newKeySet();
        Set<Thread> after = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            workers.execute(() -> {
                after.add(Thread.currentThread());
                done.countDown();
            });
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("hawser-test-worker")) {
                before.add(thread);
            }
        }
        workers.renew();
        release.countDown();
        done.await();
        assertThat(before).hasSize(2).doesNotContainAnyElementsOf(after);
        Awaitility.await().untilAsserted(() -> assertThat(before).noneMatch(Thread::isAlive));
        workers.renew();
        Awaitility.await().untilAsserted(() -> assertThat(after).noneMatch(Thread::isAlive));
    }

    @Test
    void aThreadKeepsNothingOfTheOneThatHasMadeIt() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(new ClassLoader(before) {});
        try {
            Queue<Boolean> none = new ConcurrentLinkedQueue<>();
            CountDownLatch ran = new CountDownLatch(1);
            workers.execute(() -> {
                none.add(Thread.currentThread().getContextClassLoader() == null);
                ran.countDown();
            });
            ran.await();
            assertThat(none).containsExactly(true);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private void blockAll() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            workers.execute(() -> {
                blocked.countDown();
                awaitRelease();
            });
        }
        blocked.await();
    }

    private void awaitRelease() {
        awaitQuietly(release);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
