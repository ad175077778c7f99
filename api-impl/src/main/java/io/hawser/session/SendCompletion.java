package io.hawser.session;

import java.io.IOException;
import java.util.List;

/** Hears, once, what came of one message. Called on the transport's I/O context: it must not run user code there. */
@FunctionalInterface
interface SendCompletion {

    /** Hears nothing: who sends may ask a future. */
    SendCompletion NOBODY = failure -> {};

    /**
     * The message was written, or will not be.
     *
     * @param failure why it was not written whole, or {@code null} where the operating system has taken it
     */
    void complete(Throwable failure);

    /** Tells those whose messages are lost. Mostly nothing is, and then an orderly end pays for no stack trace. */
    static void lose(List<SendCompletion> completions, String reason) {
        if (!completions.isEmpty()) {
            lose(completions, new IOException(reason));
        }
    }

    /** Tells those whose messages are lost. */
    static void lose(List<SendCompletion> completions, Throwable cause) {
        completions.forEach(completion -> completion.complete(cause));
    }
}
