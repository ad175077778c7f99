package io.hawser.servlet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.thread.Ending;
import io.hawser.transport.OutputSource;
import io.hawser.transport.WriteBuffer;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputPumpTest {

    /** Is ready until its buffer is full to the last byte. */
    private static final class Stream extends ServletOutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int room;

        @Override
        public void write(int b) {
            written.write(b);
            room--;
        }

        @Override
        public boolean isReady() {
            return room > 0;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
    }

    private record Piece(WriteBuffer buffer, boolean endsFrame) implements OutputSource.Output {
        @Override
        public boolean reportsCompletion() {
            return false;
        }

        @Override
        public void written() {}

        @Override
        public void failed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }

    private final Stream stream = new Stream();
    private final Queue<OutputSource.Output> waiting = new ArrayDeque<>();
    private final List<String> drained = new ArrayList<>();
    private final OutputPump pump = new OutputPump(
            stream,
            failure -> {
                throw new AssertionError(failure);
            },
            ending -> drained.add(ending + " after " + stream.written.size() + " bytes"));

    private void begin() {
        pump.begin(waiting::poll);
        stream.room = 100;
        pump.writePossible();
    }

    /** The last output and the ending come from another thread, when a pass has found no output. */
    @Test
    void outputThatComesWithTheEndingIsWrittenBeforeTheEnd() {
        AtomicBoolean late = new AtomicBoolean();
        pump.begin(() -> {
            OutputSource.Output next = waiting.poll();
            if (next == null && late.compareAndSet(true, false)) {
                waiting.add(piece(true, 0x88, 0));
                pump.signal();
                pump.end(Ending.CLOSE);
            }
            return next;
        });
        stream.room = 100;
        late.set(true);
        pump.writePossible();

        assertThat(stream.written.toByteArray()).containsExactly(0x88, 0);
        assertThat(drained).isNotEmpty().containsOnly("CLOSE after 2 bytes");
    }

    private static Piece piece(boolean endsFrame, int... bytes) {
        HeapBuffer buffer = HeapBuffer.of(bytes.length);
        for (int each : bytes) {
            buffer.bytes().put((byte) each);
        }
        return new Piece(buffer, endsFrame);
    }

    /** Otherwise the peer would read following frames as a part of the pong. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 11})
    void paddingIsWholePongs(int room) {
        begin();

        stream.room = room;
        pump.provokeCallback();
        assertThat(pump.isWaiting()).isTrue();
        assertThat(stream.written.size()).isEqualTo(room);

        waiting.add(piece(true, 0x82, 1, 7));
        stream.room = 100;
        pump.writePossible();
        byte[] all = stream.written.toByteArray();
        int pongs = room + 1 & ~1;
        for (int i = 0; i < pongs; i += 2) {
            assertThat(new byte[] {all[i], all[i + 1]}).containsExactly(0x8A, 0);
        }
        assertThat(all).endsWith(0x82, 1, 7).hasSize(pongs + 3);
    }

    @Test
    void noPaddingGetsIntoAFrame() {
        begin();
        waiting.add(piece(false, 0x82, 3, 1));
        pump.signal();
        pump.provokeCallback();
        assertThat(stream.written.toByteArray()).containsExactly(0x82, 3, 1);

        waiting.add(piece(true, 2, 3));
        stream.room = 6;
        pump.signal();
        assertThat(stream.written.toByteArray()).containsExactly(0x82, 3, 1, 2, 3, 0x8A, 0, 0x8A, 0);
        assertThat(pump.isWaiting()).isTrue();
    }
}
