package io.hawser.protocol;

import java.nio.ByteBuffer;

/** Receives encoded frames. It lends buffers, one after the other. */
public interface FrameOutput {

    /**
     * Returns a buffer for encoded bytes. What was put into the room given before (its position was advanced) is taken,
     * in order.
     *
     * @param wanted how many bytes are about to be put
     * @return a buffer with at least {@code min(wanted, 64)} bytes remaining, to be filled from its position; may be
     *     the one given before
     */
    ByteBuffer room(int wanted);
}
