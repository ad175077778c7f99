package io.hawser.session;

import io.hawser.protocol.FrameSink;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import java.nio.ByteBuffer;

/** Passes frames without a change. An extension of a test overrides single methods. */
class PassingSink implements FrameSink {

    private final FrameSink next;

    PassingSink(FrameSink next) {
        this.next = next;
    }

    @Override
    public void begin(Opcode opcode, boolean fin, int rsv, long length) throws ProtocolException {
        next.begin(opcode, fin, rsv, length);
    }

    @Override
    public void payload(ByteBuffer bytes, boolean ascii) throws ProtocolException {
        next.payload(bytes, ascii);
    }

    @Override
    public void end() throws ProtocolException {
        next.end();
    }
}
