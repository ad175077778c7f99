package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProtocolExceptionTest {

    @Test
    void codeAndMessageBecomeTheStatus() {
        ProtocolException exception = new ProtocolException(CloseStatus.TOO_BIG, "too big");

        assertThat(exception.closeCode()).isEqualTo(1009);
        assertThat(exception.status()).isEqualTo(new CloseStatus(1009, "too big"));
    }

    @Test
    void aMessageTooLongForACloseFrameIsCut() {
        assertThat(new ProtocolException(1002, "x".repeat(500)).status().reason())
                .hasSize(123);
    }

    @Test
    void itCarriesNoStackTrace() {
        assertThat(new ProtocolException(1002, "broken").getStackTrace()).isEmpty();
    }
}
