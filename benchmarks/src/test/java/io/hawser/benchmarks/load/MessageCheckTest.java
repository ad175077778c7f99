package io.hawser.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageCheckTest implements MessageCheck.Listener {

    private static final int TEXT = 0x81;

    private final Messages messages = new Messages(Workload.text("small", 1, 4, 32));
    private MessageCheck check;
    private int received;
    private int controls;

    @BeforeEach
    void make() {
        check = new MessageCheck(messages, false, this);
    }

    @Override
    public void message() {
        received++;
    }

    @Override
    public void control(int opcode, ByteBuffer payload) {
        controls++;
    }

    private void frame(int first, byte[] payload) throws LoadException {
        check.begin(first, payload.length);
        check.payload(ByteBuffer.wrap(payload));
        check.end();
    }

    @Test
    void messagesInTheirOrderAreRight() throws LoadException {
        for (int i = 0; i < 2 * messages.count(); i++) {
            frame(TEXT, messages.payload(i));
        }
        assertThat(received).isEqualTo(2 * messages.count());
    }

    @Test
    void aMessageMayComeInFragmentsWithControlFramesBetweenThem() throws LoadException {
        byte[] message = messages.payload(0);
        frame(0x01, Arrays.copyOf(message, 10));
        frame(0x80 | Frames.PING, new byte[3]);
        frame(0x80, Arrays.copyOfRange(message, 10, message.length));
        assertThat(received).isEqualTo(1);
        assertThat(controls).isEqualTo(1);
    }

    @Test
    void aLostMessageIsNoticed() {
        assertFails("not in its order", TEXT, messages.payload(1));
    }

    @Test
    void aChangedByteIsNoticed() {
        byte[] changed = messages.payload(0).clone();
        changed[31] ^= 1;
        assertFails("not what was sent", TEXT, changed);
    }

    @Test
    void anotherOpcodeIsNoticed() {
        assertFails("opcode 2", 0x82, messages.payload(0));
    }

    @Test
    void aShortMessageIsNoticed() {
        assertFails("31 bytes instead of 32", TEXT, Arrays.copyOf(messages.payload(0), 31));
    }

    @Test
    void aLongMessageIsNoticed() {
        assertFails("longer than the 32 bytes", TEXT, Arrays.copyOf(messages.payload(0), 33));
    }

    @Test
    void aCompressedMessageIsNoticedWhereNoneWasAskedFor() {
        assertFails("is compressed", TEXT | Frames.RSV1, messages.payload(0));
    }

    @Test
    void ofLargeMessagesASampleIsCompared() throws LoadException {
        Messages large = new Messages(Workload.binary("large", "/large", 1, 1, 64 * 1024));
        check = new MessageCheck(large, false, this);
        frame(0x82, large.payload(0));
        frame(0x82, new byte[64 * 1024]); // Not compared.
        for (int i = 2; i < 16; i++) {
            frame(0x82, large.payload(i));
        }
        assertFails("message 16", 0x82, new byte[64 * 1024]);
    }

    private void assertFails(String text, int first, byte[] payload) {
        assertThatThrownBy(() -> frame(first, payload))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining(text);
    }
}
