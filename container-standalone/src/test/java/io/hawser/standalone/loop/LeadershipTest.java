package io.hawser.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of the test acts as a runner, and as the ticker. */
@Timeout(60)
class LeadershipTest {

    private final Leadership leadership = new Leadership();
    private final CountDownLatch freed = new CountDownLatch(1);
    private final CountDownLatch handedBack = new CountDownLatch(1);
    private final Thread own = new Thread(() -> {
        leadership.begin();
        leadership.free(freed::countDown);
        handedBack.countDown();
    });

    @BeforeEach
    void begin() throws InterruptedException {
        assertThat(leadership.take()).isFalse();
        leadership.handBack();
        leadership.tick();
        own.start();
        freed.await();
    }

    @AfterEach
    void end() throws InterruptedException {
        leadership.handBack();
        own.join();
    }

    private boolean isMine() {
        return leadership.isLeader(Thread.currentThread());
    }

    @Test
    void aRunnerLeadsAgainAndAgain() {
        for (int i = 0; i < 10; i++) {
            assertThat(leadership.isFree()).isTrue();
            assertThat(isMine()).isFalse();
            assertThat(leadership.take()).isTrue();
            assertThat(leadership.take()).isFalse();
            assertThat(leadership.isLedByRunner()).isTrue();
            assertThat(isMine()).isTrue();
            leadership.release();
        }
    }

    @Test
    void aLoopThatIsLedIsNotHandedBack() {
        assertThat(leadership.take()).isTrue();
        leadership.handBack();
        leadership.tick();
        leadership.tick();
        assertThat(leadership.isLedByRunner()).isTrue();
        leadership.release();
        assertThat(leadership.isFree()).isTrue();
    }

    @Test
    void aLoopThatIsHandedBackIsLedByItsOwnThread() throws InterruptedException {
        leadership.handBack();
        handedBack.await();
        assertThat(leadership.isLeader(own)).isTrue();
        assertThat(leadership.isFree()).isFalse();
        assertThat(leadership.take()).isFalse();
    }

    @Test
    void whereNobodyLeadsFromOneTickToTheNextTheLoopIsHandedBack() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            leadership.tick();
            assertThat(leadership.take()).isTrue();
            leadership.release();
        }
        assertThat(leadership.isFree()).isTrue();
        leadership.tick();
        leadership.tick();
        handedBack.await();
    }

    @Test
    void anInterruptDoesNotEndTheWaitOfTheLoopsThread() throws InterruptedException {
        own.interrupt();
        assertThat(leadership.take()).isTrue();
        assertThat(handedBack.getCount()).isOne();
        leadership.release();
        leadership.handBack();
        handedBack.await();
    }
}
