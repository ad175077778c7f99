package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FarewellTest {

    private static boolean isFarewell(byte[] bytes) {
        return Farewell.endsWithClose(ByteBuffer.wrap(bytes));
    }

    @Test
    void aCloseFrameAtTheEndIsFound() {
        for (int length = 0; length <= 125; length++) {
            byte[] frame = Frames.client(0x88, new byte[length]);
            assertThat(isFarewell(frame)).isTrue();
            assertThat(isFarewell(Frames.joined(List.of(Frames.text("before"), frame))))
                    .isTrue();
        }
    }

    @Test
    void whatIsNoneIsNoFarewell() {
        assertThat(isFarewell(new byte[0])).isFalse();
        assertThat(isFarewell(Frames.text("hello"))).isFalse();
        byte[] close = Frames.close(1000);
        assertThat(isFarewell(Arrays.copyOf(close, close.length - 1))).isFalse();
        assertThat(isFarewell(Frames.joined(List.of(close, Frames.text("after")))))
                .isFalse();
        // A server's, without a mask.
        assertThat(isFarewell(new byte[] {(byte) 0x88, 4, 3, (byte) 0xE8, 0, 0}))
                .isFalse();
    }

    @Test
    void bytesBeforeThePositionDoNotCount() {
        ByteBuffer bytes = ByteBuffer.wrap(Frames.close(1000));
        assertThat(Farewell.endsWithClose(bytes.position(1))).isFalse();
    }
}
