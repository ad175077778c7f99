package io.hawser.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test has its own clock. Time passes while the thread would park. */
@Timeout(60)
class PollingTest {

    private static final long SECOND = 1_000_000_000L;

    private long now;
    private int parked;

    private boolean await(BooleanSupplier condition, long nanos) {
        return Polling.await(condition, nanos, () -> now, period -> {
            parked++;
            now += period;
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, SECOND})
    void aTrueConditionIsNotWaitedFor(long nanos) {
        assertThat(await(() -> true, nanos)).isTrue();
        assertThat(parked).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0})
    void withoutTimePollingDoesNotWait(long nanos) {
        assertThat(await(() -> false, nanos)).isFalse();
        assertThat(parked).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -SECOND, Long.MAX_VALUE - 10, Long.MIN_VALUE})
    void waitsUntilItIsMetAtWhateverTime(long begin) {
        now = begin;
        assertThat(await(() -> now - begin >= SECOND / 2, SECOND)).isTrue();
        assertThat(now - begin).isEqualTo(SECOND / 2);
    }

    @Test
    void waitsNoLongerThanItMay() {
        assertThat(await(() -> false, SECOND)).isFalse();
        assertThat(now).isEqualTo(SECOND);
        assertThat(parked).isEqualTo(200);
    }

    @Test
    void aConditionThatBecomesTrueAtTheLastMomentCounts() {
        assertThat(await(() -> now >= SECOND, SECOND)).isTrue();
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        assertThat(await(
                        () -> {
                            if (parked == 3) {
                                Thread.currentThread().interrupt();
                            }
                            return false;
                        },
                        SECOND))
                .isFalse();
        assertThat(parked).isEqualTo(3);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void waitsInRealTimeToo() {
        long begun = System.nanoTime();
        assertThat(Polling.await(() -> System.nanoTime() - begun > SECOND / 50, 20 * SECOND))
                .isTrue();
        assertThat(Polling.await(() -> false, 1)).isFalse();
    }
}
