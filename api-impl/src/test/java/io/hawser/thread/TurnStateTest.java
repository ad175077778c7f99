package io.hawser.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnStateTest {

    private final TurnState word = new TurnState();

    @Test
    void thereIsNoTurnBetweenTurns() {
        assertThat(word.turn()).isZero();
        long turn = word.begin();
        assertThat(word.turn()).isEqualTo(turn);
        assertThat(word.take(turn)).isTrue();
        assertThat(word.turn()).isZero();
    }

    @Test
    void aTurnIsTakenOnce() {
        long turn = word.begin();
        assertThat(word.take(turn)).isTrue();
        assertThat(word.take(turn)).isFalse();
    }

    @Test
    void aTurnThatIsOverCannotBeTakenWhileALaterOneIsUnderWay() {
        long first = word.begin();
        word.take(first);
        long second = word.begin();

        assertThat(word.take(first)).isFalse();
        assertThat(word.turn()).isEqualTo(second);
    }

    @Test
    void exactlyOneOfTwoThreadsTakesATurn() throws Exception {
        int rounds = 20_000;
        CyclicBarrier barrier = new CyclicBarrier(2);
        AtomicInteger taken = new AtomicInteger();
        long[] turn = new long[1];
        Thread other = new Thread(() -> {
            for (int i = 0; i < rounds; i++) {
                await(barrier);
                if (word.take(turn[0])) {
                    taken.incrementAndGet();
                }
                await(barrier);
            }
        });
        other.start();
        for (int i = 0; i < rounds; i++) {
            turn[0] = word.begin();
            await(barrier);
            if (word.take(turn[0])) {
                taken.incrementAndGet();
            }
            await(barrier);
        }
        other.join();
        assertThat(taken).hasValue(rounds);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
