package io.hawser.tck.fuzz;

import io.hawser.protocol.FrameOutput;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Lends buffers of the smallest allowed size, of less than the wanted size, or of the wanted size. */
final class Room implements FrameOutput {

    private static final int LEAST = 64;

    private final ByteArrayOutputStream written;
    private final int kind;
    private ByteBuffer room = ByteBuffer.allocate(0);

    /**
     * Creates a source of buffers.
     *
     * @param written gets the written bytes
     * @param kind the byte order and the size of buffers
     */
    Room(ByteArrayOutputStream written, int kind) {
        this.written = written;
        this.kind = kind;
    }

    @Override
    public ByteBuffer room(int wanted) {
        take();
        int size = (kind & 1) == 0 ? wanted : Math.min(wanted, LEAST);
        room = ByteBuffer.allocate(size).order((kind & 2) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return room;
    }

    /** Takes the bytes of the last lent buffer. */
    void take() {
        written.write(room.array(), 0, room.position());
        room = ByteBuffer.allocate(0);
    }
}
