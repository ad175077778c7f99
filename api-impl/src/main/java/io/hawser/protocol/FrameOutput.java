package io.hawser.protocol;

import java.nio.ByteBuffer;

/** Where encoded frames are written: lends room, piece by piece. */
public interface FrameOutput {

    /**
     * Gives room for encoded bytes. What was put into the room given before (its position was advanced) is taken, in
     * order.
     *
     * @param wanted how many bytes are about to be put
     * @return a buffer with at least {@code min(wanted, 64)} bytes remaining, to be filled from its position; may be
     *     the one given before
     */
    ByteBuffer room(int wanted);
}
