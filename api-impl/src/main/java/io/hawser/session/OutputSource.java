package io.hawser.session;

/** Where a {@link Transport} finds the bytes to write, in the order in which the peer has to see them. */
public interface OutputSource {

    /**
     * Takes the next piece of output. Called on the transport's I/O context, by one thread at a time, as long as the
     * transport can take more.
     *
     * <p>A transport that can write no more (it broke, was aborted, or its linger is over) goes on to take what there
     * is: it releases the buffers and reports the pieces as failed. It does so without waiting for the connection's
     * events, since one of them may be what waits for a piece.
     *
     * @return the next piece, now owned by the transport, or {@code null} where there is nothing to write for now
     */
    Output next();

    /**
     * {@return whether {@link #next()} has found output that is still being made, such as a long message that is
     * deflated, and has not waited for it: {@link Transport#requestWrite} follows} Asked where {@code next()} has
     * returned {@code null}, by the same thread: only without it everything is written. By default nothing is.
     */
    default boolean isComing() {
        return false;
    }

    /**
     * A piece of output: bytes to write, and who wants to know. These hear of it through {@link Transport#completion}:
     * nothing of the application runs in what a transport calls here.
     */
    interface Output {

        /** {@return the buffer; its bytes from 0 to its position are to be written} */
        WriteBuffer buffer();

        /** {@return whether {@link #written()} or {@link #failed(Throwable)} has to be called} */
        boolean reportsCompletion();

        /** Says that the operating system (or the servlet container) has taken every byte. */
        void written();

        /**
         * Says that the bytes were not written whole.
         *
         * @param cause why
         */
        void failed(Throwable cause);
    }
}
