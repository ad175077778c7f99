package io.hawser.protocol;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.function.IntSupplier;

/**
 * The keys with which a client masks its frames. They are strong random numbers, since a peer that could guess them
 * could choose the bytes on the wire (RFC 6455, sections 5.3 and 10.3); drawn some at a time, since each draw takes a
 * lock that all connections share. For one connection.
 */
public final class MaskKeys implements IntSupplier {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CHUNK_BYTES = 256;

    /** Shared by all, and never changed: a server draws no keys. */
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private ByteBuffer keys = NONE;

    /** Makes a source that has drawn nothing yet. */
    public MaskKeys() {}

    /** {@return a key that no one else knows} */
    @Override
    public int getAsInt() {
        if (!keys.hasRemaining()) {
            byte[] chunk = new byte[CHUNK_BYTES];
            RANDOM.nextBytes(chunk);
            keys = ByteBuffer.wrap(chunk);
        }
        return keys.getInt();
    }
}
