package io.hawser.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.FrameReader;
import io.hawser.protocol.MessageReader;
import io.hawser.protocol.MessageSink;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Reads one text message from an unmasked frame: checks its UTF-8 and makes a String of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TextReading {

    /** The letter that the text repeats: of one, two, three and four bytes. */
    @Param({"a", "é", "水", "😀"})
    public String letter;

    /** How often. */
    @Param({"16", "1024"})
    public int count;

    private ByteBuffer frame;
    private FrameReader reader;

    /** For JMH. */
    public TextReading() {}

    /**
     * Makes the frame.
     *
     * @param blackhole takes the text
     */
    @Setup
    public void prepare(Blackhole blackhole) {
        frame = Frame.of(Opcode.TEXT, letter.repeat(count).getBytes(UTF_8), Role.CLIENT);
        MessageSink sink = new MessageSink() {
            @Override
            public void text(String message) {
                blackhole.consume(message);
            }

            @Override
            public void binary(ByteBuffer message) {
                blackhole.consume(message);
            }

            @Override
            public void ping(ByteBuffer payload) {
                blackhole.consume(payload);
            }

            @Override
            public void close(CloseStatus status) {
                blackhole.consume(status);
            }
        };
        reader = new FrameReader(Role.CLIENT, 0, -1, new MessageReader(sink, -1, -1));
    }

    /**
     * Reads it.
     *
     * @throws ProtocolException never
     */
    @Benchmark
    public void read() throws ProtocolException {
        reader.read(frame.position(0));
    }
}
