package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageSinkTest {

    private final List<String> texts = new ArrayList<>();
    private final MessageReader messages = new MessageReader(new TextsAlone(), 1000, 1000);
    private final FrameReader frames = new FrameReader(Role.CLIENT, 0, 1000, messages);

    /** Implements only the required methods. */
    private final class TextsAlone implements MessageSink {

        @Override
        public void text(String message) {
            texts.add(message);
        }

        @Override
        public void binary(ByteBuffer message) throws ProtocolException {
            throw new ProtocolException(CloseStatus.UNSUPPORTED_DATA, "only text is taken here");
        }

        @Override
        public void ping(ByteBuffer payload) {}

        @Override
        public void close(CloseStatus status) {}
    }

    private void read(int firstByte, int... payload) throws ProtocolException {
        frames.read(ByteBuffer.wrap(Wire.frame(Role.SERVER, firstByte, Wire.bytes(payload))));
    }

    @Test
    void aPongNeedsNothing() throws ProtocolException {
        read(Wire.FIN | Wire.PONG, 'a');
        read(Wire.FIN | Wire.TEXT, 'b');
        assertThat(texts).containsExactly("b");
    }

    @Test
    void whatASinkThrowsFailsTheConnectionAndNothingIsReadBehindIt() throws ProtocolException {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(Wire.FIN | Wire.BINARY, 'a'))
                .matches(e -> e.closeCode() == CloseStatus.UNSUPPORTED_DATA);
        read(Wire.FIN | Wire.TEXT, 'b');
        assertThat(texts).isEmpty();
    }

    @Test
    void partsAreForThoseWhoTakeThem() {
        messages.wholeText(false);
        messages.wholeBinary(false);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> read(Wire.TEXT, 'a'))
                .withMessage("wholeText(false) requires textPart");
        FrameReader others = new FrameReader(Role.CLIENT, 0, 1000, messages);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> others.read(ByteBuffer.wrap(Wire.frame(Role.SERVER, Wire.BINARY, Wire.bytes('a')))))
                .withMessage("wholeBinary(false) requires binaryPart");
    }
}
