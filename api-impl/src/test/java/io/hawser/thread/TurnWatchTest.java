package io.hawser.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnWatchTest {

    private interface Code {
        void run() throws Exception;
    }

    private final TurnWatch<String> watch = new TurnWatch<>();

    /** {@return a thread that is in a turn} */
    private Thread turn(Code code) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            watch.begin("turn");
            begun.countDown();
            try {
                code.run();
            } catch (Exception e) {
                // The end of the test.
            }
        });
        thread.start();
        begun.await();
        return thread;
    }

    @Test
    void aTurnIsStuckAtTheSecondTickThatComesInTime() {
        assertThat(watch.stuck(true)).isZero();
        assertThat(watch.running(0)).isNull();
        long first = watch.begin("a");
        assertThat(watch.stuck(true)).isZero();
        assertThat(watch.stuck(false)).isZero();
        assertThat(watch.stuck(true)).isEqualTo(first).isEqualTo(watch.number());
        assertThat(watch.running(first)).isEqualTo("a");
        assertThat(watch.isMine()).isTrue();
        assertThat(watch.take(first)).isTrue();
        assertThat(watch.take(first)).isFalse();
        assertThat(watch.running(first)).isNull();
        assertThat(watch.isMine()).isFalse();
        assertThat(watch.isWaiting()).isFalse();
        long second = watch.begin("b");
        assertThat(watch.stuck(true)).isZero();
        assertThat(watch.running(first)).isNull();
        assertThat(watch.running(second)).isEqualTo("b");
    }

    @Test
    void aThreadThatIsParkedWaits() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        Thread thread = turn(release::await);
        await().until(watch::isWaiting);
        release.countDown();
        thread.join();
    }

    @Test
    void aThreadThatComputesDoesNotWait() throws InterruptedException {
        boolean[] computed = new boolean[1];
        CountDownLatch release = new CountDownLatch(1);
        Thread thread = turn(() -> {
            long sum = 0;
            while (release.getCount() > 0) {
                sum += sum * 31 + 1;
            }
            computed[0] = sum != 0;
        });
        await().until(() -> !watch.isWaiting());
        release.countDown();
        thread.join();
        assertThat(computed[0]).isTrue();
    }
}
