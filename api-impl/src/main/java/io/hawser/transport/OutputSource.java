package io.hawser.transport;

/** Provides the bytes that a {@link Transport} writes, in the order in which the peer has to receive them. */
public interface OutputSource {

    /**
     * Takes the next piece of output. The transport calls this on its I/O context, from one thread at a time, as long
     * as it can take more.
     *
     * <p>A transport that cannot write any more (it is lost, was aborted, or its linger is over) still takes all
     * pieces. It releases the buffers and reports the pieces as failed. It does not wait for the connection's events,
     * because one of them may be waiting for a piece.
     *
     * @return the next piece, now owned by the transport, or {@code null} if there is nothing to write now
     */
    Output next();

    /**
     * {@return whether {@link #next()} has returned {@code null} because output is still being made, such as a long
     * message that is being deflated; {@link Transport#requestWrite} follows} The thread that has called {@code next()}
     * calls this afterwards. If it returns {@code false}, everything is written. The default is {@code false}.
     */
    default boolean isComing() {
        return false;
    }

    /**
     * A piece of output: bytes to write, and the completions to report. Completions run through
     * {@link Transport#completion}, so no user code runs in the methods of this interface.
     */
    interface Output {

        /** {@return the buffer; its bytes from 0 to its position are to be written} */
        WriteBuffer buffer();

        /** {@return whether {@link #written()} or {@link #failed(Throwable)} has to be called} */
        boolean reportsCompletion();

        /** {@return whether the piece ends a frame, so that the transport may add a frame of its own} */
        boolean endsFrame();

        /** Reports that the operating system (or the servlet container) has taken every byte. */
        void written();

        /**
         * Reports that not all bytes were written.
         *
         * @param cause why
         */
        void failed(Throwable cause);
    }
}
