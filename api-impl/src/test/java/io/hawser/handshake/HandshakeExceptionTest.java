package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandshakeExceptionTest {

    @Test
    void carriesTheReasonAndTheResponse() {
        UpgradeResponse response = Refusal.of(400, "why", Headers.EMPTY);
        HandshakeException exception = new HandshakeException("why", response);
        assertThat(exception).hasMessage("why");
        assertThat(exception.response()).isSameAs(response);
    }
}
