package io.hawser.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessagesTest {

    @Test
    void smallMessagesDiffer() {
        Messages messages = new Messages(Workload.text("small", 1, 1, 32));
        Set<ByteBuffer> different = new HashSet<>();
        for (int i = 0; i < messages.count(); i++) {
            assertThat(messages.payload(i)).hasSize(32);
            different.add(ByteBuffer.wrap(messages.payload(i)));
        }
        assertThat(different).hasSize(messages.count());
    }

    @Test
    void aRunGoesOnAfterTheLastMessage() {
        Messages messages = new Messages(Workload.text("small", 1, 1, 32));
        ByteBuffer frames = messages.frames();
        int frame = 6 + 32;
        messages.select(frames, 0, 1);
        assertThat(frames.position()).isZero();
        assertThat(frames.remaining()).isEqualTo(frame);
        messages.select(frames, 3L * messages.count() - 2, messages.count());
        assertThat(frames.position()).isEqualTo((messages.count() - 2) * frame);
        assertThat(frames.remaining()).isEqualTo(messages.count() * frame);
    }

    @Test
    void compressedMessagesInflateInOrder() throws LoadException {
        Workload workload = new Workload("deflate", Workload.Shape.ECHO, "/", 1, 1, 1024, false, true);
        Messages messages = new Messages(workload);
        ByteBuffer frames = messages.frames();
        Inflation inflation = new Inflation();
        for (int i = 0; i < messages.count(); i++) {
            messages.select(frames, i, 1);
            byte[] frame = new byte[frames.remaining()];
            frames.get(frame);
            assertThat(frame.length).isLessThan(1024);
            inflation.add(unmasked(frame));
            assertThat(inflation.yields(messages.payload(i))).isTrue();
        }
        inflation.close();
    }

    private static ByteBuffer unmasked(byte[] frame) {
        int header = (frame[1] & 0x7F) < 126 ? 6 : 8;
        for (int i = header; i < frame.length; i++) {
            frame[i] ^= frame[header - 4 + (i - header) % 4];
        }
        return ByteBuffer.wrap(frame, header, frame.length - header);
    }
}
