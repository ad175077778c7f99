package io.hawser.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace();

    private void ranAlone(int turns) {
        for (int i = 0; i < turns; i++) {
            pace.ranAlone(true);
        }
    }

    @Test
    void anEndpointIsFastUntilATurnHasKeptOthersWaiting() {
        assertThat(pace.isSlow()).isFalse();
        pace.ranAlone(false);
        assertThat(pace.isSlow()).isFalse();
        pace.stuck(true);
        assertThat(pace.isSlow()).isTrue();
        assertThat(pace.mayBlock()).isTrue();
    }

    @Test
    void oneThatComputesIsSlowAndDoesNotBlock() {
        pace.stuck(false);
        assertThat(pace.isSlow()).isTrue();
        assertThat(pace.mayBlock()).isFalse();
    }

    @Test
    void itIsFastAgainWhenSixteenTurnsWereFastAfterTheLastSlowOne() {
        pace.stuck(true);
        ranAlone(15);
        assertThat(pace.isSlow()).isTrue();
        pace.ranAlone(false);
        ranAlone(15);
        assertThat(pace.isSlow()).isTrue();
        ranAlone(1);
        assertThat(pace.isSlow()).isFalse();
        assertThat(pace.mayBlock()).isFalse();
        ranAlone(1);
        assertThat(pace.isSlow()).isFalse();
    }
}
