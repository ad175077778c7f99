package io.hawser.servlet.transport;

import io.hawser.transport.HeldBytes;

/**
 * The memory that the two pumps of one connection hold.
 *
 * @param in holds the input
 * @param out holds the output
 */
record PumpedBytes(InputPump in, OutputPump out) implements HeldBytes {

    /** The size of the input, in bytes, above which it is reported to the engine at once. */
    private static final int MUCH_BYTES = 16 * 1024;

    /** {@return whether the input is so large that it has to be reported at once} */
    boolean isMuchInput() {
        return in.waiting() > MUCH_BYTES;
    }

    @Override
    public long input() {
        return in.waiting();
    }

    @Override
    public long output() {
        return out.unwritten();
    }

    @Override
    public long progress() {
        return out.written();
    }
}
