package io.hawser.benchmarks.micro;

import io.hawser.protocol.FrameWriter;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.Role;
import java.nio.ByteBuffer;

/** Makes frames. */
final class Frame {

    private static final int MAX_HEADER = 14;
    private static final int KEY = 0x12345678;

    private Frame() {}

    /** {@return a message in one frame, as this end receives it; in memory outside of the heap, as a socket's is} */
    static ByteBuffer of(Opcode opcode, byte[] payload, Role receiver) {
        ByteBuffer frame = ByteBuffer.allocateDirect(MAX_HEADER + payload.length);
        Role sender = receiver == Role.SERVER ? Role.CLIENT : Role.SERVER;
        FrameWriter writer = new FrameWriter(sender, () -> KEY, wanted -> frame);
        writer.begin(opcode, true, 0, payload.length);
        writer.payload(ByteBuffer.wrap(payload), false);
        writer.end();
        return frame.flip();
    }
}
