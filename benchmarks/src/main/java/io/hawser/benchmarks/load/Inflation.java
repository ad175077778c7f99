package io.hawser.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates the messages of one connection in their order, since each may refer to those before it (RFC 7692). */
final class Inflation {

    private static final byte[] TAIL = {0, 0, -1, -1};

    private final Inflater inflater = new Inflater(true);
    private byte[] compressed = new byte[4096];
    private int length;
    private byte[] inflated = new byte[0];

    void add(ByteBuffer piece) {
        int count = piece.remaining();
        if (length + count + TAIL.length > compressed.length) {
            compressed = Arrays.copyOf(compressed, 2 * (length + count + TAIL.length));
        }
        piece.get(compressed, length, count);
        length += count;
    }

    /** {@return whether what was added is this message; the next one begins then} */
    boolean yields(byte[] message) throws LoadException {
        System.arraycopy(TAIL, 0, compressed, length, TAIL.length);
        inflater.setInput(compressed, 0, length + TAIL.length);
        length = 0;
        // One byte more shows a message that is too long.
        if (inflated.length != message.length + 1) {
            inflated = new byte[message.length + 1];
        }
        try {
            int size = 0;
            int count;
            do {
                count = inflater.inflate(inflated, size, inflated.length - size);
                size += count;
            } while (count > 0);
            return Arrays.equals(inflated, 0, size, message, 0, message.length);
        } catch (DataFormatException e) {
            LoadException failure = new LoadException("a message does not inflate");
            failure.initCause(e);
            throw failure;
        }
    }

    void close() {
        inflater.end();
    }
}
