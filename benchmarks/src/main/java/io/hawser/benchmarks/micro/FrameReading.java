package io.hawser.benchmarks.micro;

import io.hawser.protocol.FrameReader;
import io.hawser.protocol.FrameSink;
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

/** Reads one binary frame. A server unmasks it, a client does not: the difference is the cost of the mask. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameReading {

    /** Whether the frame is masked: {@code SERVER} for yes. */
    @Param({"SERVER", "CLIENT"})
    public Role role;

    /** The length of its payload in bytes. */
    @Param({"32", "125", "1024", "65536"})
    public int size;

    private ByteBuffer frame;
    private FrameReader reader;

    /** For JMH. */
    public FrameReading() {}

    /**
     * Makes the frame.
     *
     * @param blackhole takes the payload
     */
    @Setup
    public void prepare(Blackhole blackhole) {
        frame = Frame.of(Opcode.BINARY, new byte[size], role);
        reader = new FrameReader(role, 0, -1, new FrameSink() {
            @Override
            public void begin(Opcode opcode, boolean fin, int rsv, long length) {
                blackhole.consume(length);
            }

            @Override
            public void payload(ByteBuffer bytes, boolean ascii) {
                blackhole.consume(ascii);
            }

            @Override
            public void end() {}
        });
    }

    /**
     * Reads it. What a server has unmasked is masked again by the next call, which takes as long.
     *
     * @throws ProtocolException never
     */
    @Benchmark
    public void read() throws ProtocolException {
        reader.read(frame.position(0));
    }
}
