package io.hawser.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects encoded frames until the caller takes them. Memory is taken with the frames, and none is held in between;
 * how much waits is for the owner to bound, by taking.
 */
public final class CollectedOutput implements FrameOutput {

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private ByteBuffer bytes = NONE;

    /** Makes an output that has nothing yet. */
    public CollectedOutput() {}

    @Override
    public ByteBuffer room(int wanted) {
        if (bytes.remaining() < wanted) {
            int needed = Math.addExact(bytes.position(), wanted);
            bytes = ByteBuffer.allocate(Math.max(needed, 2 * bytes.capacity())).put(bytes.flip());
        }
        return bytes;
    }

    /**
     * Takes the bytes that were written since the last call. Not in the middle of a frame.
     *
     * @return the bytes to send, in a new array; empty where there are none
     */
    public byte[] take() {
        byte[] taken = Arrays.copyOf(bytes.array(), bytes.position());
        bytes = NONE;
        return taken;
    }
}
