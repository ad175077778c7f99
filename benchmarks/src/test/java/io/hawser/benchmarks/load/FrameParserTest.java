package io.hawser.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameParserTest {

    private final List<String> seen = new ArrayList<>();
    private final FrameParser parser = new FrameParser(new FrameParser.Sink() {

        private int length;

        @Override
        public void begin(int first, long frameLength) {
            seen.add("begin " + Integer.toHexString(first) + " " + frameLength);
            length = 0;
        }

        @Override
        public void payload(ByteBuffer piece) {
            length += piece.remaining();
        }

        @Override
        public void end() {
            seen.add("end " + length);
        }
    });

    private static ByteBuffer frame(int first, int length) {
        ByteBuffer frame = ByteBuffer.allocate(10 + length).put((byte) first);
        if (length < 126) {
            frame.put((byte) length);
        } else if (length < 0x10000) {
            frame.put((byte) 126).putShort((short) length);
        } else {
            frame.put((byte) 127).putLong(length);
        }
        return frame.position(frame.position() + length).flip();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65535, 65536})
    void aFrameIsTakenApartWhole(int length) throws LoadException {
        parser.read(frame(0x82, length));
        assertThat(seen).containsExactly("begin 82 " + length, "end " + length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65536})
    void aFrameIsTakenApartByteByByte(int length) throws LoadException {
        ByteBuffer frame = frame(0x81, length);
        while (frame.hasRemaining()) {
            parser.read(ByteBuffer.wrap(new byte[] {frame.get()}));
        }
        assertThat(seen).containsExactly("begin 81 " + length, "end " + length);
    }

    @Test
    void severalFramesComeInOneBuffer() throws LoadException {
        ByteBuffer three = ByteBuffer.allocate(300)
                .put(frame(0x01, 3))
                .put(frame(0x80, 130))
                .put(frame(0x88, 2))
                .flip();
        parser.read(three);
        assertThat(three.hasRemaining()).isFalse();
        assertThat(seen).containsExactly("begin 1 3", "end 3", "begin 80 130", "end 130", "begin 88 2", "end 2");
    }

    @Test
    void aMaskedFrameIsRefused() {
        assertThatThrownBy(() -> parser.read(ByteBuffer.wrap(Frames.masked(1, new byte[3], 7))))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("masked");
    }
}
