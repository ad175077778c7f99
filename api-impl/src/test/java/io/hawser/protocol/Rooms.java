package io.hawser.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Lends buffers of any size, and records the bytes that were written into them. */
public final class Rooms implements FrameOutput {

    /** The wanted size of each call. */
    final List<Integer> wanted = new ArrayList<>();

    private final IntFunction<ByteBuffer> allocator;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private ByteBuffer room = ByteBuffer.allocate(0);

    /** Lends buffers from a function of the wanted size. */
    public Rooms(IntFunction<ByteBuffer> allocator) {
        this.allocator = allocator;
    }

    /** Lends buffers of the wanted size. */
    public Rooms() {
        this(ByteBuffer::allocate);
    }

    @Override
    public ByteBuffer room(int wanted) {
        this.wanted.add(wanted);
        takeRoom();
        room = allocator.apply(wanted);
        return room;
    }

    /** The bytes since the last call. */
    public byte[] bytes() {
        takeRoom();
        byte[] result = taken.toByteArray();
        taken.reset();
        return result;
    }

    private void takeRoom() {
        byte[] put = new byte[room.position()];
        room.get(0, put);
        taken.writeBytes(put);
        room = ByteBuffer.allocate(0);
    }
}
