package io.hawser.session;

/** The receiver of the bytes of a {@link MemoryTransport}. */
public interface Wire {

    /**
     * Bytes arrive.
     *
     * @param bytes the bytes, owned by the callee
     */
    void bytes(byte[] bytes);

    /** The output has ended in an orderly way. */
    void ended();

    /** The connection was reset. */
    void reset();
}
