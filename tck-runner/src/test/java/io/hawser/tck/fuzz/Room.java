package io.hawser.tck.fuzz;

import io.hawser.protocol.FrameOutput;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Lends as little room as is allowed, or less than is wanted, or as much. */
final class Room implements FrameOutput {

    private static final int LEAST = 64;

    private final ByteArrayOutputStream written;
    private final int kind;
    private ByteBuffer room = ByteBuffer.allocate(0);

    /**
     * Makes a room.
     *
     * @param written takes what is put into it
     * @param kind which byte order, and how much
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

    /** Takes what was put into the room that was lent last. */
    void take() {
        written.write(room.array(), 0, room.position());
        room = ByteBuffer.allocate(0);
    }
}
