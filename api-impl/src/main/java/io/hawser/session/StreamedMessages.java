package io.hawser.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

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
    private Reading current;

    StreamedMessages(Transport transport) {
        this.transport = transport;
    }

    /** The method that reads one message, which whoever comes first runs. */
    private static final class Reading {

        private final MessagePipe<?> pipe;
        private final Runnable method;
        private final AtomicBoolean begun = new AtomicBoolean();

        Reading(MessagePipe<?> pipe, Runnable method) {
            this.pipe = pipe;
            this.method = method;
        }

        boolean run() {
            if (!begun.compareAndSet(false, true)) {
                return false;
            }
            pipe.begun();
            try {
                method.run();
            } finally {
                pipe.handled();
            }
            return true;
        }
    }

    /**
     * Begins a message.
     *
     * @param pipe brings its parts
     * @param method reads them, and throws nothing
     */
    void begin(MessagePipe<?> pipe, Runnable method) {
        Reading reading = new Reading(pipe, method);
        current = reading;
        transport.callback(() -> {
            if (reading.run()) {
                transport.execute(() -> handled(reading));
            }
        });
    }

    /** {@return whether a method reads a message} */
    boolean isReading() {
        return current != null && !current.pipe.isHandled();
    }

    /** The deferred pongs wait for no other message, which may never come. */
    private void handled(Reading reading) {
        if (current == reading) {
            finish();
        }
    }

    /** Runs other user code: now, or after the method that reads, which may need more events. */
    void afterwards(Runnable userCode) {
        if (isReading()) {
            if (deferred.size() == DEFERRED) {
                deferred.poll();
            }
            deferred.add(userCode);
        } else {
            finish();
            userCode.run();
        }
    }

    /**
     * Waits for the method that reads, if there is one; then it is the turn of other user code. Called where the
     * message is complete or broken off: a method that has no thread yet, since others have them all, runs here.
     */
    void finish() {
        if (current != null) {
            if (!current.run() && !current.pipe.isHandled()) {
                transport.beforeBlocking();
                current.pipe.awaitHandled();
            }
            current = null;
            for (Runnable next = deferred.poll(); next != null; next = deferred.poll()) {
                next.run();
            }
        }
    }

    /** Waits for the method that reads a message which has come to its end. */
    void finishComplete() {
        if (current != null && current.pipe.isComplete()) {
            finish();
        }
    }

    /** There will be no more input: a message that is not complete is broken off. */
    void end(String reason) {
        if (current != null) {
            current.pipe.breakOff(reason);
            finish();
        }
    }
}
