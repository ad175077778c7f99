package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.session.output.ConnectionLock;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A message whose encoding takes long, such as one that is deflated, and the I/O context, which has to serve other
 * connections.
 */
@Timeout(60)
class LongMessagesTest {

    private final ConnectionLock lock = new ConnectionLock();

    private Thread holding(CountDownLatch done) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        Thread holder = new Thread(() -> {
            lock.lock();
            try {
                held.countDown();
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        });
        holder.start();
        held.await();
        return holder;
    }

    @Test
    void theIoContextDoesNotWaitAndIsRequestedAgain() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Thread holder = holding(done);
        assertThat(lock.tryPull()).isFalse();
        assertThat(lock.hasPullFailed()).isTrue();
        done.countDown();
        holder.join();
        assertThat(lock.takeMissed()).isTrue();
        assertThat(lock.takeMissed()).as("once").isFalse();
        assertThat(lock.tryPull()).isTrue();
        assertThat(lock.hasPullFailed()).isFalse();
        lock.unlock();
        assertThat(lock.takeMissed()).isFalse();
    }

    @Test
    void aMissedPullIsReportedOnlyAfterTheLockIsReleased() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Thread holder = holding(done);
        assertThat(lock.tryPull()).isFalse();
        done.countDown();
        holder.join();
        lock.lock();
        assertThat(lock.takeMissed()).isFalse();
        lock.unlock();
        assertThat(lock.takeMissed()).isTrue();
    }

    @Test
    void anInterruptIsKept() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Thread holder = holding(done);
        Thread.currentThread().interrupt();
        assertThat(lock.tryPull()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        done.countDown();
        holder.join();
        Thread.currentThread().interrupt();
        assertThat(lock.tryPull()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        lock.unlock();
    }

    /** A message whose buffer is filled slowly: nothing is lost, and the Close frame follows it. */
    @Test
    void whatWasNotWaitedForIsWrittenBeforeTheEnd() throws Exception {
        try (End end = End.server()) {
            LongMessage message = new LongMessage();
            end.extensions.add(message);
            end.open();
            end.start();
            message.begin(end.session());
            assertThat(end.connection().next()).isNull();
            assertThat(end.connection().isComing()).isTrue();
            message.end();
            end.session().close();
            await().untilAsserted(
                            () -> assertThat(end.peer.seen()).startsWith("TEXT long in the making", "CLOSE 1000 "));
        }
    }
}
