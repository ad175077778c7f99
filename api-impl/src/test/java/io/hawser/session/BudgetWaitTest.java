package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.protocol.ProtocolException;
import io.hawser.session.memory.Budget;
import io.hawser.session.memory.Share;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Threads that wait until memory is free again. */
class BudgetWaitTest {

    private static final Share.Owner OWNER = new Share.Owner() {
        @Override
        public void tooMuchInput(ProtocolException reason) {}

        @Override
        public void tooMuchOutput(ProtocolException reason) {}
    };

    private final Budget budget = new Budget(100_000, TimeUnit.SECONDS.toNanos(60));
    private final MemoryTransport transport = new MemoryTransport();
    private final Share large = new Share(budget, transport, OWNER);
    private final Share small = new Share(budget, new MemoryTransport(), OWNER);
    private final AtomicBoolean given = new AtomicBoolean();
    private final Thread waiter = daemon(() -> given.set(budget.awaitGivenBack(small, () -> {})));

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private void tooMuchIsHeldByOneThatEnds() {
        transport.held.input = 200_000;
        large.transportHolds();
        assertThat(large.isEnding()).isTrue();
    }

    @Test
    void whoeverGivesMemoryBackAndWhoeverWaitsForItDoNotWaitForEachOther() throws InterruptedException {
        tooMuchIsHeldByOneThatEnds();
        Thread giving = daemon(large::count);
        CountDownLatch counting = new CountDownLatch(1);
        transport.held.whenAsked = () -> {
            if (Thread.currentThread() == giving) {
                counting.countDown();
                // Until the waiting thread has checked this session too.
                while (waiter.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
                transport.held.input = 0;
            }
        };
        giving.start();
        counting.await();
        waiter.start();
        giving.join(20_000);
        waiter.join(20_000);
        assertThat(giving.isAlive()).isFalse();
        assertThat(waiter.isAlive()).isFalse();
        assertThat(given).isTrue();
        assertThat(budget.held()).isZero();
    }

    @Test
    void aSessionThatHasToEndWaitsNoLonger() throws InterruptedException {
        tooMuchIsHeldByOneThatEnds();
        waiter.start();
        while (waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        small.leave();
        waiter.join(20_000);
        assertThat(waiter.isAlive()).isFalse();
    }
}
