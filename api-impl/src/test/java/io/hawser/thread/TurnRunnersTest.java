package io.hawser.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.Settings;
import io.hawser.log.Log;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test calls the ticks. */
@Timeout(60)
class TurnRunnersTest {

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger turnsWait = new AtomicInteger();
    private final Set<Thread> ran = ConcurrentHashMap.newKeySet();
    private volatile boolean exhausted;
    private WorkerPool pool;
    private TurnRunners turns;

    private void start(int threads, int runners) {
        pool = new WorkerPool(
                "test-turns",
                threads,
                (work, name) -> {
                    if (exhausted) {
                        throw new OutOfMemoryError("unable to create native thread: by design");
                    }
                    return new Thread(work, name);
                },
                Log.of(TurnRunnersTest.class),
                new VirtualThreads("test-virtual", null, Settings.defaults().virtualThreads(false)),
                () -> {});
        turns = new TurnRunners(pool, runners, turnsWait::incrementAndGet);
    }

    @AfterEach
    void end() {
        release.countDown();
        exhausted = false;
        tick();
        assertThat(pool.stop(TimeUnit.SECONDS.toNanos(20))).isTrue();
    }

    private void tick() {
        turns.tick(true);
        pool.tick(System.nanoTime());
    }

    /** A turn that runs some code. */
    private class Code implements Turn {
        private final Runnable code;
        private volatile boolean slow;
        private volatile boolean relieved;
        private volatile boolean stuck;
        private volatile boolean waits;

        Code(Runnable code) {
            this.code = code;
        }

        @Override
        public void run() {
            ran.add(Thread.currentThread());
            code.run();
        }

        @Override
        public boolean isSlow() {
            return slow;
        }

        @Override
        public boolean mayBlock() {
            return false;
        }

        @Override
        public void waits() {
            waits = true;
        }

        @Override
        public void stuck(boolean waited) {
            stuck = true;
        }

        @Override
        public void relieved() {
            relieved = true;
        }
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

    /** Occupies all runners with turns that end with the latch. */
    private List<Code> occupy(int runners) {
        CountDownLatch begun = new CountDownLatch(runners);
        List<Code> busy = new ArrayList<>();
        for (int i = 0; i < runners; i++) {
            Code turn = new Code(() -> {
                begun.countDown();
                awaitRelease();
            });
            busy.add(turn);
            turns.execute(turn);
        }
        await(begun);
        return busy;
    }

    @Test
    void oneRunnerRunsWhatComesMeanwhileInItsOrder() throws InterruptedException {
        start(100, 1);
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        occupy(1);
        CountDownLatch done = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            int number = i;
            turns.execute(new Code(() -> {
                order.add(number);
                done.countDown();
            }));
        }
        assertThat(turns.isWaiting()).isTrue();
        assertThat(turnsWait).as("ticks are asked for").hasValue(50);
        release.countDown();
        done.await();
        assertThat(List.copyOf(order)).hasSize(50).isSorted();
        assertThat(ran).hasSize(1);
        assertThat(turns.isWaiting()).isFalse();
    }

    @Test
    void thereAreAsManyRunnersAsAllowed() {
        start(100, 4);
        occupy(4);
        assertThat(ran).hasSize(4);
        turns.execute(new Code(() -> {}));
        assertThat(turns.isWaiting()).isTrue();
    }

    @Test
    void aTurnThatIsAboutToBlockLetsTheOthersGoOnWithoutATick() throws InterruptedException {
        start(100, 1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Code blocking = new Code(() -> {
            begun.countDown();
            await(goOn);
            turns.beforeBlocking();
            turns.beforeBlocking();
            awaitRelease();
        });
        turns.execute(blocking);
        begun.await();
        CountDownLatch done = new CountDownLatch(2);
        turns.execute(new Code(done::countDown));
        turns.execute(new Code(done::countDown));
        goOn.countDown();
        done.await();
        assertThat(blocking.relieved).isTrue();
        assertThat(blocking.stuck).as("it has delayed nobody").isFalse();
    }

    @Test
    void beforeBlockingOutsideATurnHasNoEffect() throws InterruptedException {
        start(100, 1);
        turns.beforeBlocking();
        occupy(1);
        turns.beforeBlocking();
        turns.execute(new Code(() -> {}));
        assertThat(turns.isWaiting()).isTrue();
    }

    @Test
    void aTurnThatLastsFromTickToTickLetsTheOthersGoOn() throws InterruptedException {
        start(100, 1);
        Code stuck = occupy(1).get(0);
        CountDownLatch done = new CountDownLatch(1);
        turns.execute(new Code(done::countDown));
        tick();
        assertThat(done.getCount()).as("one tick says nothing yet").isOne();
        tick();
        done.await();
        assertThat(stuck.relieved).as("only its own thread says so").isFalse();
        assertThat(stuck.stuck).isTrue();
    }

    @Test
    void aLateTickRelievesNobody() throws InterruptedException {
        start(100, 1);
        occupy(1);
        CountDownLatch done = new CountDownLatch(1);
        turns.execute(new Code(done::countDown));
        for (int i = 0; i < 10; i++) {
            turns.tick(false);
        }
        assertThat(done.getCount()).isOne();
        turns.tick(true);
        done.await();
    }

    @Test
    void manyTurnsThatBlockTakeTwoTicks() throws InterruptedException {
        start(100, 2);
        occupy(2);
        CountDownLatch begun = new CountDownLatch(60);
        for (int i = 0; i < 60; i++) {
            turns.execute(new Code(() -> {
                begun.countDown();
                awaitRelease();
            }));
        }
        tick();
        tick();
        begun.await();
    }

    @Test
    void aSlowConnectionHasASeparateThread() throws InterruptedException {
        start(100, 1);
        occupy(1);
        CountDownLatch done = new CountDownLatch(1);
        Code slow = new Code(done::countDown);
        slow.slow = true;
        turns.execute(slow);
        done.await();
        assertThat(turns.isWaiting()).isFalse();
    }

    /** So it has a virtual thread the next time. */
    @Test
    void aSlowConnectionIsToldThatItWaits() throws InterruptedException {
        start(100, 1);
        CountDownLatch begun = new CountDownLatch(1);
        Code slow = new Code(() -> {
            begun.countDown();
            awaitRelease();
        });
        slow.slow = true;
        turns.execute(slow);
        begun.await();
        Awaitility.await().until(() -> {
            tick();
            return slow.waits;
        });
        assertThat(slow.stuck).as("it keeps nobody waiting").isFalse();
    }

    /** As the driver of a database does; for the JDK the thread is runnable. */
    @Test
    void aSlowConnectionThatWaitsInASystemCallIsToldSo() throws Exception {
        start(100, 1);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Code slow = new Code(() -> {
                try {
                    server.accept();
                } catch (IOException e) {
                    // The end of the test.
                }
            });
            slow.slow = true;
            turns.execute(slow);
            Awaitility.await().until(() -> {
                tick();
                return slow.waits;
            });
        }
    }

    @Test
    void aSlowConnectionThatComputesIsNotToldSo() throws InterruptedException {
        start(100, 1);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger sum = new AtomicInteger();
        Code slow = new Code(() -> {
            begun.countDown();
            while (release.getCount() > 0) {
                sum.incrementAndGet();
            }
        });
        slow.slow = true;
        turns.execute(slow);
        begun.await();
        Awaitility.await().until(() -> sum.get() > 1000);
        for (int i = 0; i < 20; i++) {
            tick();
        }
        assertThat(slow.waits).isFalse();
    }

    /** Two connections that always have a next turn keep the only thread of the pool. */
    @Test
    void runnersLeaveTheirThreadsToOtherTasks() throws InterruptedException {
        start(1, 1);
        AtomicInteger count = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            Code[] self = new Code[1];
            self[0] = new Code(() -> {
                count.incrementAndGet();
                if (release.getCount() > 0) {
                    turns.execute(self[0]);
                }
            });
            turns.execute(self[0]);
        }
        CountDownLatch done = new CountDownLatch(2);
        Code slow = new Code(done::countDown);
        slow.slow = true;
        turns.execute(slow);
        pool.execute(done::countDown);
        done.await();
        int before = count.get();
        Awaitility.await("the runner goes on").until(() -> count.get() > before + 100);
    }

    @Test
    void aRunnerThatCannotBeReplacedKeepsItsTurns() throws InterruptedException {
        start(100, 1);
        occupy(1);
        exhausted = true;
        CountDownLatch done = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            turns.execute(new Code(done::countDown));
        }
        tick();
        tick();
        assertThat(done.getCount()).isEqualTo(3);
        exhausted = false;
        tick();
        tick();
        done.await();
    }

    @Test
    void whatATurnThrowsEndsNothing() throws InterruptedException {
        start(100, 1);
        occupy(1);
        CountDownLatch done = new CountDownLatch(1);
        turns.execute(new Code(() -> {
            throw new StackOverflowError("by design");
        }));
        turns.execute(new Code(() -> Thread.currentThread().interrupt()));
        turns.execute(new Code(() -> {
            if (!Thread.currentThread().isInterrupted()) {
                done.countDown();
            }
        }));
        release.countDown();
        done.await();
        assertThat(ran).hasSize(1);
    }

    @Test
    void aPoolWithoutThreadsRunsTheTurnsLater() throws InterruptedException {
        start(1, 1);
        exhausted = true;
        CountDownLatch done = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            turns.execute(new Code(done::countDown));
        }
        assertThat(done.getCount()).isEqualTo(3);
        exhausted = false;
        tick();
        done.await();
        assertThat(ran).hasSize(1);
    }

    /** The runner becomes idle between nearly all turns, while another thread gives it one. */
    @Test
    void turnsThatComeWhileTheRunnerBecomesIdleAreRun() throws InterruptedException {
        start(8, 1);
        Thread[] givers = new Thread[3];
        AtomicInteger relieved = new AtomicInteger();
        for (int i = 0; i < givers.length; i++) {
            givers[i] = new Thread(() -> {
                Semaphore done = new Semaphore(0);
                for (int n = 0; n < 20_000; n++) {
                    Code[] turn = new Code[1];
                    boolean blocks = n % 4 == 0;
                    turn[0] = new Code(() -> {
                        if (blocks) {
                            turns.beforeBlocking();
                            relieved.addAndGet(turn[0].relieved ? 1 : 0);
                        }
                        done.release();
                    });
                    turns.execute(turn[0]);
                    done.acquireUninterruptibly();
                }
            });
            givers[i].start();
        }
        for (Thread giver : givers) {
            giver.join();
        }
        assertThat(relieved).as("each turn that blocks has found its runner").hasValue(15_000);
    }

    @Test
    void noTurnIsLostOrRunTwiceWhateverHappensMeanwhile() throws InterruptedException {
        start(40, 3);
        int connections = 50;
        int each = 400;
        AtomicInteger overlaps = new AtomicInteger();
        Semaphore done = new Semaphore(0);
        Runnable[] starts = new Runnable[connections];
        for (int i = 0; i < connections; i++) {
            AtomicInteger left = new AtomicInteger(each);
            AtomicInteger inside = new AtomicInteger();
            Code[] self = new Code[1];
            self[0] = new Code(() -> {
                overlaps.addAndGet(inside.getAndIncrement());
                int dice = ThreadLocalRandom.current().nextInt(100);
                if (dice == 0) {
                    Awaitility.await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> true);
                } else if (dice < 10) {
                    turns.beforeBlocking();
                }
                inside.decrementAndGet();
                if (left.decrementAndGet() > 0) {
                    turns.execute(self[0]);
                } else {
                    done.release();
                }
            });
            starts[i] = () -> turns.execute(self[0]);
        }
        for (Runnable start : starts) {
            start.run();
        }
        while (!done.tryAcquire(connections, 5, TimeUnit.MILLISECONDS)) {
            tick();
        }
        assertThat(overlaps).hasValue(0);
        assertThat(turns.isWaiting()).isFalse();
    }
}
