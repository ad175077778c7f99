package io.hawser.session.memory;

import io.hawser.protocol.ProtocolException;

/** Thrown in the middle of encoding if the budget has no room for the output. The session ends for this. */
public final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoRoomException(ProtocolException reason) {
        super(reason.getMessage(), reason);
    }

    /** {@return the reason with which the session ends} */
    public ProtocolException reason() {
        return (ProtocolException) getCause();
    }
}
