package io.hawser.servlet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.servlet.Frames;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseDetectorTest {

    private static boolean endsWithClose(byte[] bytes) {
        return new CloseDetector().endsWithClose(ByteBuffer.wrap(bytes));
    }

    @Test
    void aCloseFrameAtTheEndIsFound() {
        for (int length = 0; length <= 125; length++) {
            byte[] frame = Frames.client(0x88, new byte[length]);
            assertThat(endsWithClose(frame)).isTrue();
            assertThat(endsWithClose(Frames.joined(List.of(Frames.text("before"), frame))))
                    .isTrue();
        }
    }

    @Test
    void whatIsNoCloseFrameIsNotDetected() {
        assertThat(endsWithClose(new byte[0])).isFalse();
        assertThat(endsWithClose(Frames.text("hello"))).isFalse();
        byte[] close = Frames.close(1000);
        assertThat(endsWithClose(Arrays.copyOf(close, close.length - 1))).isFalse();
        assertThat(endsWithClose(Frames.joined(List.of(close, Frames.text("after")))))
                .isFalse();
        // A Close frame of a server, without a mask.
        assertThat(endsWithClose(new byte[] {(byte) 0x88, 4, 3, (byte) 0xE8, 0, 0}))
                .isFalse();
    }

    @Test
    void bytesBeforeThePositionDoNotCount() {
        ByteBuffer bytes = ByteBuffer.wrap(Frames.close(1000));
        assertThat(new CloseDetector().endsWithClose(bytes.position(1))).isFalse();
    }

    @Test
    void aCloseFrameIsFoundWhereverItIsSplit() {
        for (int length : new int[] {0, 2, 125}) {
            byte[] bytes = Frames.joined(List.of(Frames.text("before"), Frames.client(0x88, new byte[length])));
            for (int cut = 1; cut < bytes.length; cut++) {
                CloseDetector detector = new CloseDetector();
                assertThat(detector.endsWithClose(ByteBuffer.wrap(bytes, 0, cut)))
                        .isFalse();
                assertThat(detector.endsWithClose(ByteBuffer.wrap(bytes, cut, bytes.length - cut)))
                        .as("cut after %s of %s bytes", cut, bytes.length)
                        .isTrue();
            }
        }
    }

    @Test
    void aCloseFrameIsFoundByteByByte() {
        for (byte[] close : List.of(Frames.close(1000), Frames.client(0x88, new byte[125]))) {
            byte[] bytes = Frames.joined(List.of(Frames.text("before"), close));
            CloseDetector detector = new CloseDetector();
            for (int at = 0; at < bytes.length; at++) {
                assertThat(detector.endsWithClose(ByteBuffer.wrap(bytes, at, 1)))
                        .as("byte %s of %s", at, bytes.length)
                        .isEqualTo(at == bytes.length - 1);
            }
        }
    }

    @Test
    void whatFollowsTheBeginOfACloseFrameIsNotDetected() {
        CloseDetector detector = new CloseDetector();
        assertThat(detector.endsWithClose(ByteBuffer.wrap(new byte[] {(byte) 0x88})))
                .isFalse();
        assertThat(detector.endsWithClose(ByteBuffer.wrap(Frames.text("x".repeat(1000)))))
                .isFalse();
        assertThat(detector.endsWithClose(ByteBuffer.wrap(Frames.close(1000)))).isTrue();
    }
}
