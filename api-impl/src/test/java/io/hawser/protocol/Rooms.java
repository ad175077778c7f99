package io.hawser.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Lends room of any size, and keeps what was put into it. */
public final class Rooms implements FrameOutput {

    /** How much room was wanted, each time. */
    final List<Integer> wanted = new ArrayList<>();

    private final IntFunction<ByteBuffer> allocator;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private ByteBuffer room = ByteBuffer.allocate(0);

    /** Lends rooms made by a function of the wanted size. */
    public Rooms(IntFunction<ByteBuffer> allocator) {
        this.allocator = allocator;
    }

    /** Lends as much as is wanted. */
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
