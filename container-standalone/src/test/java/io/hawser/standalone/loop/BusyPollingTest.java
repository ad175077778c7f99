package io.hawser.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SelectStrategy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BusyPollingTest {

    private final AtomicInteger polls = new AtomicInteger();
    private boolean tasks;
    private final BusyPolling strategy = new BusyPolling(() -> tasks, () -> true);

    private int poll(int emptyPolls, boolean mustNotWait) throws Exception {
        polls.set(0);
        return strategy.calculateStrategy(() -> polls.incrementAndGet() > emptyPolls ? 7 : 0, mustNotWait);
    }

    @Test
    void whereThereAreTasksItPollsOnce() throws Exception {
        assertThat(poll(1, true)).isZero();
        assertThat(poll(0, true)).isEqualTo(7);
        assertThat(polls).hasValue(1);
    }

    @Test
    void itPollsUntilSomethingComes() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(poll(3, false)).isEqualTo(7);
            assertThat(polls).hasValue(4);
        }
    }

    @Test
    void aTaskThatComesMeanwhileIsSeenAtOnce() throws Exception {
        tasks = true;
        assertThat(poll(Integer.MAX_VALUE, false)).isZero();
        assertThat(polls).hasValue(1);
    }

    @Test
    void afterATimeInVainMoreAndMorePollsSleepAtOnce() throws Exception {
        int asleep = 1;
        for (int i = 0; i < 12; i++) {
            assertThat(poll(Integer.MAX_VALUE, false)).isEqualTo(SelectStrategy.SELECT);
            assertThat(polls).hasPositiveValue();
            for (int j = 0; j < asleep; j++) {
                assertThat(poll(0, false)).isEqualTo(SelectStrategy.SELECT);
                assertThat(polls).hasValue(0);
            }
            asleep = Math.min(2 * asleep + 1, 255);
        }
        // Something comes, so the next time in vain is the first one again.
        assertThat(poll(0, false)).isEqualTo(7);
        assertThat(poll(Integer.MAX_VALUE, false)).isEqualTo(SelectStrategy.SELECT);
        assertThat(poll(0, false)).isEqualTo(SelectStrategy.SELECT);
        assertThat(poll(0, false)).isEqualTo(7);
    }

    @Test
    void whereItIsNotWorthItItSleepsAtOnce() throws Exception {
        BusyPolling alone = new BusyPolling(() -> false, () -> false);
        assertThat(alone.calculateStrategy(() -> 7, false)).isEqualTo(SelectStrategy.SELECT);
        assertThat(alone.calculateStrategy(() -> 7, true)).isEqualTo(7);
    }
}
