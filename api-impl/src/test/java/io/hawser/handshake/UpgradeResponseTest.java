package io.hawser.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeResponseTest {

    private static UpgradeResponse of(int status, String reason) {
        return new UpgradeResponse(
                status, reason, Headers.builder().add("A", "1").build(), new byte[] {'n', 'o'});
    }

    @Test
    void aResponseIsWrittenAsHttpHasItWithItsBody() {
        assertThat(new String(of(403, "Geht \u00fcberhaupt nicht").encode(), ISO_8859_1))
                .isEqualTo("HTTP/1.1 403 Geht \u00fcberhaupt nicht\r\nA: 1\r\n\r\nno");
        assertThat(new String(of(418, "").encode(), ISO_8859_1)).startsWith("HTTP/1.1 418 \r\n");
    }

    @Test
    void headerInjectionThroughAStatusLineIsRefused() {
        for (UpgradeResponse response :
                List.of(of(200, "OK\r\nX: 1"), of(200, "\u010a"), of(99, "OK"), of(1000, "OK"), of(-1, "OK"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(response::encode)
                    .withMessageEndingWith(" is not a status line of HTTP/1.1 (RFC 9112, section 4)");
        }
    }

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
