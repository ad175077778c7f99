package io.hawser.session;

/** Hears, once, what came of one message. Called on the transport's I/O context: it must not run user code there. */
@FunctionalInterface
interface SendCompletion {

    /**
     * The message was written, or will not be.
     *
     * @param failure why it was not written whole, or {@code null} where the operating system has taken it
     */
    void complete(Throwable failure);
}
