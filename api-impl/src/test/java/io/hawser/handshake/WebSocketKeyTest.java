package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketKeyTest {

    @Test
    void theExampleOfTheRfcIsAnsweredAsThere() {
        assertThat(new WebSocketKey("dGhlIHNhbXBsZSBub25jZQ==").accept()).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void randomKeysAreSixteenBytesAndDiffer() {
        assertThat(Stream.generate(WebSocketKey::random).limit(100).map(WebSocketKey::value))
                .doesNotHaveDuplicates()
                .allSatisfy(
                        value -> assertThat(Base64.getDecoder().decode(value)).hasSize(16));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAAAAAAAAAAAAAAAAAA", // 15 bytes
                "AAAAAAAAAAAAAAAAAAAAAAA=", // 17 bytes
                "AAAAAAAAAAAAAAAAAAAAAAAA", // 18 bytes
                "AAAAAAAAAAAAAAAAAAAAAA", // without padding
                "AAAAAAAAAAAAAAAAAAAAA*==",
                "AAAAAAAAAAAAAAAAAAAAA-==", // the alphabet of URLs
                "AAAAAAAAAAAAAAAAAAAAAA==, AAAAAAAAAAAAAAAAAAAAAA==",
                "AAAAAAAAAAAA AAAAAAAAA=="
            })
    void aKeyThatIsNotSixteenBytesInBase64IsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebSocketKey(value))
                .withMessageContaining("is not the base64 of 16 bytes");
    }

    @Test
    void aRefusedKeyIsShownEscapedAndShortened() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebSocketKey("\n".repeat(1000)))
                .withMessageMatching("[ -~]{1,150}");
    }
}
