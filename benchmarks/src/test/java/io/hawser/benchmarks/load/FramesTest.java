package io.hawser.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {

    @Test
    void theExampleOfTheSpecificationIsFramedAsThere() {
        // RFC 6455, section 5.7
        assertThat(Frames.masked(1, "Hello".getBytes(US_ASCII), 0x37fa213d))
                .containsExactly(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58);
    }

    @ParameterizedTest
    @CsvSource({"0, 6", "125, 6", "126, 8", "65535, 8", "65536, 14"})
    void theHeaderGrowsWithTheLength(int length, int header) {
        byte[] frame = Frames.masked(2, new byte[length], 0);
        assertThat(frame).hasSize(header + length);
        assertThat(Arrays.copyOf(frame, 1)).containsExactly(0x82);
    }
}
