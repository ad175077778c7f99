package io.hawser.standalone.channel;

import io.hawser.thread.WaterMarks;

/**
 * Counts the input of one connection that waits to be parsed, and remembers whether reading has paused. The loop adds
 * and turns subtract without a lock: each writes different fields.
 */
final class InputGauge {

    /**
     * The memory, in bytes, that a read needs in addition to its content. It matters if a peer sends bytes one by one.
     */
    private static final int BYTES_PER_READ = 256;

    /** Written by the loop only. */
    private volatile long cameSoFar;

    private volatile long cameWhenFull;
    private volatile long takenSoFar;
    private volatile boolean full;

    /** Adds bytes that have arrived. Called by the loop. */
    void came(int bytes) {
        long came = cameSoFar + bytes + BYTES_PER_READ;
        cameSoFar = came;
        if (!full && WaterMarks.isAboveHigh(came - takenSoFar)) {
            full = true;
        }
        if (full) {
            cameWhenFull = came;
            update();
        }
    }

    /** Subtracts bytes that are parsed. Called in turns. {@return whether reading may resume; the loop decides this} */
    boolean taken(int bytes) {
        long taken = takenSoFar + bytes + BYTES_PER_READ;
        takenSoFar = taken;
        return full && WaterMarks.isBelowLow(cameWhenFull - taken);
    }

    /** Lets reading resume if enough bytes are parsed. Called by the loop. */
    void update() {
        if (full && WaterMarks.isBelowLow(cameSoFar - takenSoFar)) {
            full = false;
        }
    }

    /** {@return the approximate number of bytes that wait; any thread may call this} */
    long waiting() {
        long taken = takenSoFar;
        return cameSoFar - taken;
    }

    /** {@return whether reading has to pause} */
    boolean isFull() {
        return full;
    }
}
