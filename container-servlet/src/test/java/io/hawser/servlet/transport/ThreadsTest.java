package io.hawser.servlet.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.Settings;
import io.hawser.thread.Turn;
import io.hawser.thread.TurnThread;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The threads of an application, and the objects that they share. */
class ThreadsTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(10);

    private final ClassLoader loader = new URLClassLoader(new URL[0]);

    private Workers workers(int most) {
        return new Workers("test", Settings.defaults().maxThreads(most), Worker::new, loader, () -> {});
    }

    @Test
    void workersHaveTheClassLoaderOfTheApplicationAndEndWithIt() throws Exception {
        Workers workers = workers(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            workers.execute(() -> {
                threads.add(Thread.currentThread());
                both.countDown();
            });
        }
        assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).isNotEmpty().allSatisfy(thread -> {
            assertThat(thread.getContextClassLoader()).isSameAs(loader);
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).startsWith("test-");
        });
        assertThat(workers.isStopped()).isFalse();
        assertThat(workers.stop(LONG)).isTrue();
        assertThat(workers.isStopped()).isTrue();
        assertThat(threads).noneMatch(Thread::isAlive);
        AtomicBoolean ran = new AtomicBoolean();
        workers.execute(() -> ran.set(true));
        assertThat(ran).isFalse();
    }

    @Test
    void aTaskThatChangesTheClassLoaderDoesNotChangeItForTheNext() throws Exception {
        Workers workers = workers(1);
        CompletableFuture<ClassLoader> next = new CompletableFuture<>();
        workers.execute(() -> Thread.currentThread().setContextClassLoader(null));
        workers.execute(() -> next.complete(Thread.currentThread().getContextClassLoader()));
        assertThat(next.get(10, TimeUnit.SECONDS)).isSameAs(loader);
        assertThat(workers.stop(LONG)).isTrue();
    }

    @Test
    void thereAreNoMoreThreadsThanTheSettingSaysAndNoTaskIsLost() throws Exception {
        Workers workers = workers(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            workers.execute(() -> {
                threads.add(Thread.currentThread());
                done.incrementAndGet();
            });
        }
        await().untilAtomic(done, org.hamcrest.Matchers.is(10_000));
        assertThat(threads).hasSizeLessThanOrEqualTo(3);
        assertThat(workers.stop(LONG)).isTrue();
    }

    /** There are no ticks here. Without the announcement, the last turn would wait for the others. */
    @Test
    void aTurnThatIsAboutToBlockKeepsNobodyWaiting() throws Exception {
        Workers workers = workers(100);
        int runners = Runtime.getRuntime().availableProcessors();
        CountDownLatch blocked = new CountDownLatch(runners);
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < runners; i++) {
            workers.execute(turn(() -> {
                // As the client of the standalone container does in a callback of the application.
                TurnThread.beforeBlocking();
                blocked.countDown();
                release.await();
            }));
        }
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
        CountDownLatch ran = new CountDownLatch(1);
        workers.execute(turn(ran::countDown));
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        release.countDown();
        assertThat(workers.stop(LONG)).isTrue();
    }

    private interface Action {
        void run() throws Exception;
    }

    private static Turn turn(Action action) {
        return new Turn() {
            @Override
            public boolean isSlow() {
                return false;
            }

            @Override
            public boolean mayBlock() {
                return false;
            }

            @Override
            public void waits() {}

            @Override
            public void stuck(boolean waited) {}

            @Override
            public void relieved() {}

            @Override
            public void run() {
                try {
                    action.run();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    @Test
    void aThreadThatIsBlockedIsToldOf() throws Exception {
        Workers workers = workers(1);
        CountDownLatch release = new CountDownLatch(1);
        workers.execute(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(workers.stop(1)).isFalse();
        release.countDown();
        assertThat(workers.stop(LONG)).isTrue();
    }

    /** If a method of an endpoint runs when the application ends, it may wait for its own message. */
    @Test
    void whatTheLastTaskWaitsForIsDoneAfterTheEndToo() throws Exception {
        Workers workers = workers(1);
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        workers.execute(() -> {
            try {
                ended.await();
                CountDownLatch completed = new CountDownLatch(1);
                workers.executeCompletion(completed::countDown);
                told.complete(completed.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Thread end = new Thread(() -> {
            try {
                workers.stop(LONG);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        end.start();
        await().until(workers::isStopped);
        ended.countDown();
        assertThat(told.get(30, TimeUnit.SECONDS)).isTrue();
        end.join();
        AtomicBoolean ran = new AtomicBoolean();
        workers.executeCompletion(() -> ran.set(true));
        assertThat(ran).isFalse();
    }

    @Test
    void buffersAreUsedAgainAndHaveArraysOfTheirSize() {
        ReadBuffers buffers = new ReadBuffers();
        ByteBuffer first = buffers.take();
        assertThat(first.array()).hasSize(first.remaining());
        first.position(5).limit(7);
        buffers.giveBack(first);
        ByteBuffer again = buffers.take();
        assertThat(again).isSameAs(first);
        assertThat(again.remaining()).isEqualTo(first.capacity());
        Set<ByteBuffer> many = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        for (int i = 0; i < 100; i++) {
            many.add(buffers.take());
        }
        assertThat(many).hasSize(100);
        new HashSet<>(many).forEach(buffers::giveBack);
    }

    @Test
    void whatIsWrittenIsInAnArrayOfExactlyItsSize() {
        HeapBuffer buffer = HeapBuffer.of(10);
        assertThat(buffer.bytes().remaining()).isEqualTo(64);
        buffer.bytes().put(new byte[] {1, 2, 3});
        assertThat(buffer.filled()).containsExactly(1, 2, 3);
        HeapBuffer full = HeapBuffer.of(64);
        full.bytes().put(new byte[64]);
        assertThat(full.filled()).isSameAs(full.bytes().array());
        full.release();
    }

    @Test
    void aCallbackThatIsHeldReturnsWhenItIsReleased() throws Exception {
        Callbacks callbacks = new Callbacks();
        assertThat(callbacks.hold()).isFalse();
        callbacks.enter();
        assertThat(callbacks.hold()).isTrue();
        CountDownLatch returned = new CountDownLatch(1);
        Thread callback = new Thread(() -> {
            callbacks.leave();
            returned.countDown();
        });
        callback.start();
        assertThat(returned.getCount()).isEqualTo(1);
        callbacks.release();
        callback.join();
        assertThat(callbacks.hold()).isFalse();
    }
}
