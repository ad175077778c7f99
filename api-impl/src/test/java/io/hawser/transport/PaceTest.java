package io.hawser.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace();

    private void fast(int turns) {
        for (int i = 0; i < turns; i++) {
            pace.ended(true);
        }
    }

    @Test
    void anEndpointIsFastUntilATurnHasKeptOthersWaiting() {
        assertThat(pace.isSlow()).isFalse();
        pace.ended(false);
        assertThat(pace.isSlow()).isFalse();
        pace.stuck();
        assertThat(pace.isSlow()).isTrue();
        assertThat(pace.mayBlock()).isTrue();
    }

    @Test
    void itIsFastAgainWhenSixteenTurnsWereFastAfterTheLastSlowOne() {
        pace.stuck();
        fast(15);
        assertThat(pace.isSlow()).isTrue();
        pace.ended(false);
        fast(15);
        assertThat(pace.isSlow()).isTrue();
        fast(1);
        assertThat(pace.isSlow()).isFalse();
        assertThat(pace.mayBlock()).isFalse();
        fast(1);
        assertThat(pace.isSlow()).isFalse();
    }

    @Test
    void whatIsSeenOfOneTurnIsBelievedOfSixtyFour() {
        pace.waits();
        assertThat(pace.mayBlock())
                .as("of an endpoint that keeps nobody waiting")
                .isFalse();
        pace.stuck();
        for (int i = 0; i < 63; i++) {
            pace.ended(false);
            assertThat(pace.mayBlock()).isTrue();
        }
        pace.ended(false);
        assertThat(pace.mayBlock()).isFalse();
        assertThat(pace.isSlow()).isTrue();
        pace.waits();
        assertThat(pace.mayBlock()).isTrue();
    }
}
