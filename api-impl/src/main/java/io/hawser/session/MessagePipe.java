package io.hawser.session;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Hands the parts of one message from the connection's events to the thread that reads it as a stream. What comes in
 * waits for the reader, so that little is held in memory and a reader that is slow slows its peer down.
 *
 * @param <P> a part
 */
final class MessagePipe<P> {

    /** So many parts, each of which is some kilobytes at most, wait for the reader. */
    private static final int CAPACITY = 8;

    private final Transport transport;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<P> parts = new ArrayDeque<>();
    private boolean complete;
    private boolean dropping;
    private boolean handled;
    private String broken;

    MessagePipe(Transport transport) {
        this.transport = transport;
    }

    /** Gives the reader a part, waiting while many wait. Called by the connection's events. */
    void put(P part, boolean last) {
        waitWhile(() -> parts.size() >= CAPACITY);
        lock.lock();
        try {
            if (!dropping) {
                parts.add(part);
            }
            complete = last;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The rest of the message will not come. */
    void breakOff(String reason) {
        lock.lock();
        try {
            if (!complete) {
                broken = reason;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The reader has closed its stream: what it has not read is dropped. */
    void drop() {
        lock.lock();
        try {
            dropping = true;
            parts.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The method that reads has returned. */
    void handled() {
        lock.lock();
        try {
            handled = true;
            drop();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the method that reads has returned. Called by the connection's events. */
    void awaitHandled() {
        waitWhile(() -> !handled);
    }

    /** {@return whether the method that reads has returned} */
    boolean isHandled() {
        return !holds(() -> !handled);
    }

    private void waitWhile(BooleanSupplier condition) {
        if (!holds(condition)) {
            return;
        }
        transport.beforeBlocking();
        lock.lock();
        try {
            while (condition.getAsBoolean()) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean holds(BooleanSupplier condition) {
        lock.lock();
        try {
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** {@return the next part, or {@code null} at the end of the message; waits for it} */
    P take() throws IOException {
        lock.lock();
        try {
            while (parts.isEmpty() && !complete && broken == null && !dropping) {
                changed.await();
            }
            if (dropping) {
                throw new IOException("the message is over: its stream is closed");
            }
            if (parts.isEmpty() && broken != null) {
                throw new IOException(broken);
            }
            changed.signalAll();
            return parts.poll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading a message");
        } finally {
            lock.unlock();
        }
    }
}
