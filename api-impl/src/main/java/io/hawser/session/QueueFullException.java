package io.hawser.session;

import java.io.IOException;

/** A send was refused since too much waits on its session already. */
final class QueueFullException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * Says what would have been too much.
     *
     * @param queued how many bytes wait
     * @param size how many bytes were refused
     * @param most how many may wait
     */
    QueueFullException(long queued, int size, long most) {
        super("the peer does not read: " + queued + " bytes wait to be sent, and " + size
                + " more would exceed the setting " + Setting.MAX_QUEUED_BYTES.key() + " (" + most + ")");
    }
}
