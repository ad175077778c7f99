package io.hawser.session.output;

import java.io.IOException;

/** Thrown by sends when nothing can be sent any more. */
public final class SessionOverException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * Makes an exception without a cause.
     *
     * @param reason why nothing can be sent
     */
    public SessionOverException(String reason) {
        this(reason, null);
    }

    /**
     * Makes an exception.
     *
     * @param reason why nothing can be sent
     * @param cause the cause, or {@code null}
     */
    public SessionOverException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
