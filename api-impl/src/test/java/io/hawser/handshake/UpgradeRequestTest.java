package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class UpgradeRequestTest {

    @Test
    void nothingMayBeNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> new UpgradeRequest(null, "/", "HTTP/1.1", Headers.EMPTY))
                .withMessage("method");
        assertThatNullPointerException()
                .isThrownBy(() -> new UpgradeRequest("GET", null, "HTTP/1.1", Headers.EMPTY))
                .withMessage("target");
        assertThatNullPointerException()
                .isThrownBy(() -> new UpgradeRequest("GET", "/", null, Headers.EMPTY))
                .withMessage("version");
        assertThatNullPointerException()
                .isThrownBy(() -> new UpgradeRequest("GET", "/", "HTTP/1.1", null))
                .withMessage("headers");
    }
}
