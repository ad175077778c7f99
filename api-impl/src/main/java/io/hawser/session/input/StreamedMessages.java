package io.hawser.session.input;

import io.hawser.transport.Transport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The messages that user code reads as streams while they arrive. The reading method runs on a separate thread beside
 * the connection's events, which feed it. No other user code of the session runs until it has returned. Used by the
 * connection's events.
 */
public final class StreamedMessages {

    /** The most pongs that wait until a message is read. A peer may send any number of them. */
    private static final int MAX_DEFERRED_PONGS = 128;

    private final Transport transport;
    private final Deque<Runnable> deferred = new ArrayDeque<>(0);
    /** Changed by the events alone. */
    private volatile Reading current;
    /** The message whose reading method has no thread yet, or {@code null}; changed under the lock. */
    private volatile Reading waiting;

    /**
     * Makes the streams of a connection, none of which is open.
     *
     * @param transport gives threads for reading methods
     */
    public StreamedMessages(Transport transport) {
        this.transport = transport;
    }

    /** The reading method of one message. The first free thread runs it. */
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
     * @param pipe the pipe for its parts
     * @param method reads the parts, and throws nothing
     */
    public void begin(MessagePipe<?> pipe, Runnable method) {
        Reading reading = new Reading(pipe, method);
        current = reading;
        if (!hasPlace(reading)) {
            pipe.waitsForPlace();
            waits(reading);
        }
    }

    private boolean hasPlace(Reading reading) {
        return transport.stream(() -> {
            if (reading.run()) {
                transport.execute(() -> handled(reading));
            }
        });
    }

    /** Handles a tick: asks for a thread again if a reading method waits for one. */
    public void tick() {
        Reading reading = waiting;
        if (reading != null && (reading.begun.get() || hasPlace(reading))) {
            waitsNoMore(reading);
        }
    }

    private synchronized void waits(Reading reading) {
        waiting = reading;
    }

    /** Removes a message from waiting. The next message may have begun to wait meanwhile. */
    private synchronized void waitsNoMore(Reading reading) {
        if (waiting == reading) {
            waiting = null;
        }
    }

    /** Notes that a message is complete. If its reading method has no thread yet, an event runs it. */
    public void complete() {
        if (waiting != null) {
            transport.execute(this::finishComplete);
        }
    }

    /** {@return whether a method reads a message} */
    public boolean isReading() {
        return current != null && !current.pipe.isHandled();
    }

    /** Runs the deferred pongs after a message is read. They do not wait for the next message, which may never come. */
    private void handled(Reading reading) {
        if (current == reading) {
            finish();
        }
    }

    /**
     * Runs other user code, now or after the reading method. Does not wait for that method, since it may need more
     * events.
     *
     * @param userCode the code
     */
    public void afterwards(Runnable userCode) {
        if (isReading()) {
            if (deferred.size() == MAX_DEFERRED_PONGS) {
                deferred.poll();
            }
            deferred.add(userCode);
        } else {
            finish();
            userCode.run();
        }
    }

    /**
     * Waits for the reading method, if there is one, so that other user code can run after it. Called when the message
     * is complete or broken off. A method that has no thread yet, since others have them all, runs on the calling
     * thread.
     */
    public void finish() {
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

    /** Waits for the reading method of a complete message. Does nothing for one that is incomplete. */
    public void finishComplete() {
        if (current != null && current.pipe.isComplete()) {
            finish();
        }
    }

    /**
     * Drops an incomplete message whose rest will not arrive. Any thread may call this.
     *
     * @param reason the message of the exception for the reading method
     */
    public void drop(String reason) {
        Reading reading = current;
        if (reading != null) {
            reading.pipe.abandon(reason);
        }
    }

    /**
     * Breaks off an incomplete message, since no more input will come. Waits for the reading method.
     *
     * @param reason the message of the exception for the reading method
     */
    public void end(String reason) {
        if (current != null) {
            current.pipe.breakOff(reason);
            finish();
        }
    }
}
