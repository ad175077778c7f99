package io.hawser.standalone;

/**
 * How much input of one connection waits to be parsed. Reading pauses above one mark and goes on below another. The
 * loop adds, turns take away, and neither waits for the other: each writes numbers of its own.
 */
final class InputGauge {

    private static final long PAUSE_ABOVE = 256 * 1024;
    private static final long RESUME_BELOW = PAUSE_ABOVE / 2;
    /** What a read takes beside its bytes: a peer may send them one by one. */
    private static final int READ = 256;

    private long cameSoFar;
    private volatile long cameWhenFull;
    private volatile long takenSoFar;
    private volatile boolean full;

    /** Bytes came. Called by the loop. */
    void came(int bytes) {
        cameSoFar += bytes + READ;
        if (!full && cameSoFar - takenSoFar > PAUSE_ABOVE) {
            full = true;
        }
        if (full) {
            cameWhenFull = cameSoFar;
            update();
        }
    }

    /** Bytes are parsed. Called within turns. {@return whether the loop may want to resume} */
    boolean taken(int bytes) {
        long taken = takenSoFar + bytes + READ;
        takenSoFar = taken;
        return full && cameWhenFull - taken < RESUME_BELOW;
    }

    /** Finds out whether it is time to resume. Called by the loop. */
    void update() {
        if (full && cameSoFar - takenSoFar < RESUME_BELOW) {
            full = false;
        }
    }

    /** {@return whether reading has to pause} */
    boolean isFull() {
        return full;
    }
}
