package io.hawser.servlet.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CallbacksTest {

    /** Undertow would repeat the call for ever. */
    @Test
    void containerThatTellsOfErrorsAgainAndAgainIsStopped() {
        Callbacks callbacks = new Callbacks();
        IOException lost = new IOException("broken pipe");
        for (int i = 0; i < 8; i++) {
            assertThat(callbacks.error(lost)).isSameAs(lost);
        }
        assertThatThrownBy(() -> callbacks.error(lost))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining("broken pipe")
                .extracting(Throwable::getStackTrace)
                .isEqualTo(new StackTraceElement[0]);
    }
}
