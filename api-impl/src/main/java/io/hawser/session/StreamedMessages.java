package io.hawser.session;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The messages that user code reads as streams while they come. The method that reads runs on a thread of its own
 * beside the connection's events, which feed it; but no other user code of the session runs until it has returned. Used
 * by the connection's events.
 */
final class StreamedMessages {

    /** Pongs that come while a message is read wait for the end of that; a peer may have sent any number of them. */
    private static final int DEFERRED = 128;

    private final Transport transport;
    private final Deque<Runnable> deferred = new ArrayDeque<>(0);
    private MessagePipe<?> current;

    StreamedMessages(Transport transport) {
        this.transport = transport;
    }

    /**
     * Begins a message.
     *
     * @param pipe brings its parts
     * @param method reads them, and throws nothing
     */
    void begin(MessagePipe<?> pipe, Runnable method) {
        current = pipe;
        transport.callback(() -> {
            try {
                method.run();
            } finally {
                pipe.handled();
                transport.execute(() -> handled(pipe));
            }
        });
    }

    /** The deferred pongs wait for no other message, which may never come. */
    private void handled(MessagePipe<?> pipe) {
        if (current == pipe) {
            finish();
        }
    }

    /** Runs other user code: now, or after the method that reads, which may need more events. */
    void afterwards(Runnable userCode) {
        if (current != null && !current.isHandled()) {
            if (deferred.size() == DEFERRED) {
                deferred.poll();
            }
            deferred.add(userCode);
        } else {
            finish();
            userCode.run();
        }
    }

    /** Waits for the method that reads, if there is one; then it is the turn of other user code. */
    void finish() {
        if (current != null) {
            current.awaitHandled();
            current = null;
            for (Runnable next = deferred.poll(); next != null; next = deferred.poll()) {
                next.run();
            }
        }
    }

    /** There will be no more input: a message that is not complete is broken off. */
    void end(String reason) {
        if (current != null) {
            current.breakOff(reason);
            finish();
        }
    }
}
