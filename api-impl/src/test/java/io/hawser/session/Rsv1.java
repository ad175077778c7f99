package io.hawser.session;

import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;

/** An extension that sets the first reserved bit of each message, and changes nothing else. */
final class Rsv1 implements FrameExtension {

    @Override
    public int rsv() {
        return 4;
    }

    @Override
    public FrameSink incoming(FrameSink next) {
        return withBits(next, 0);
    }

    @Override
    public FrameSink outgoing(FrameSink next) {
        return withBits(next, 4);
    }

    private static FrameSink withBits(FrameSink next, int bits) {
        return new PassingSink(next) {
            @Override
            public void begin(Opcode opcode, boolean fin, int rsv, long length) throws ProtocolException {
                super.begin(opcode, fin, opcode == Opcode.TEXT || opcode == Opcode.BINARY ? bits : 0, length);
            }
        };
    }

    @Override
    public void close() {}
}
