package io.hawser.session.output;

import java.util.List;
import java.util.function.Supplier;

/** Receives the result of one message, once. Called on the transport's I/O context, so it must not run user code. */
@FunctionalInterface
public interface SendCompletion {

    /** Does nothing: the sender may ask a future. */
    SendCompletion NOBODY = failure -> {};

    /**
     * Reports that the message was written, or will not be.
     *
     * @param failure the reason why it was not written whole, or {@code null} if the operating system has taken it
     */
    void complete(Throwable failure);

    /**
     * Reports lost messages. Mostly there are none, and then no exception is made for an orderly end.
     *
     * @param completions the completions of the lost messages
     * @param reason makes the message of the exception
     */
    static void lose(List<SendCompletion> completions, Supplier<String> reason) {
        if (!completions.isEmpty()) {
            lose(completions, new SessionOverException(reason.get()));
        }
    }

    /**
     * Reports lost messages.
     *
     * @param completions the completions of the lost messages
     * @param cause the exception
     */
    static void lose(List<SendCompletion> completions, Throwable cause) {
        completions.forEach(completion -> completion.complete(cause));
    }
}
