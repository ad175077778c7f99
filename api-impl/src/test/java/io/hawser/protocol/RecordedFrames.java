package io.hawser.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Records the frames that it gets. */
public class RecordedFrames implements FrameSink {

    /** A frame. Payloads are compared by content. */
    public record Frame(Opcode opcode, boolean fin, int rsv, ByteBuffer payload) {

        public static Frame of(Opcode opcode, boolean fin, int rsv, byte[] payload) {
            return new Frame(opcode, fin, rsv, ByteBuffer.wrap(payload));
        }
    }

    /** The announced lengths of the frames. */
    public final List<Long> lengths = new ArrayList<>();

    /** The complete frames. */
    public final List<Frame> frames = new ArrayList<>();

    /** The buffers of the payload. */
    public final List<ByteBuffer> buffers = new ArrayList<>();

    /** The ASCII flags of the pieces of payload. */
    public final List<Boolean> ascii = new ArrayList<>();

    private Opcode opcode;
    private boolean fin;
    private int rsv;
    private ByteArrayOutputStream payload;

    @Override
    public void begin(Opcode opcode, boolean fin, int rsv, long length) throws ProtocolException {
        this.opcode = opcode;
        this.fin = fin;
        this.rsv = rsv;
        payload = new ByteArrayOutputStream();
        lengths.add(length);
    }

    @Override
    public void payload(ByteBuffer bytes, boolean ascii) throws ProtocolException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        payload.writeBytes(copy);
        buffers.add(bytes);
        this.ascii.add(ascii);
    }

    @Override
    public void end() throws ProtocolException {
        frames.add(Frame.of(opcode, fin, rsv, payload.toByteArray()));
    }
}
