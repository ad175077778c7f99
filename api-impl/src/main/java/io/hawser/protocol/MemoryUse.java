package io.hawser.protocol;

/** Receives reports about the memory of incomplete messages, so that many connections can have a common limit. */
public interface MemoryUse {

    /** A memory use without a limit. */
    MemoryUse UNLIMITED = new MemoryUse() {
        @Override
        public void grow(long bytes) {}

        @Override
        public void shrink(long bytes) {}
    };

    /**
     * Reports that more memory will be allocated.
     *
     * @param bytes how much it will be in all
     * @throws ProtocolException where it must not; nothing is taken then, and the connection is to be failed
     */
    void grow(long bytes) throws ProtocolException;

    /**
     * Reports that memory was freed.
     *
     * @param bytes how much is left
     */
    void shrink(long bytes);
}
