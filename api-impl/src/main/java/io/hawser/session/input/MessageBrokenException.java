package io.hawser.session.input;

import java.io.IOException;

/** Thrown to a method that reads a message as a stream, if the rest of the message will not come. */
public final class MessageBrokenException extends IOException {

    private static final long serialVersionUID = 1;

    MessageBrokenException(String reason) {
        super(reason);
    }
}
