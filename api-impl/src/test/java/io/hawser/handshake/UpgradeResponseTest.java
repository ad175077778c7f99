package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class UpgradeResponseTest {

    @Test
    void nothingMayBeNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> new UpgradeResponse(101, null, Headers.EMPTY, new byte[0]))
                .withMessage("reason");
        assertThatNullPointerException()
                .isThrownBy(() -> new UpgradeResponse(101, "", null, new byte[0]))
                .withMessage("headers");
        assertThatNullPointerException()
                .isThrownBy(() -> new UpgradeResponse(101, "", Headers.EMPTY, null))
                .withMessage("body");
    }
}
