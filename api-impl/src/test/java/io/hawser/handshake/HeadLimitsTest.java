package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HeadLimitsTest {

    @Test
    void aLimitIsOneOrMore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadLimits(0, 1, 1))
                .withMessage("maxLineLength is 0, it must be 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadLimits(1, -1, 1))
                .withMessage("maxFields is -1, it must be 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadLimits(1, 1, 0))
                .withMessage("maxSize is 0, it must be 1 or more");
    }
}
