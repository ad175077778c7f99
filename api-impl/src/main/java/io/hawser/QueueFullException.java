package io.hawser;

import java.io.IOException;

/** Thrown if a send would exceed the limit of bytes that wait on its session. */
public final class QueueFullException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * Creates an exception whose message contains the numbers.
     *
     * @param queued how many bytes wait to be sent
     * @param size how many bytes the refused send has
     * @param most how many bytes may wait
     */
    public QueueFullException(long queued, int size, long most) {
        super("the peer does not read: " + queued + " bytes wait to be sent, and " + size
                + " more would exceed the setting " + Setting.MAX_QUEUED_BYTES.key() + " (" + most + ")");
    }
}
